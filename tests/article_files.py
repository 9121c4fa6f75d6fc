"""Files of the formats that are not text, made by hand: documents, e-books, letters, a PDF."""

import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def archive(members: dict[str, str | bytes]) -> bytes:
    """A ZIP archive of the members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name, data)
    return file.getvalue()


def docx(body: str) -> bytes:
    """A Word document of paragraphs as Word writes them (``<w:p>…``)."""
    document = f'<?xml version="1.0"?><w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def word_paragraph(text: str, style: str = "") -> str:
    """A paragraph of a Word document, cut into two runs as editing leaves them."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    half = len(text) // 2
    runs = "".join(f'<w:r><w:t xml:space="preserve">{part}</w:t></w:r>' for part in (text[:half], text[half:]))
    return f"<w:p>{properties}{runs}</w:p>"


def odt(body: str) -> bytes:
    """A text of LibreOffice."""
    spaces = f'xmlns:office="{_OFFICE}:office:1.0" xmlns:text="{_OFFICE}:text:1.0" xmlns:style="{_OFFICE}:style:1.0"'
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:automatic-styles>'
        '<style:style style:name="T1"><style:text-properties style:text-line-through-style="solid"/></style:style>'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def epub(chapters: dict[str, str], **metadata: str) -> bytes:
    """An e-book of chapters of XHTML in their order."""
    meta = "".join(f"<dc:{key}>{value}</dc:{key}>" for key, value in metadata.items())
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"{meta}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>'
    pages = {
        f"OEBPS/{name}": f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>'
        for name, body in chapters.items()
    }
    return archive({"META-INF/container.xml": container, "OEBPS/a.opf": package, **pages})


def letter(text: str | None, html: str | None = None, *, cte: str = "base64", **headers: str) -> bytes:
    """A letter with a text part, an HTML part or both, and headers (``Subject``, ``Date``, ``From``)."""
    message = EmailMessage()
    for name, value in {"From": "Ece Tan <ece@posta.example>", "To": "masa@posta.example", **headers}.items():
        message[name] = value
    if text is not None:
        message.set_content(text, cte=cte)
        if html is not None:
            message.add_alternative(html, subtype="html", cte=cte)
    elif html is not None:
        message.set_content(html, subtype="html", cte=cte)
    return message.as_bytes()


def pdf(pages: Sequence[Sequence[str | tuple[int, int, int, str]]]) -> bytes:
    """A PDF with the lines of its pages in Helvetica (Latin letters without İ, ı, ğ, ş).

    Lines stand below one another, or where they are told to: size, x, y, text.
    """
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    font = 3
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for lines in pages:
        text = "BT /F1 11 Tf 14 TL 60 780 Td\n"
        text += "".join(f"({line}) Tj T*\n" for line in lines if isinstance(line, str)) + "ET\n"
        laid = (line for line in lines if not isinstance(line, str))
        text += "".join(f"BT /F1 {size} Tf {x} {y} Td ({line}) Tj ET\n" for size, x, y, line in laid)
        stream = text.encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R"
            f" /Resources << /Font << /F1 {font} 0 R >> >> >>"
        )
        objects.append(page.encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
