"""What was measured, as text for a terminal or as Markdown for the docs."""

from collections.abc import Sequence
from dataclasses import dataclass

UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))


def digits(number: float) -> str:
    """Three digits that count, never in exponents.

    >>> digits(0.0016), digits(2.4), digits(53.26), digits(806.4), digits(4030.0)
    ('0.0016', '2.40', '53.3', '806', '4,030')
    """
    if number == 0:
        return "0"
    if number < 0.0995:
        return f"{number:.4f}"
    decimals = 2 if number < 9.995 else 1 if number < 99.95 else 0
    return f"{number:,.{decimals}f}"


def duration(seconds: float) -> str:
    """Seconds in the unit that fits.

    >>> duration(2.4e-6), duration(0.0533), duration(32.2)
    ('2.40 µs', '53.3 ms', '32.2 s')
    """
    unit, name = next((pair for pair in UNITS if seconds >= pair[0]), UNITS[-1])
    return f"{digits(seconds / unit)} {name}"


@dataclass(frozen=True)
class Aim:
    """A number that was promised, and the number that was measured, or None.

    >>> print(Aim("speed", 12.0, 10.0).verdict, "/", Aim("speed", None, 10.0).verdict)
    holds / not measured
    """

    words: str
    measured: float | None
    limit: float
    at_least: bool = True
    unit: str = "×"

    @property
    def holds(self) -> bool:
        if self.measured is None:
            return False
        above = self.measured >= self.limit
        return above if self.at_least else self.measured <= self.limit

    @property
    def verdict(self) -> str:
        if self.measured is None:
            return "not measured"
        return "holds" if self.holds else "does not hold"

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """What, how much of it, what was found, and whether that is enough."""
        sign = "≥" if self.at_least else "≤"
        found = "–" if self.measured is None else f"{digits(self.measured)} {self.unit}"
        return self.words, f"{sign} {self.limit:g} {self.unit}", found, self.verdict


@dataclass(frozen=True)
class Section:
    """A table with its title; beneath it the aims and what a reader must know."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    aims: tuple[Aim, ...] = ()
    notes: tuple[str, ...] = ()


AIMS = ("aim", "wanted", "measured", "verdict")


def written(section: Section, markdown: bool = False) -> str:
    """The section, ready to print."""
    table = markdown_table if markdown else plain_table
    parts = [f"### {section.title}" if markdown else section.title]
    parts.append(table(section.header, section.rows))
    if section.aims:
        parts.append(table(AIMS, [aim.cells for aim in section.aims]))
    if section.notes:
        parts.append("\n".join(f"- {note}" for note in section.notes))
    return "\n\n".join(parts) + "\n"


def plain_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns beside each other; numbers end where their column ends."""
    lines = _aligned([header, *rows])
    return "\n".join("  " + "  ".join(line).rstrip() for line in lines)


def markdown_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The same with bars, legible before it is rendered."""
    first, *rest = _aligned([header, *rows])
    bars = [":" + "-" * (len(first[0]) - 1)]
    bars += ["-" * (len(cell) - 1) + ":" for cell in first[1:]]
    return "\n".join("| " + " | ".join(line) + " |" for line in (first, bars, *rest))


def _aligned(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    widths = [max(3, *map(len, column)) for column in zip(*rows, strict=True)]
    return [
        [
            f"{cell:>{width}}" if place else f"{cell:<{width}}"
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        for row in rows
    ]
