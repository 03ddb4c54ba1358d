"""Lesson 02: a derivation written into a picture, line below line, in the room it has.

Lengths are in points. Where there is no room for all lines, those in the middle go.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matplotlib.textpath import TextPath

from gdcourse import derivation
from gdcourse.plotting import style

SIZES = (11.0, 10.0, 9.0)
GAP = 5.0  # between two lines
WORDS = 215.0  # room for the rule at the right
LONGEST = 900  # characters of LaTeX; Matplotlib takes seconds for longer ones
LOW = re.compile(r"\\left([\[(])((?:(?!\\left|\\right|\\frac|\\sqrt).)*)\\right([\])])")
LETTERS = 125  # of a formula that is too wide for mathematics


@dataclass(frozen=True)
class Row:
    """A formula, the rule that made it, its size on the page, and its outline."""

    text: str
    rule: str = ""
    width: float = 0.0
    height: float = 0.0
    depth: float = 0.0
    path: TextPath | None = None


MORE = Row("⋮", "", 5.0, 12.0, 3.0)


@lru_cache(maxsize=64)
def written(f: Any, by: str) -> tuple[tuple[str, str, str], ...]:
    """(mathematics, plain text, rule) for each line, and the other derivative last."""
    try:
        lines = derivation.derivative_steps(f.expression, by).lines
    except ValueError:  # no rule for a part of it, or too many lines
        lines = ()
    rows = [
        ("= " * (k > 0) + line.latex, "= " * (k > 0) + line.text, line.rule)
        for k, line in enumerate(lines)
    ]
    slopes = zip(f.gradient_expressions, f.gradient_latex, strict=True)
    for variable, slope in zip(f.variables, slopes, strict=True):
        if str(variable) != by or not rows:
            rows.append(result(str(variable), *slope, len(f.variables) > 1))
    return tuple(rows)


def result(name: str, slope: Any, latex: str, partial: bool) -> tuple[str, str, str]:
    """One derivative in full."""
    d, sign = (r"\partial", "∂") if partial else ("d", "d")
    formula = rf"\frac{{{d} f}}{{{d} {name}}} = {latex}"
    return formula, f"{sign}f/{sign}{name} = {slope}", "by the same rules"


def fitted(f: Any, by: str, width: float, height: float) -> tuple[float, list[Row]]:
    """The font size, and the rows that fit."""
    lines = written(f, by)
    paths = [lettered(line[0]) for line in lines]
    for size in SIZES:
        rows = [row_of(*both, size, width) for both in zip(lines, paths, strict=True)]
        if None not in rows and total(rows) <= height:
            return size, rows
    return size, shortened(lines, rows, height)


def total(rows: list[Row]) -> float:
    """The height of all rows."""
    return sum(row.height + GAP for row in rows)


def shortened(lines: tuple, rows: list[Row | None], height: float) -> list[Row]:
    """The first and the last rows, dots for those between that have no room."""
    ends = [
        row or Row(cut(line[1]), "", 0.0, 12.0, 3.0)
        for line, row in ((lines[k], rows[k]) for k in (0, -2, -1))
    ]
    middle: list[Row] = []
    for row in rows[1:-2]:
        if row is None or total([ends[0], *middle, row, MORE, *ends[1:]]) > height:
            return [ends[0], *middle, MORE, *ends[1:]]
        middle.append(row)
    return [ends[0], *middle, *ends[1:]]


def cut(text: str) -> str:
    """A formula in plain text, whole or with an ellipsis."""
    return text if len(text) <= LETTERS else text[: LETTERS - 1] + "…"


def row_of(line: tuple[str, str, str], path: Any, size: float, width: float) -> Any:
    """The line as mathematics of this size, or None where it is too wide."""
    if path is None:
        return None
    left, low = size * path.vertices.min(axis=0)
    right, high = size * path.vertices.max(axis=0)
    room = width - (WORDS if line[2] else 0.0)
    low, high = min(low, -0.25 * size), max(high, 0.75 * size)
    row = Row("", line[2], right - left, high - low, -low, path)
    return row if row.width <= room else None


@lru_cache(maxsize=256)
def lettered(latex: str) -> TextPath | None:
    """The outline of a formula for a letter of one point: parsed once, drawn often."""
    if len(latex) > LONGEST:
        return None
    try:
        with style.styled():
            return TextPath((0, 0), f"${plain_brackets(latex)}$", size=1)
    except ValueError:  # Matplotlib does not know all of LaTeX
        return None


def plain_brackets(latex: str) -> str:
    r"""Brackets of common size, except around fractions and roots.

    >>> plain_brackets(r"2 \left( 1 - x \right) \left( \frac{x}{y} \right)")
    '2 ( 1 - x ) \\left( \\frac{x}{y} \\right)'
    """
    before = None
    while latex != before:
        before, latex = latex, LOW.sub(r"\1\2\3", latex)
    return latex
