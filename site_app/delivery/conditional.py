"""Whether a browser has the bytes already (RFC 9110, section 13.1.2)."""

import re

# A list of entity tags; what stands inside the quotation marks may hold commas (8.8.3).
TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def has_it_already(if_none_match: str, etag: str) -> bool:
    """Compares weakly, as the RFC asks for here: W/"a" is "a"."""
    return if_none_match.strip() == "*" or etag in TAG.findall(if_none_match)
