"""Servers on this machine that speak as LibreTranslate and DeepL do, and turn English words into capitals.

`how` says what goes wrong: a status, "slow", "silent", "garbage", "too much", "fewer", "breaks" (drops what is not
to be translated), "elsewhere" (a redirect). What they were asked is written down.
"""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

from tests.operations.loopback import on_loopback

WORDS = re.compile(r'(<span[^>]*translate="no">.*?</span>)|(<[^>]*>)|([^<]+)')
LANGUAGES = {"pl", "ar", "lt", "so", "zh-Hans", "PL", "AR", "PT-PT", "ZH-HANS"}


def said_for(passage: str, how: str = "") -> str:
    """The words in capitals; elements, and what is marked, stay."""

    def said(piece: re.Match) -> str:
        if piece[1]:
            return "" if how == "breaks" else piece[1]
        return piece[2] or piece[3].upper().replace("&AMP;", "&amp;").replace("&LT;", "&lt;").replace("&GT;", "&gt;")

    return WORDS.sub(said, passage)


class Speaking:
    def __init__(self):
        self.asked: list[dict] = []  # {"path", "key", "question"}
        self.how: str | int = ""
        self.after = 0  # how many requests go well first
        self.port = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def speaking() -> Iterator[Speaking]:
    machine = Speaking()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            is_deepl = self.path.endswith("/v2/translate")
            key = self.headers.get("Authorization") if is_deepl else question.get("api_key")
            machine.asked.append({"path": self.path, "key": key, "question": question})
            how = machine.how if len(machine.asked) > machine.after else ""
            passages = question["text" if is_deepl else "q"]
            target = question["target_lang" if is_deepl else "target"]
            found = [said_for(one, str(how)) for one in passages]
            if how == "fewer":
                found.pop()
            status = how if isinstance(how, int) else 200 if target in LANGUAGES else 400
            error = {"message" if is_deepl else "error": "not <today>"}
            answer = {"translations": [{"text": one} for one in found]} if is_deepl else {"translatedText": found}
            content = json.dumps(answer if status == 200 else error).encode()
            if how == "garbage":
                content = b"<html>It works!</html>"
            elif how == "numbers":
                content = b'{"translations": 7, "translatedText": 7}'
            elif how == "a list":
                content = b"[]"
            elif how == "too much":
                content = b" " * 2_000_000
            elif how == "elsewhere":
                status = 307
            if how == "silent":
                time.sleep(1.5)
            self.send_response(status)
            if how == "elsewhere":
                self.send_header("Location", f"{machine.address}/elsewhere/translate")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            pieces = [content[:10], content[10:]] if how == "slow" else [content]
            for piece in pieces:
                self.wfile.write(piece)
                self.wfile.flush()
                if how == "slow":
                    time.sleep(0.6)

    with on_loopback(Handler) as machine.port:
        yield machine
