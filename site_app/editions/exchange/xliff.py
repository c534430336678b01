"""XLIFF 1.2 (OASIS, 2008): a <file> for each text, a <trans-unit> for each segment.

The HTML inside a segment stands in <bpt>, <ept> and <ph>, which translators' tools show as signs and do not let be
broken. The English text that a file was made from is in `original` and `build-num`.
"""

from collections.abc import Iterable
from xml.etree import ElementTree as Tree

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from site_app import languages
from site_app.editions.exchange.segments import Segment, Sheet, Unreadable, escaped, language_of, pieces

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
CODES = {"open": "bpt", "close": "ept", "alone": "ph"}


def write(sheets: Iterable[Sheet]) -> bytes:
    Tree.register_namespace("", NAMESPACE)
    root = Tree.Element(_named("xliff"), version="1.2")
    for sheet in sheets:
        about = {
            "original": sheet.name,
            "build-num": sheet.english,
            "source-language": languages.BY_CODE[languages.SOURCE].tag,
            "target-language": languages.BY_CODE[sheet.language].tag,
            "datatype": "html",
        }
        body = Tree.SubElement(Tree.SubElement(root, _named("file"), about), _named("body"))
        for one in sheet.segments:
            approved = {"approved": "yes"} if sheet.is_checked else {}
            unit = Tree.SubElement(body, _named("trans-unit"), {"id": one.name, SPACE: "preserve"} | approved)
            _fill(Tree.SubElement(unit, _named("source")), one.source)
            _fill(Tree.SubElement(unit, _named("target"), _state(one, sheet)), one.target)
    return Tree.tostring(root, encoding="utf-8", xml_declaration=True)


def _state(one: Segment, sheet: Sheet) -> dict[str, str]:
    """As XLIFF 1.2 calls it, so that a translator's tool marks what a machine suggests."""
    if not one.target:
        return {"state": "needs-translation"}
    if sheet.is_machines:
        return {"state": "needs-review-translation", "state-qualifier": "mt-suggestion"}
    return {"state": "translated"}


def _named(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _fill(element, inline: str) -> None:
    """Words as text, tags as the content of codes; a code that closes has the number of the one that opened."""
    last, number, opened = None, 0, []
    for kind, words in pieces(inline):
        if kind == "text":
            if last is None:
                element.text = (element.text or "") + words
            else:
                last.tail = (last.tail or "") + words
            continue
        if kind == "close":
            identity = opened.pop() if opened else 0
        else:
            number += 1
            identity = number
            if kind == "open":
                opened.append(identity)
        last = Tree.SubElement(element, _named(CODES[kind]), id=str(identity))
        last.text = words


def read(content: bytes) -> list[Sheet]:
    """Raises Unreadable: hostile, cut off, or something else than XLIFF 1.2."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise Unreadable("This file has declarations in it that could do harm. Nothing of it was read.") from None
    except (Tree.ParseError, ValueError, LookupError):
        raise Unreadable("This file is not whole, or it is no XLIFF. Save it again and send all of it.") from None
    if root.tag != _named("xliff") or root.get("version") != "1.2":
        raise Unreadable("This is no XLIFF 1.2 file.")
    sheets = [_sheet(one) for one in root.iter(_named("file"))]
    if not sheets:
        raise Unreadable("There is no text in this file.")
    return sheets


def _sheet(element) -> Sheet:
    kind, _stroke, slug = (element.get("original") or "").partition("/")
    language = language_of(element.get("target-language") or "")
    found = [
        Segment(unit.get("id") or "", _inline(unit.find(_named("source"))), _inline(unit.find(_named("target"))))
        for unit in element.iter(_named("trans-unit"))
    ]
    return Sheet(kind, slug, language, element.get("build-num") or "", found)


def _inline(element) -> str:
    """Words escaped, codes as the HTML they hold; of anything else a tool put around words, the words."""
    if element is None:
        return ""
    codes = {_named(tag) for tag in CODES.values()}
    said = [escaped(element.text or "")]
    for child in element:
        said.append("".join(child.itertext()) if child.tag in codes else _inline(child))
        said.append(escaped(child.tail or ""))
    return "".join(said)
