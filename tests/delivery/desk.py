"""Somebody at the desk, in a process of their own. Does one act for each line of JSON it reads.

python -m tests.delivery.desk
"""

import json
import sys

import django
from django.core.management import call_command

LISTENING = "ready"


def main() -> None:
    django.setup()
    from site_app.content.models import Explainer, Page, Update  # noqa: PLC0415 — models are ready only now
    from site_app.editions import lifecycle, opening  # noqa: PLC0415
    from site_app.editions.models import Document, Edition, Site  # noqa: PLC0415
    from tests import make  # noqa: PLC0415

    def document(slug):
        return Document.objects.get(slug=slug)

    def start():
        call_command("migrate", verbosity=0)
        for model, slug in ((Explainer, "question"), (Explainer, "other"), (Update, "news"), (Page, "safety")):
            made = model(slug=slug)
            made.save()
            make.live(made, text=f"{slug}0", **({"shared": {"since": ""}} if model is Update else {}))
            make.live(made, "ar", f"{slug}0")

    def publish(slug, text):
        shared = Edition.objects.get(document__slug=slug, language="en").live.shared
        make.live(document(slug), text=text, significance="minor", shared=shared)

    acts = {
        "start": start,
        "publish": publish,
        "withdraw": lambda slug: lifecycle.withdraw(document(slug), reason="mistake", by=None),
        "restore": lambda slug: lifecycle.restore(document(slug), by=None),
        "take down": lambda slug, code: lifecycle.take_down(
            Edition.objects.get(document__slug=slug, language=code), by=None
        ),
        "policy": opening.set_policy,
        "generation": lambda: Site.objects.get().generation,
    }
    print(LISTENING, flush=True)
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        done = acts[name](*arguments)
        print(done if isinstance(done, int) else LISTENING, flush=True)


if __name__ == "__main__":
    main()
