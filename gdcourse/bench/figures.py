"""How long a move of a live figure takes here, by two ways of drawing what moves.

Both draw the picture that stays once. One writes what moves as SVG over it, which is
what the page gets; the other paints it into the same pixels and packs them as PNG.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import Any

from gdcourse.bench.report import Aim, Section, duration

MOVES = 30
SVG, PNG = "SVG over a picture", "painted, one PNG"


@dataclass(frozen=True)
class MoveTime:
    """One figure and one way: seconds without drawing and of drawing, and bytes."""

    figure: str
    way: str
    before: float
    drawing: float
    size: int

    @property
    def whole(self) -> float:
        return self.before + self.drawing


def two_figures() -> list[Any]:
    """A figure of two panes and one of four."""
    from gdcourse.widgets.gradient_descent import six_regimes
    from gdcourse.widgets.momentum import cockpit

    return [six_regimes(), cockpit()]


def move_times(
    figures: Sequence[Any],
    moves: int = MOVES,
    clock: Callable[[], float] = process_time,
) -> list[MoveTime]:
    """Each figure moved along its learning rate, twice: the second time is measured."""
    found = []
    for figure in figures:
        values = list(figure.controls["lr"].values())
        values = values[:: max(1, len(values) // moves)]
        for value in values:
            figure.set(lr=value)
        drawn = [times_of(figure, value, clock) for value in values]
        before = median(whole - svg for whole, svg, _ in drawn)
        sizes = {SVG: len(figure.moving), PNG: len(figure.png())}
        for way, place in ((SVG, 1), (PNG, 2)):
            drawing = median(times[place] for times in drawn)
            found.append(MoveTime(figure.name, way, before, drawing, sizes[way]))
    return found


def times_of(
    figure: Any, value: float, clock: Callable[[], float]
) -> tuple[float, float, float]:
    """Seconds of a whole move, of its SVG, and of a PNG in its place."""
    spent = 0.0
    moving = figure.canvas.moving

    def timed() -> str:
        nonlocal spent
        begun = clock()
        written = moving()
        spent = clock() - begun
        return written

    figure.canvas.moving = timed
    begun = clock()
    figure.set(lr=value)
    whole = clock() - begun
    del figure.canvas.moving
    begun = clock()
    figure.png()
    return whole, spent, clock() - begun


def section(times: list[MoveTime] | None = None) -> Section:
    """Both ways beside each other, and what was wanted."""
    times = move_times(two_figures()) if times is None else times
    slowest = max(time.whole for time in times if time.way == SVG)
    return Section(
        title="Live figures: one move, without the page",
        header=("figure", "what moves", "computing", "drawing", "sent"),
        rows=tuple(
            (
                t.figure,
                t.way,
                duration(t.before),
                duration(t.drawing),
                kilobytes(t.size),
            )
            for t in times
        ),
        aims=(Aim("the slower figure, as SVG", 1e3 * slowest, 20, False, "ms"),),
        notes=(f"processor time, median of {MOVES} moves at two pixels per unit",),
    )


def kilobytes(size: int) -> str:
    """
    >>> kilobytes(35_400)
    '35 kB'
    """
    return f"{size / 1000:.0f} kB"
