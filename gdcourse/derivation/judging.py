"""Lesson 01: do two lines of a derivation say the same? Asked to 30 digits."""

from random import Random

import sympy as sp

from gdcourse.arguments import shown
from gdcourse.derivation.terms import Term

DIGITS, POINTS, TRIALS = 30, 2, 20


class Judge:
    """Knows the slope of an expression at a few random rational points.

    A wrong line agrees at a random point only by an accident of about 30 digits.
    """

    def __init__(self, expression: sp.Expr, variable: sp.Symbol):
        self.variable, self.expression = variable, expression
        self.slopes: dict[sp.Expr, sp.Expr] = {}
        self.numbers: dict[tuple, sp.Expr] = {}
        self.truths: dict[tuple, sp.Expr] = {}
        self._choose_points(Random(2))

    def agrees(self, term: Term) -> bool:
        """Is the term the slope of the expression, to 30 digits at every point?"""
        for point, truth in self.truths.items():
            value = term.compute(
                lambda e, at=point: self.number(e, at),
                lambda e, at=point: self.number(self.slope(e), at),
            )
            gap = abs(value - truth)
            if not (
                gap.is_finite and gap <= (1 + abs(truth)) * sp.Float(10) ** -DIGITS
            ):
                return False
        return True

    def number(self, e: sp.Expr, point: tuple) -> sp.Expr:
        """The expression at a point, with ten digits to spare."""
        if (e, point) not in self.numbers:
            self.numbers[e, point] = e.xreplace(dict(point)).evalf(DIGITS + 10)
        return self.numbers[e, point]

    def slope(self, e: sp.Expr) -> sp.Expr:
        """SymPy's derivative."""
        if e not in self.slopes:
            self.slopes[e] = e.diff(self.variable)
        return self.slopes[e]

    def _choose_points(self, random: Random) -> None:
        symbols = sorted(self.expression.free_symbols | {self.variable}, key=str)
        for _ in range(TRIALS):
            low = -40 if self.truths else 3
            values = [sp.Rational(random.randint(low, 40), 31) for _ in symbols]
            point = tuple(zip(symbols, values, strict=True))
            truth = self.number(self.slope(self.expression), point)
            if truth.is_finite and truth.is_number:
                self.truths[point] = truth
            if len(self.truths) == POINTS:
                return
        raise ValueError(
            "the slope must be a number at most places, got none for "
            f"{shown(self.expression)}. Look for a division by zero."
        )
