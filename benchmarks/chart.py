"""Bars with whiskers as SVG: enough for the documentation, and no library for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_LEFT, _WIDTH, _ROW = 430, 980, 34


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: ``middle`` from 0, and a whisker from ``least`` to ``most``; ``ours`` marks it."""

    name: str
    least: float
    middle: float
    most: float
    ours: bool = False


def bars(title: str, unit: str, rows: Sequence[Bar], notes: Sequence[str]) -> str:
    """The chart as a file; ``notes`` stand below it."""
    scale = (_WIDTH - _LEFT - 90) / max(row.most for row in rows)
    height = 60 + _ROW * len(rows) + 18 * len(notes) + 14
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" '
        f'font-size="14" role="img" aria-label="{escape(title)}">',
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="16" y="28" font-size="17">{escape(title)}</text>',
    ]
    for number, row in enumerate(rows):
        y = 48 + _ROW * number
        middle, least, most = (_LEFT + scale * value for value in (row.middle, row.least, row.most))
        color = "#1f5fa8" if row.ours else "#9aa7b4"
        parts += [
            f'<text x="{_LEFT - 10}" y="{y + 16}" text-anchor="end">{escape(row.name)}</text>',
            f'<rect x="{_LEFT}" y="{y}" width="{middle - _LEFT:.1f}" height="22" fill="{color}"/>',
            f'<path d="M{least:.1f} {y + 11}H{most:.1f}M{least:.1f} {y + 6}v10M{most:.1f} {y + 6}v10" stroke="#222"/>',
            f'<text x="{most + 8:.1f}" y="{y + 16}">{row.middle:.1f} {escape(unit)}</text>',
        ]
    below = 48 + _ROW * len(rows) + 16
    parts += [
        f'<text x="16" y="{below + 18 * number}" font-size="12" fill="#444">{escape(note)}</text>'
        for number, note in enumerate(notes)
    ]
    return "\n".join([*parts, "</svg>"]) + "\n"
