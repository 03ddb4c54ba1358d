"""Lesson 03: a theorem with all that belongs to it: proof, bound, worst case, runs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from gdcourse.proofs.exactness import exact
from gdcourse.proofs.proof import Proof


@dataclass(frozen=True, eq=False)
class Run:
    """One run of a method on one function, measured as a theorem measures it.

    measured : the quantity that the theorem bounds, for each k
    bounds : what it promises, for the same k
    """

    ks: Any
    measured: Any
    bounds: Any

    @property
    def ratio(self) -> Any:
        """measured / bounds: at most 1 if the theorem holds, 1 where it is attained."""
        return self.measured / self.bounds


@dataclass(frozen=True, eq=False)
class Theorem:
    """A statement about a method that the computer has checked.

    Parameters
    ----------
    name : a short key, such as "1a"
    title : one line for people
    assumptions, claim : in words with formulas, as a lesson prints them
    source : key of REFERENCES.md
    proofs : functions without arguments, each giving a ``Proof``: the certificates
    identities : functions without arguments, each giving exact expressions that must
        be zero, for the steps that are plain algebra
    experiment : seeded runs on random problems: rng -> Run
    worst_case : the run on the function that attains the bound, k -> Run; None if the
        theorem is an upper bound only
    trusted : what the algebra leaves to mathematics, such as an induction
    """

    name: str
    title: str
    assumptions: str
    claim: str
    source: str
    proofs: tuple[Callable[[], Proof], ...] = ()
    identities: tuple[Callable[[], tuple[sp.Expr, ...]], ...] = ()
    experiment: Callable[[Any], Run] | None = None
    worst_case: Callable[[int], Run] | None = None
    trusted: str = ""
    variants: tuple[str, ...] = field(default=())

    @property
    def is_tight(self) -> bool:
        """Whether a function is known on which the bound is attained."""
        return self.worst_case is not None

    @property
    def kind(self) -> str:
        """What may be said about the bound."""
        return "attained" if self.is_tight else "upper bound"

    def verify(self) -> list[Proof]:
        """All certificates, proved again now; an identity that fails raises."""
        for identity in self.identities:
            for expression in identity():
                if not is_zero(expression):
                    raise AssertionError(f"{self.name}: {expression} is not zero")
        return [proof() for proof in self.proofs]


def is_zero(expression: Any) -> bool:
    """Whether an exact expression is zero, decided in a field of fractions.

    >>> x, r = sp.symbols("x r")
    >>> is_zero((x**2 - 1) / (x - 1) - x - 1), is_zero(x - 1)
    (True, False)
    """
    numerator = sp.together(exact(expression)).as_numer_denom()[0]
    return sp.expand(numerator) == 0
