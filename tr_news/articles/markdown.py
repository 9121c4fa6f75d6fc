"""Markdown → blocks: headings, paragraphs and lists; emphasis, links and images reduced to their text."""

import re

from tr_news.articles.structure import Block, plain_blocks

_HEADING = re.compile(r" {0,3}#{1,6}\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r" {0,3}(?:={3,}|-{3,})\s*$")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_QUOTE = re.compile(r"(?:\s{0,3}>\s?)+")
_REFERENCE = re.compile(r"\s{0,3}\[(?!\^)[^\]]{1,100}\]:\s+\S+")
_FOOTNOTE = re.compile(r"\s{0,3}\[\^[^\]\s]{1,50}\]:\s+")
_TABLE_ROW = re.compile(r"\s{0,3}\|(.+)\|\s*$")
_TABLE_RULE = re.compile(r"[\s|:-]{3,}$")
_INLINE = (
    (re.compile(r"\[\^[^\]\s]{1,50}\]"), ""),
    (re.compile(r"!\[[^\]\n]{0,500}\]\([^()\s]{0,2000}(?:\s+\"[^\"\n]{0,300}\")?\)"), ""),
    (re.compile(r"\[([^\[\]\n]{0,500})\](?:\([^()\s]{0,2000}(?:\s+\"[^\"\n]{0,300}\")?\)|\[[^\]\n]{0,100}\])"), r"\1"),
    (re.compile(r"<(https?://[^\s<>]{1,2000})>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>\n]{0,500}>"), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]{1,500}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,500})(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w\\])_(?=\S)([^_\n]{1,500})(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"`([^`\n]{1,500})`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>-])"), r"\1"),
)
_MARK = "\x01"  # no clean text has it


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """Blocks of a clean Markdown text (without its front matter)."""
    lines: list[str] = []
    for line in _without_comments(text).split("\n"):
        line = _QUOTE.sub("", line, count=1) if line.lstrip().startswith(">") else line
        heading, row, note = _HEADING.match(line), _TABLE_ROW.match(line), _FOOTNOTE.match(line)
        if row is not None:
            cells = [cell.strip() for cell in row[1].split("|")]
            lines += [] if _TABLE_RULE.match(line) else ["- " + ", ".join(filter(None, cells))]
        elif note is not None:
            lines += ["", line[note.end() :]]
        elif heading is not None:
            lines += ["", _MARK + heading[1], ""]
        elif (
            _UNDERLINE.match(line) and lines and 0 < len(lines[-1].strip()) < 120 and not "".join(lines[-2:-1]).strip()
        ):
            lines[-1:] = [_MARK + lines[-1].strip(), ""]
        elif not (_FENCE.match(line) or _REFERENCE.match(line)):
            hard_break = line.endswith(("  ", "\\")) and bool(line.strip())
            lines.append(line.strip().removesuffix("\\"))
            if hard_break:
                lines.append("")
    blocks: list[Block] = []
    for block in plain_blocks("\n".join(lines)):
        heading_text = block.text.removeprefix(_MARK)
        kind = block.kind if heading_text == block.text else "heading"
        plain = _plain(heading_text)
        if any(char.isalnum() for char in plain):
            blocks.append(Block(plain, kind, block.gap))
    return tuple(blocks)


def _without_comments(text: str) -> str:
    kept: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[position:start])
        position = end + 3
    return "".join([*kept, text[position:]])


def _plain(text: str) -> str:
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text.strip()
