"""One question in JSON and its answer: no redirects, a size, a deadline, and a sentence for every way to fail."""

import http.client
import json
import time
import urllib.error
import urllib.request
from typing import Any

from site_app.machine_translation.machine import Failed

LARGEST = 1_000_000  # bytes of an answer: two hundred times what we ask about
SILENCE = 20.0  # seconds without a byte


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A key is for the address that the operator wrote, and for no other."""

    def redirect_request(self, *_arguments):
        return None


_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirects)


def ask(address: str, question: dict[str, Any], *, headers: dict[str, str], within: float) -> tuple[int, Any]:
    """(status, answer); the answer is None if it is no JSON. within: seconds. Raises Failed if there is no answer."""
    until = time.monotonic() + within
    sent = {"Content-Type": "application/json", "Accept": "application/json", **headers}
    content = json.dumps(question).encode()
    request = urllib.request.Request(address, content, sent, method="POST")  # noqa: S310 - http(s): `settings`
    try:
        with _opener.open(request, timeout=max(0.1, min(SILENCE, within))) as response:
            return response.status, _read(response, until)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, _read(refusal, until)
    except TimeoutError:
        raise Failed("The machine took too long.") from None
    except (OSError, http.client.HTTPException, ValueError) as why:
        if isinstance(getattr(why, "reason", None), TimeoutError):
            raise Failed("The machine took too long.") from None
        raise Failed("The machine cannot be reached.") from None


def _read(response, until: float) -> Any:
    content = b""
    while piece := response.read1(65536):
        content += piece
        if len(content) > LARGEST:
            raise Failed("The machine answered with far too much.")
        if time.monotonic() > until:
            raise TimeoutError
    try:
        return json.loads(content)
    except ValueError:
        return None


def refusal(status: int, said: str = "") -> Failed:
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
