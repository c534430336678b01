"""CSV that a spreadsheet shows and does not run.

A cell that begins with one of these is a formula to Excel or LibreOffice, also behind white space and quotation
marks. A ' in front makes it text (OWASP, CSV injection). Every cell is quoted and on one line, so that neither a
separator of another country's Excel nor a line break inside a text starts a new cell.
"""

import csv
import unicodedata
from collections.abc import Iterable, Iterator

FORMULA = tuple("=+-@\t\r\n＝＋－＠|%")
SKIPPED = " \"'`\u00a0\ufeff\u200b\u2018\u2019\u201c\u201d\v\f\0"


def harmless(value) -> str:
    text = str(value)
    is_formula = text.startswith(FORMULA) or text.lstrip(SKIPPED).startswith(FORMULA)
    on_one_line = "".join(" " if unicodedata.category(one) in {"Cc", "Zl", "Zp"} else one for one in text)
    return f"'{on_one_line}" if is_formula else on_one_line


def lines(rows: Iterable[Iterable]) -> Iterator[str]:
    """One line of CSV at a time, for a streamed answer."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


class _Echo:
    """csv.writer wants a file; what it writes comes back from `writerow`."""

    @staticmethod
    def write(text: str) -> str:
        return text
