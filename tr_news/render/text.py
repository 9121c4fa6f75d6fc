"""A brief for the terminal."""

from tr_news.documents.brief import Brief, Line
from tr_news.render.words import (
    file_name,
    file_path,
    language_note,
    made_by,
    not_covered,
    originals,
    published,
    remark,
    rests_on,
    said,
    warnings,
    web_link,
)
from tr_news.text.display import columns, printable, wrap

_BOLD, _DIM, _YELLOW = "1", "2", "33"  # SGR codes
_NARROWEST = 20


def render_text(
    brief: Brief,
    *,
    width: int = 80,
    color: bool = False,
    evidence: bool = True,
    footer: bool = True,
    folders: bool = True,
) -> str:
    """The brief in lines of at most ``width`` columns, with a newline at the end.

    Only the address and the file of the article may be longer, so that they can be clicked or copied.

    Args:
        brief: what to show.
        width: columns, 20 at least.
        color: whether escape sequences (SGR) make it bold, dim and yellow.
        evidence: whether each line is followed by the original sentences that it rests on.
        footer: whether it ends with who made it; of several briefs one :func:`render_footer` says so for all.
        folders: whether the file of the article stands there with its folders; what goes to others needs its name.
    """
    width = max(width, _NARROWEST)

    def block(text: str, indent: str = "", style: str = "", first: str | None = None) -> list[str]:
        lines = _styled(text, width - columns(indent), style if color else "")
        return [(indent if i or first is None else first) + line for i, line in enumerate(lines)]

    def below(line: Line, indent: str, *, with_originals: bool) -> list[str]:
        note = remark(line)
        lines = block(f"[{note}]", indent, _YELLOW) if note else []
        if with_originals or line.trust == "withheld":
            for sentence in originals(brief, line):
                for text in rests_on(line, sentence):
                    lines += block(text, indent + "│ ", _DIM)
        return lines

    headline, bullets = brief.summary.headline, brief.summary.bullets
    out = block(said(headline), style=_BOLD)
    # Where a bullet shows the same sentences, once is enough.
    once = headline.evidence not in [bullet.evidence for bullet in bullets]
    out += below(headline, "", with_originals=evidence and once)
    out.append("─" * min(width, columns(printable(said(headline)))))
    out += block(" · ".join(filter(None, (published(brief), language_note(brief)))), style=_DIM)
    link = web_link(brief)
    file = file_path(brief) if folders else file_name(brief)
    out += [place for place in (link[0] if link else "", file) if place]
    for bullet in bullets:
        out += ["", *block(said(bullet), "  ", first="• "), *below(bullet, "  ", with_originals=evidence)]
    if left := not_covered(brief):
        out += ["", *block(f"Not covered: {left}.", style=_DIM)]
    notes = warnings(brief)
    out += [""] if notes else []
    for warning in notes:
        out += block(f"Note: {warning}", style=_YELLOW)
    return "\n".join(out) + "\n" + (f"\n{render_footer(brief, width=width, color=color)}" if footer else "")


def render_footer(brief: Brief, *, width: int = 80, color: bool = False) -> str:
    """Who made the brief, in lines of at most ``width`` columns."""
    lines = [line for said in made_by(brief) for line in _styled(said, max(width, _NARROWEST), _DIM if color else "")]
    return "\n".join(lines) + "\n"


def _styled(text: str, width: int, style: str) -> list[str]:
    """The lines of a text, between the escape sequences of a style where there is one."""
    lines = wrap(printable(text), width)
    return [f"\x1b[{style}m{line}\x1b[0m" for line in lines] if style else lines
