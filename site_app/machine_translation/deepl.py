"""DeepL: POST /v2/translate with text, source_lang, target_lang and tag_handling; the key is in a header."""

from collections.abc import Sequence

from site_app.machine_translation.asking import ask, refusal
from site_app.machine_translation.machine import Failed, host_of

CODES = {"pt": "PT-PT", "zh-hans": "ZH-HANS", "zh-hant": "ZH-HANT"}  # the others are the site's, in capitals


class DeepL:
    name = "DeepL"

    def __init__(self, address: str, key: str = ""):
        self.host = host_of(address)
        self._address, self._key = f"{address}/v2/translate", key

    def translate(self, passages: Sequence[str], language: str, *, within: float) -> list[str]:
        question = {
            "text": list(passages),
            "source_lang": "EN",
            "target_lang": CODES.get(language, language.upper()),
            "tag_handling": "html",
            "formality": "prefer_more",  # as the library says "you"
        }
        headers = {"Authorization": f"DeepL-Auth-Key {self._key}"}
        status, answer = ask(self._address, question, headers=headers, within=within)
        said = answer if isinstance(answer, dict) else {}
        if status != 200:
            raise refusal(status, said.get("message", ""))
        try:
            found = [one["text"] for one in said["translations"]]
        except (KeyError, TypeError):
            found = []
        if len(found) != len(passages) or not all(isinstance(one, str) for one in found):
            raise Failed("The machine answered with something else than a translation.")
        return found
