"""One question in JSON and its answer: no redirects, a size, a deadline, and a sentence for every way to fail."""

import http.client
import json
import queue
import threading
import urllib.error
import urllib.request
from typing import Any

from site_app.machine_translation.machine import Failed

LARGEST = 1_000_000  # bytes of an answer: two hundred times what we ask about
SILENCE = 20.0  # seconds without a byte
TOO_LONG = "The machine took too long."


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A key is for the address that the operator wrote, and for no other."""

    def redirect_request(self, *_arguments):
        return None


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirects)


def ask(
    address: str, question: dict[str, Any], *, headers: dict[str, str] | None = None, why: str, within: float
) -> dict[str, Any]:
    """The answer, {} if it is no JSON object. why: the key under which a refusal has its reason. within: seconds.

    Raises Failed if it is refused or there is none.

    A time-out of a connection counts silence only, so the asking is done beside us: whoever sends a byte now and then
    holds that thread, until it is silent, and not the person who waits.
    """
    sent = {"Content-Type": "application/json", "Accept": "application/json", **(headers or {})}
    content = json.dumps(question).encode()
    request = urllib.request.Request(address, content, sent, method="POST")  # noqa: S310 - http(s): `settings`
    outcome: queue.SimpleQueue[tuple[int, dict] | Failed] = queue.SimpleQueue()
    threading.Thread(target=lambda: outcome.put(_asked(request)), name="asking a machine", daemon=True).start()
    try:
        answer = outcome.get(timeout=max(0.1, within))
    except queue.Empty:
        raise Failed(TOO_LONG) from None
    if isinstance(answer, Failed):
        raise answer
    status, said = answer
    if status != 200:
        raise _refusal(status, said.get(why, ""))
    return said


def _asked(request: urllib.request.Request) -> tuple[int, dict] | Failed:
    """What came of it; nothing is raised, because nobody in this thread would hear it."""
    try:
        return _answered(request)
    except Failed as why:
        return why
    except (OSError, http.client.HTTPException, ValueError) as why:
        is_late = isinstance(why, TimeoutError) or isinstance(getattr(why, "reason", None), TimeoutError)
        return Failed(TOO_LONG if is_late else "The machine cannot be reached.")


def _answered(request: urllib.request.Request) -> tuple[int, dict]:
    try:
        with _opener.open(request, timeout=SILENCE) as response:
            return response.status, _read(response)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, _read(refusal)


def _read(response) -> dict[str, Any]:
    """Of an error page, too, what it says. Raises Failed if it is far too much."""
    content = response.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Failed("The machine answered with far too much.")
    try:
        said = json.loads(content)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _refusal(status: int, said: str = "") -> Failed:
    """Why an answer with this status holds no translation. said: the machine's own words, which go to the desk."""
    about = {
        400: "The machine does not know this language, or does not understand the text.",
        401: "The machine did not accept the key. An administrator has to look at TRANSLATION_KEY.",
        403: "The machine did not accept the key. An administrator has to look at TRANSLATION_KEY.",
        404: "There is no such machine at that address. An administrator has to look at TRANSLATION_URL.",
        413: "The text is too long for the machine.",
        429: "The machine has been asked too much. Try again in a few minutes.",
        456: "What the machine may translate this month is used up.",
    }
    why = about.get(status, "The machine has a fault of its own. Try again later.")
    said = " ".join(str(said).split())[:200]
    return Failed(f"{why} It says: “{said}”" if said else why)
