"""Lesson 03: the numbers of a proof are exact: fractions and symbols, no decimals."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import sympy as sp

from gdcourse.arguments import shown
from gdcourse.proofs.refusal import Refused


def exact(expression: Any) -> sp.Expr:
    """The expression without floating-point numbers, or a refusal.

    >>> exact(0.5)
    Traceback (most recent call last):
        ...
    gdcourse.proofs.refusal.Refused: a proof needs exact numbers, got 0.5. Write \
Rational(1, 2) or a fraction of symbols.
    """
    known = None
    if not isinstance(expression, str):  # SymPy would run a text as a program
        with suppress(sp.SympifyError):
            known = sp.sympify(expression)
    if not isinstance(known, sp.Expr):
        given = getattr(expression, "latex", None) or shown(expression)
        raise Refused(
            f"a factor must be a number or an expression of symbols, got {given}. "
            "Write Rational(1, 2), or make symbols with symbols('a k')."
        )
    if known.has(sp.Float):
        number = sorted(known.atoms(sp.Float))[0]
        fraction = sp.nsimplify(number, rational=True)
        p, q = fraction.p, fraction.q
        better = p if q == 1 else f"Rational({p}, {q})"
        raise Refused(
            f"a proof needs exact numbers, got {float(number)}. "
            f"Write {better} or a fraction of symbols."
        )
    if known.has(sp.zoo, sp.oo, -sp.oo, sp.nan):
        raise Refused(
            f"a proof needs finite numbers, got {known}. Look for a division by zero."
        )
    return known


def check_symbols(positive: Mapping, nonnegative: Mapping, solved: Mapping) -> None:
    """Refuse what a region is not made of: symbols, each made once, that may be > 0."""
    for symbol, meaning in nonnegative.items():
        if positive.get(symbol, meaning) != meaning:
            raise Refused(
                f"a coordinate must have one meaning, got {positive[symbol]} and "
                f"{meaning} for {symbol}. Give each its own symbol."
            )
    names: set[str] = set()
    for symbol in {**positive, **nonnegative, **solved}:
        if not isinstance(symbol, sp.Symbol):
            raise Refused(
                f"a region is described by symbols, got {shown(symbol)}. "
                "Write Region(L, positive={d: L - mu}, solve={mu: L - d})."
            )
        if symbol.name in names:
            raise Refused(
                f"a region must not have two symbols of one name, got {symbol} twice. "
                "Nobody could tell them apart; make each symbol only once."
            )
        names.add(symbol.name)
        if not symbol.is_commutative or symbol.is_positive is False:
            raise Refused(
                f"a symbol of a region must be free to be positive, got {symbol}, "
                f"which SymPy is told otherwise. Make it with symbols('{symbol}')."
            )
