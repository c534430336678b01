"""One finished page: its headers and its bytes in every encoding, in memory and as one file.

A file is whole or it is nothing: its last bytes are the digest of all before them, so that one cut short by
a full disk or a power cut reads as missing.
"""

import json
import os
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from site_app.delivery.addresses import GATEWAY, Address
from site_app.delivery.conditional import has_it_already
from site_app.delivery.encodings import IDENTITY, compressed
from site_app.delivery.known import Known

FORM = b"page 1\n"
NO_TRACE = getattr(os, "O_NOATIME", 0)  # Linux has it
DIGEST = 16  # bytes
ABOUT = 64_000  # bytes; more than what stands before the bodies ever takes
OF_THE_CONTENT = {"content-type", "content-length", "content-encoding", "content-language"}
OURS = {"content-length", "vary", "etag", "cache-control", "date", "connection"}  # made anew for each encoding


def without_a_trace(path: Path) -> BinaryIO:
    """Opens a file to be read without the disk noting when, which would tell when somebody read the page."""
    return path.open("rb") if NO_TRACE == 0 else open(path, "rb", opener=_opened)


def _opened(path: str, flags: int) -> int:
    try:
        return os.open(path, flags | NO_TRACE)
    except PermissionError:  # another account's file
        return os.open(path, flags)


@dataclass(frozen=True)
class Page:
    address: Address
    edition: str  # of the generation and release it was made under
    generation: int
    since: float  # when that generation began; seconds since 1970. Not when anybody read it
    headers: list[tuple[str, str]]  # what Django gave, without those that follow from the encoding
    caching: dict[str, str]  # headers about it
    shown: frozenset[str] | None  # subjects of retractions; None if the page does not say
    tag: str  # of the headers and the content
    bodies: dict[str, bytes]  # by encoding

    @classmethod
    def made(cls, address: Address, known: Known, headers, body: bytes, shown, caching) -> "Page":
        kept = [(name, value) for name, value in headers if name.lower() not in OURS]
        return cls(
            address=address,
            edition=known.edition,
            generation=known.generation,
            since=known.since,
            headers=kept,
            caching=dict(caching),
            shown=None if shown is None else frozenset(shown),
            tag=_tag([*kept, *caching.items()], body),
            bodies=compressed(body),
        )

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values())) + 2000  # about what headers and objects take

    @cached_property
    def answers(self) -> dict[str, tuple[str, list[tuple[str, str]], bytes]]:
        """{encoding: (entity tag, headers, body)}"""
        return {encoding: self._answer(encoding, body) for encoding, body in self.bodies.items()}

    def _answer(self, encoding: str, body: bytes):
        # Strong, and another one for each encoding: equal tags promise equal bytes (RFC 9110, 8.8.3).
        etag = f'"{self.tag}"' if encoding == IDENTITY else f'"{self.tag}-{encoding}"'
        vary = "Accept-Language, Accept-Encoding" if self.address.path == GATEWAY else "Accept-Encoding"
        headers = [
            *self.headers,
            *self.caching.items(),
            ("Vary", vary),
            ("ETag", etag),
            ("Content-Length", str(len(body))),
        ]
        if encoding != IDENTITY:
            headers.append(("Content-Encoding", encoding))
        return etag, headers, body

    def answer(self, encoding: str, if_none_match: str) -> tuple[str, list[tuple[str, str]], bytes]:
        """(status, headers, body), the headers a list of the caller's own."""
        etag, headers, body = self.answers.get(encoding) or self.answers[IDENTITY]
        if if_none_match and has_it_already(if_none_match, etag):
            # 15.4.5: what would have come with the page, without what describes a body that is not there.
            return "304 Not Modified", [one for one in headers if one[0].lower() not in OF_THE_CONTENT], b""
        return "200 OK", headers[:], body

    def to_bytes(self) -> bytes:
        about = asdict(self) | {
            "shown": None if self.shown is None else sorted(self.shown),
            "bodies": {encoding: len(body) for encoding, body in self.bodies.items()},
        }
        head = json.dumps(about).encode()
        content = b"".join((FORM, len(head).to_bytes(4), head, *self.bodies.values()))
        return content + blake2b(content, digest_size=DIGEST).digest()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Page | None":
        """None if it is not a whole page."""
        content, digest = content[:-DIGEST], content[-DIGEST:]
        if not content.startswith(FORM) or blake2b(content, digest_size=DIGEST).digest() != digest:
            return None
        try:
            return cls._whole(content)
        except (ValueError, KeyError, TypeError):  # of another release, which kept something else
            return None

    @classmethod
    def _whole(cls, content: bytes) -> "Page":
        about = cls._about(content)
        start = len(FORM) + 4 + int.from_bytes(content[len(FORM) : len(FORM) + 4])
        bodies = {}
        for encoding, length in about["bodies"].items():
            bodies[encoding] = content[start : start + length]
            start += length
        return cls(**about | {"bodies": bodies})

    @classmethod
    def about_file(cls, path: Path) -> "Page | None":
        """The page without its bodies, quickly; None if it cannot be read. Raises OSError."""
        with without_a_trace(path) as file:
            content = file.read(len(FORM) + 4)
            content += file.read(min(ABOUT, int.from_bytes(content[len(FORM) :])))
        try:
            return cls(**cls._about(content) | {"bodies": {}})
        except (ValueError, KeyError, TypeError):
            return None

    @staticmethod
    def _about(content: bytes) -> dict:
        length = int.from_bytes(content[len(FORM) : len(FORM) + 4])
        about = json.loads(content[len(FORM) + 4 : len(FORM) + 4 + length])
        about["address"] = Address(*about["address"])
        about["headers"] = [(name, value) for name, value in about["headers"]]
        about["shown"] = None if about["shown"] is None else frozenset(about["shown"])
        return about


def _tag(headers: list[tuple[str, str]], body: bytes) -> str:
    """Of the headers too: a browser that is told 304 keeps the ones it has, an old security policy for example."""
    told = sorted((name.lower(), sorted(value.split("; "))) for name, value in headers)  # a policy comes in any order
    return blake2b(json.dumps(told).encode() + body, digest_size=DIGEST).hexdigest()
