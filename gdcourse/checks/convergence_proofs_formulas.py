"""Lesson 03: answers that are exact formulas, and how they are compared."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from numpy.random import Generator

from gdcourse.checks.comparison import Wanted, such_that
from gdcourse.checks.kinds import WrongKind, refuse
from gdcourse.checks.showing import show

FLOAT = "A float is rounded: write a/2 or Rational(1, 2) in place of 0.5 * a."


def formula(value: object) -> object:
    """An exact number or a SymPy formula without floats, in its canonical form."""
    import sympy as sp

    inexact = isinstance(value, (float, np.floating))
    if inexact or (isinstance(value, sp.Expr) and value.has(sp.Float)):
        raise WrongKind(f"it must be exact, got {show(value)}. {FLOAT}")
    exact = isinstance(value, (int, Fraction, np.integer, sp.Expr))
    if isinstance(value, (bool, np.bool_)) or not exact:
        raise refuse("an exact formula", value)
    found = sp.sympify(value)
    if found.has(sp.nan, sp.zoo, sp.oo, -sp.oo):
        raise WrongKind(f"it must return a formula that is finite, got {found}.")
    try:
        return sp.cancel(sp.together(found))
    except sp.PolynomialError:  # a formula with cases has no such form
        return found


def letters(names: str) -> tuple:
    """Positive SymPy symbols of these names."""
    import sympy as sp

    return sp.symbols(names, positive=True)


def right_for_all(words: str, symbols: tuple, points: list[tuple], right) -> Wanted:
    """A formula in these symbols, however written, that is right at all points."""

    def test(got: object) -> bool:
        if not got.free_symbols <= set(symbols):
            return False
        return all(
            formula(got.subs(list(zip(symbols, map(formula, point), strict=True))))
            == formula(right(*point))
            for point in points
        )

    return such_that(words, test)


def fractions(rng: Generator, n: int, low: int = 1, high: int = 9) -> Iterator:
    """n pairs of small positive fractions."""
    for _ in range(n):
        above, below = rng.integers(low, high + 1, 2), rng.integers(1, 5, 2)
        yield tuple(Fraction(int(a), int(b)) for a, b in zip(above, below, strict=True))
