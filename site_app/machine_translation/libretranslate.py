"""Whatever speaks as LibreTranslate does: POST /translate with q, source, target, format and api_key."""

from collections.abc import Sequence

from site_app.machine_translation.asking import ask
from site_app.machine_translation.machine import as_many, host_of

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
        found = ask(self._address, question, why="error", within=within).get("translatedText")
        return as_many([found] if isinstance(found, str) else found, passages)  # some answer one passage alone
