"""Lesson 03: functions of one variable on which a method is slow, run exactly.

A parabola that goes on as straight lines is convex with L = 1. Methods that are slow
stay on its slope to the end; methods that overshoot are worst on the parabola itself.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gdcourse.landscapes import Landscape, huber, parabola
from gdcourse.proofs.tables import Table

CURVATURES = tuple(Fraction(i, 16) for i in range(1, 17))
SLOPES = tuple(Fraction(1, i) for i in range(2, 33))


@dataclass(frozen=True)
class Bowl:
    """c x²/2 until its slope is s, and straight on from there; minimum 0 at x = 0.

    slope : s > 0, or None for the whole parabola
    curvature : c, with 0 < c ≤ 1, so that L = 1

    >>> steep = Bowl(slope=Fraction(1, 2))
    >>> steep.value(Fraction(1, 4)), steep.value(Fraction(1)), steep.gradient(-3)
    (Fraction(1, 32), Fraction(3, 8), Fraction(-1, 2))
    """

    slope: Fraction | None
    curvature: Fraction = Fraction(1)

    def gradient(self, x: Any) -> Any:
        """f'(x), exact for a Fraction."""
        slope = self.curvature * x
        return slope if self.slope is None else max(-self.slope, min(self.slope, slope))

    def value(self, x: Any) -> Any:
        """f(x), exact for a Fraction."""
        c, s = self.curvature, self.slope
        if s is None or abs(x) <= s / c:
            return c * x * x / 2
        return s * abs(x) - s * s / (2 * c)

    @property
    def landscape(self) -> Landscape:
        """The same function, to be drawn (for curvature 1, or as a whole parabola)."""
        if self.slope is None:
            return parabola(float(self.curvature))
        return huber(float(self.slope))

    def __str__(self) -> str:
        if self.slope is not None:
            return f"the Huber function of slope {self.slope}"
        return "x²/2" if self.curvature == 1 else f"{self.curvature} x²/2"


def positions(table: Table, bowl: Bowl) -> tuple[Fraction, ...]:
    """x_0 = 1, x_1, …, x_N of a method on a function, exactly.

    >>> halves = ((Fraction(1, 2),), (Fraction(1, 2), Fraction(1, 2)))
    >>> [str(x) for x in positions(halves, Bowl(None))]
    ['1', '1/2', '1/4']
    """
    points, gradients = [Fraction(1)], []
    for row in table:
        gradients.append(bowl.gradient(points[-1]))
        moves = (h * g for h, g in zip(row, gradients, strict=True))
        points.append(1 - sum(moves, Fraction(0)))
    return tuple(points)


def hardest(table: Table, bound: Fraction) -> Bowl | None:
    """Among simple bowls the one on which the method ends highest above the bound.

    None if it stays below the bound on all that are tried. That proves nothing.
    """
    bowls = [Bowl(None, c) for c in CURVATURES] + [Bowl(slope=s) for s in SLOPES]
    ends = [bowl.value(positions(table, bowl)[-1]) for bowl in bowls]
    highest = max(ends)
    return bowls[ends.index(highest)] if highest > bound else None
