"""A brief for the terminal."""

from tr_news.documents.brief import Brief, Line
from tr_news.render.words import file_name, language_note, made_by, originals, published, remark, warnings, web_link
from tr_news.text.display import columns, printable, wrap

_BOLD, _DIM, _YELLOW = "1", "2", "33"  # SGR codes
_NARROWEST = 20


def render_text(brief: Brief, *, width: int = 80, color: bool = False, evidence: bool = True) -> str:
    """The brief in lines of at most ``width`` columns, with a newline at the end.

    Only the address and the file of the article may be longer, so that they can be clicked or copied.

    Args:
        brief: what to show.
        width: columns, 20 at least.
        color: whether escape sequences (SGR) make it bold, dim and yellow.
        evidence: whether each line is followed by the original sentences that it rests on.
    """
    width = max(width, _NARROWEST)

    def block(text: str, indent: str = "", style: str = "", first: str | None = None) -> list[str]:
        lines = wrap(printable(text), width - columns(indent))
        shown = [f"\x1b[{style}m{line}\x1b[0m" if color and style else line for line in lines]
        return [(indent if i or first is None else first) + line for i, line in enumerate(shown)]

    def below(line: Line, indent: str, *, with_originals: bool) -> list[str]:
        note = remark(line)
        lines = block(f"[{note}]", indent, _YELLOW) if note else []
        if with_originals:
            for sentence in originals(brief, line):
                lines += block(sentence.source, indent + "│ ", _DIM)
        return lines

    headline, bullets = brief.summary.headline, brief.summary.bullets
    out = block(headline.text, style=_BOLD)
    # Where a bullet shows the same sentences, once is enough.
    once = headline.evidence not in [bullet.evidence for bullet in bullets]
    out += below(headline, "", with_originals=evidence and once)
    out.append("─" * min(width, columns(printable(headline.text))))
    out += block(" · ".join(filter(None, (published(brief), language_note(brief)))), style=_DIM)
    link = web_link(brief)
    out += [place for place in (link[0] if link else "", file_name(brief)) if place]
    for bullet in bullets:
        out += ["", *block(bullet.text, "  ", first="• "), *below(bullet, "  ", with_originals=evidence)]
    out.append("")
    for warning in warnings(brief):
        out += block(f"Note: {warning}", style=_YELLOW)
    for sentence in made_by(brief):
        out += block(sentence, style=_DIM)
    return "\n".join(out) + "\n"
