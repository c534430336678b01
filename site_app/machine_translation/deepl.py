"""DeepL: POST /v2/translate with text, source_lang, target_lang and tag_handling; the key is in a header."""

from collections.abc import Sequence

from site_app.machine_translation.asking import ask
from site_app.machine_translation.machine import as_many, host_of

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
        found = ask(self._address, question, headers=headers, why="message", within=within).get("translations")
        entries = found if isinstance(found, list) else []
        texts = [one.get("text") if isinstance(one, dict) else None for one in entries]
        return as_many(texts, passages)
