"""Lesson 03: answers that are exact formulas, and how they are compared."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from numpy.random import Generator

from gdcourse.checks.comparison import Wanted, such_that
from gdcourse.checks.kinds import WrongKind, refuse


def formula(value: object) -> object:
    """An exact number or a SymPy formula without floats, in its canonical form."""
    from gdcourse.proofs.canonical import canonical, is_formula
    from gdcourse.proofs.refusal import Refused

    numeric = (int, float, Fraction, np.integer, np.floating)
    odd = not isinstance(value, numeric) and not is_formula(value)
    if odd or isinstance(value, (bool, np.bool_)):
        one = "Choose one of them." if isinstance(value, (list, set)) else ""
        raise refuse("an exact formula", value, one)
    try:
        return canonical(value)
    except Refused as refusal:
        raise WrongKind(str(refusal)) from None


def letters(names: str) -> tuple:
    """Positive SymPy symbols of these names."""
    from gdcourse.proofs.canonical import letters

    return letters(names)


def numbers_for(found: tuple, names: str) -> tuple | None:
    """The trial to yield where a result keeps letters although it got numbers."""
    if not any(value.free_symbols for value in found):
        return None
    return found, such_that(f"numbers, since {names} are numbers", lambda _: False)


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
