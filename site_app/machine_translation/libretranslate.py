"""Whatever speaks as LibreTranslate does: POST /translate with q, source, target, format and api_key."""

from collections.abc import Sequence

from site_app.machine_translation.asking import ask, refusal
from site_app.machine_translation.machine import Failed, host_of

CODES = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


class LibreTranslate:
    name = "LibreTranslate"

    def __init__(self, address: str, key: str = ""):
        self.host = host_of(address)
        self._address, self._key = f"{address}/translate", key

    def translate(self, passages: Sequence[str], language: str, *, within: float) -> list[str]:
        target = CODES.get(language, language)
        question = {"q": list(passages), "source": "en", "target": target, "format": "html"}
        if self._key:
            question["api_key"] = self._key
        status, answer = ask(self._address, question, headers={}, within=within)
        said = answer if isinstance(answer, dict) else {}
        if status != 200:
            raise refusal(status, said.get("error", ""))
        found = said.get("translatedText")
        if isinstance(found, str) and len(passages) == 1:
            found = [found]  # some answer one passage alone
        if not isinstance(found, list) or len(found) != len(passages) or not all(isinstance(one, str) for one in found):
            raise Failed("The machine answered with something else than a translation.")
        return found
