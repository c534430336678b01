"""The style and script that every reader's page carries inside itself.

A page is one request, so both travel inline, and the Content-Security-Policy allows exactly these bytes
by their hash. Files are joined in the order of their names; the cascade's order is the @layer line's.
"""

import base64
import hashlib
import re
from pathlib import Path


def joined(folder: Path, pattern: str) -> str:
    """The files of `folder` matching `pattern`, in order of name, without comments and indentation."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob(pattern)))
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def csp_hash(text: str) -> str:
    """`text` as a Content-Security-Policy source expression (CSP level 3, section 2.3.1)."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
