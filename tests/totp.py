"""What an authenticator app does (RFC 6238): the code that a secret gives at a moment."""

import base64
import hmac
import struct
import time

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PERIOD = 30  # seconds


def code(secret: str = SECRET, at: float | None = None) -> str:
    moment = int((time.time() if at is None else at) // PERIOD)
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", moment), "sha1")
    start = digest[-1] & 0x0F
    return f"{(struct.unpack_from('>I', digest, start)[0] & 0x7FFFFFFF) % 1_000_000:06}"
