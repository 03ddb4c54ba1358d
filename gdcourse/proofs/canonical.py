"""Lesson 03: one form for all equal formulas, so that answers can be compared."""

from typing import Any

import sympy as sp

from gdcourse.proofs.region import exact


def letters(names: str) -> tuple[sp.Symbol, ...]:
    """Positive symbols of these names, separated by spaces."""
    return sp.symbols(names, positive=True, seq=True)


def is_formula(value: Any) -> bool:
    """Whether this is a SymPy formula, as against a comparison or a matrix.

    >>> is_formula(sp.Symbol("a") / 2), is_formula(sp.Symbol("a") < 2), is_formula(2)
    (True, False, False)
    """
    return isinstance(value, sp.Expr)


def canonical(value: Any) -> sp.Expr:
    """The canonical form of a rational formula: equal formulas become the same.

    Formulas with cases or roots are only tidied. Raises ``Refused`` for floats and for
    what is not finite.

    >>> a, L = letters("a L")
    >>> canonical(a * (1 - L * a / 2)) == canonical(a - L * a**2 / 2)
    True
    """
    found = exact(value)
    try:
        return sp.cancel(sp.together(found))
    except sp.PolynomialError:  # a formula with cases has no such form
        return found
