"""Lesson 01: half-finished derivatives, kept exactly as a person would write them.

SymPy tidies whatever it builds: 2·(1 − x) becomes 2 − 2x before anyone has read it. So
a line of a derivation is a small tree of our own. Its leaves are SymPy expressions that
nobody rebuilds, or slopes that are still to be found.
"""

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from gdcourse.derivation.lettering import Lettering


@dataclass(frozen=True)
class Known:
    """A finished expression."""

    expression: sp.Expr

    def show(self, lettering: Lettering) -> str:
        return lettering.expression(self.expression)

    def compute(self, number: Callable, slope: Callable) -> sp.Expr:
        return number(self.expression)


@dataclass(frozen=True)
class Slope:
    """The derivative of an expression, still to be found."""

    expression: sp.Expr

    def show(self, lettering: Lettering) -> str:
        return lettering.slope(self.expression)

    def compute(self, number: Callable, slope: Callable) -> sp.Expr:
        return slope(self.expression)


@dataclass(frozen=True)
class Sum:
    """Terms added in the order of writing; a term that starts with −1 is subtracted."""

    terms: tuple["Term", ...]

    def show(self, lettering: Lettering) -> str:
        return " ".join(self.rows(lettering))

    def rows(self, lettering: Lettering) -> list[str]:
        """The terms, each with its sign; the first without a plus."""
        shown = [term.show(lettering) for term in self.terms]
        return shown[:1] + [
            f"- {text[1:].lstrip()}" if text[0] == "-" else f"+ {text}"
            for text in shown[1:]
        ]

    def compute(self, number: Callable, slope: Callable) -> sp.Expr:
        return sum(term.compute(number, slope) for term in self.terms)


@dataclass(frozen=True)
class Product:
    """Factors multiplied in the order of writing."""

    factors: tuple["Term", ...]

    def show(self, lettering: Lettering) -> str:
        first, *rest = self.factors
        minus = first == Known(sp.S.NegativeOne) and rest
        shown = [_factor(factor, lettering) for factor in self.factors]
        if not is_sum(first):
            shown[0] = first.show(lettering)
        return "-" + lettering.times(shown[1:]) if minus else lettering.times(shown)

    def compute(self, number: Callable, slope: Callable) -> sp.Expr:
        return sp.prod(factor.compute(number, slope) for factor in self.factors)


@dataclass(frozen=True)
class Quotient:
    """One term over another."""

    top: "Term"
    bottom: "Term"

    def show(self, lettering: Lettering) -> str:
        return lettering.over(self.top.show(lettering), self.bottom.show(lettering))

    def compute(self, number: Callable, slope: Callable) -> sp.Expr:
        return self.top.compute(number, slope) / self.bottom.compute(number, slope)


Term = Known | Slope | Sum | Product | Quotient
ZERO = Known(sp.S.Zero)


def is_sum(term: Term) -> bool:
    """Does the term need brackets in a product?"""
    return isinstance(term, Sum) or isinstance(term, Known) and term.expression.is_Add


def _factor(term: Term, lettering: Lettering) -> str:
    shown = term.show(lettering)
    return lettering.brackets(shown) if is_sum(term) or shown[0] == "-" else shown


def slopes(term: Term) -> list[Slope]:
    """The slopes still to be found, from left to right."""
    if isinstance(term, Slope):
        return [term]
    return [found for part in parts(term) for found in slopes(part)]


def parts(term: Term) -> tuple[Term, ...]:
    """The terms directly inside a term."""
    if isinstance(term, Sum):
        return term.terms
    if isinstance(term, Product):
        return term.factors
    return (term.top, term.bottom) if isinstance(term, Quotient) else ()


def exchange(term: Term, new: Callable[[Slope], Term]) -> Term:
    """The term with every slope replaced; products in products are laid flat."""
    if isinstance(term, Slope):
        return new(term)
    inside = [exchange(part, new) for part in parts(term)]
    if isinstance(term, Product):
        return Product(tuple(_flat(inside, Product)))
    if isinstance(term, Sum):
        kept = [part for part in inside if not vanishes(part)] or [ZERO]
        return kept[0] if len(kept) == 1 else Sum(tuple(kept))
    return Quotient(*inside) if inside else term


def vanishes(term: Term) -> bool:
    """Is it zero, or a product with a zero? Sums leave such terms out."""
    return term == ZERO or isinstance(term, Product) and ZERO in term.factors


def tidy(term: Term) -> Term:
    """Numbers multiplied, zeros and ones dropped, equal terms gathered.

    Brackets stay: 2 · (1 − x) · (−1) becomes −2 (1 − x), not 2x − 2.
    """
    inside = [tidy(part) for part in parts(term)]
    if isinstance(term, Sum):
        return _tidy_sum(inside)
    if isinstance(term, Product):
        return _tidy_product(inside)
    if isinstance(term, Quotient):
        top, bottom = inside
        whole = isinstance(top, Known) and isinstance(bottom, Known)
        plain = whole and not top.expression.is_Add
        return Known(top.expression / bottom.expression) if plain else Quotient(*inside)
    return term


def _tidy_sum(terms: list[Term]) -> Term:
    flat = _flat(terms, Sum)
    known = sp.Add(*(t.expression for t in flat if isinstance(t, Known)))
    rest = [t for t in flat if not isinstance(t, Known)]
    if not rest or known == 0 and len(rest) == 1:
        return rest[0] if rest else Known(known)
    kept = [Known(known)] if known != 0 else []
    return Sum((*kept, *rest) if isinstance(flat[0], Known) else (*rest, *kept))


def _tidy_product(factors: list[Term]) -> Term:
    flat = _flat(factors, Product)
    brackets = [f for f in flat if is_sum(f) or not isinstance(f, Known)]
    plain = sp.Mul(*(f.expression for f in flat if f not in brackets))
    if plain == 0 or not brackets:
        return Known(plain)
    kept = [] if plain == 1 else [Known(plain)]
    return (
        brackets[0] if not kept and len(brackets) == 1 else Product((*kept, *brackets))
    )


def _flat(terms: list[Term], kind: type) -> list[Term]:
    """Sums in sums, or products in products, laid side by side."""
    nested = (parts(term) if isinstance(term, kind) else (term,) for term in terms)
    return [term for inside in nested for term in inside]
