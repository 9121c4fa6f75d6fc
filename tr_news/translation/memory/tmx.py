"""TMX 1.4b (Translation Memory eXchange), by which OmegaT, Okapi and others read and write memories.

The translations of a file that another tool wrote are those of a person, so they count as approved. What a model said
is marked as such by a ``prop``, and stays what it is on the way back.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tr_news import __version__
from tr_news.documents.article import ENGLISH, TURKISH
from tr_news.errors import InputError
from tr_news.storage.durable import reason

ORIGIN = "x-tr-news-origin"  # the type of the prop: approved, or model
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML 1.0
_CODE = ("bpt", "ept", "ph", "it", "ut")  # elements that hold the codes of a format, not text
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)T\d{6}Z?")


@dataclass(frozen=True, slots=True)
class Unit:
    """A pair of a TMX file; ``approved`` is False for what a model said."""

    source: str
    translation: str
    approved: bool = True
    changed: str = ""
    author: str | None = None


def write_tmx(file: IO[bytes], units: Iterable[Unit]) -> int:
    """Writes the pairs, one at a time. How many.

    Raises:
        ValueError: a text has characters that XML can't hold.
    """
    from lxml import etree

    count = 0
    header = {
        "creationtool": "tr-news", "creationtoolversion": __version__, "segtype": "sentence", "o-tmf": "tr-news",
        "adminlang": ENGLISH, "srclang": TURKISH, "datatype": "plaintext",
    }  # fmt: skip
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        xml.write_doctype('<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
        with xml.element("tmx", version="1.4"):
            xml.write("\n")
            with xml.element("header", header):
                pass
            xml.write("\n")
            with xml.element("body"):
                xml.write("\n")
                for unit in units:
                    xml.write(_element(unit), with_tail=False)
                    xml.write("\n")
                    count += 1
    return count


def fits(text: str) -> bool:
    """Whether XML can hold a text."""
    return _FORBIDDEN.search(text) is None


def _element(unit: Unit) -> Any:
    from lxml import etree

    attributes = {"changedate": f"{unit.changed.replace('-', '')}T000000Z"} if unit.changed else {}
    if unit.author:
        attributes["changeid"] = unit.author
    element = etree.Element("tu", attributes)
    prop = etree.SubElement(element, "prop", type=ORIGIN)
    prop.text = "approved" if unit.approved else "model"
    for language, text in ((TURKISH, unit.source), (ENGLISH, unit.translation)):
        if not fits(text):
            raise ValueError(f"characters that XML can't hold in {text[:60]!r}")
        tuv = etree.SubElement(element, "tuv", {_LANGUAGE: language})
        etree.SubElement(tuv, "seg").text = text
    return element


def read_tmx(path: Path) -> Iterator[Unit]:
    """The pairs of Turkish and English of a TMX file of any version, one at a time; others are passed over.

    Nothing outside the file is read. Formatting codes inside a segment are left out.

    Raises:
        InputError: it isn't there, or no TMX, or has entities of its own, which are never expanded.
    """
    from lxml import etree

    try:
        with path.open("rb") as file:
            root: Any = None
            events = etree.iterparse(
                file, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
            )
            for event, element in events:
                if root is None:
                    root = element
                    if root.tag != "tmx":
                        raise InputError(str(path), f"no TMX file (its root is {str(root.tag)[:40]!r})")
                if event == "end" and element.tag == "tu":
                    if (entity := next(element.iter(etree.Entity), None)) is not None:
                        problem = f"line {entity.sourceline}: {entity.text} stands for other text; write that text"
                        raise InputError(str(path), problem)
                    unit = _unit(element)
                    if unit is not None:
                        yield unit
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise InputError(str(path), f"not well-formed XML ({error.msg}); mend or export it again") from error
    except OSError as error:
        raise InputError(str(path), f"can't be read ({reason(error)}); check the path") from error


def problems_of_tmx(path: Path) -> list[str]:
    """How a file departs from the DTD of TMX 1.4b, with the lines; empty where it is valid.

    Raises:
        InputError: it isn't there, or isn't well-formed.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.parse(path, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(str(path), f"not well-formed XML ({error.msg}); mend or export it again") from error
    except OSError as error:
        raise InputError(str(path), f"can't be read ({reason(error)}); check the path") from error
    with Path(__file__).with_name("tmx.dtd").open("rb") as file:
        dtd = etree.DTD(file)
    dtd.validate(tree)
    return [f"line {entry.line}: {entry.message}" for entry in dtd.error_log.filter_from_errors()]


def _unit(element: Any) -> Unit | None:
    texts: dict[str, str] = {}
    changed = author = ""
    for tuv in element.iter("tuv"):
        language = (tuv.get(_LANGUAGE) or tuv.get("lang") or "").lower().replace("_", "-").partition("-")[0]
        seg = tuv.find("seg")
        if seg is not None and language in (TURKISH, ENGLISH):
            texts[language] = _text(seg)
        if language == ENGLISH:
            changed, author = tuv.get("changedate") or "", tuv.get("changeid") or ""
    if not all(texts.get(language, "").strip() for language in (TURKISH, ENGLISH)):
        return None
    origin = next((prop.text for prop in element.iter("prop") if prop.get("type") == ORIGIN), "approved")
    found = _DAY.fullmatch(changed or element.get("changedate") or "")
    day = "-".join(found.groups()) if found else ""
    author = author or element.get("changeid") or ""
    return Unit(texts[TURKISH], texts[ENGLISH], origin != "model", day, author or None)


def _text(seg: Any) -> str:
    """The text of a segment, without the codes of its format."""
    parts = [seg.text or ""]
    for child in seg:
        if child.tag not in _CODE and isinstance(child.tag, str):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
