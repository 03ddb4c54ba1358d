"""Lesson 03: the numbers of a proof, function values and inner products.

A ``Form`` is linear in function values and quadratic in vectors, like every statement
of a proof. Two forms compared make a ``Claim``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from types import MappingProxyType
from typing import Any

import sympy as sp

from gdcourse.arguments import shown
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import exact
from gdcourse.proofs.writing import added, combined, scaled

_clock = count()


@dataclass(frozen=True, eq=False)
class Letter:
    """One unknown vector or function value; two letters of one name are two unknowns.

    ``born`` orders letters in time. A letter with a ``variance`` is noise: its mean is
    0 given everything that was there before it. A gradient, a value or a minimizer is
    ``tied`` to its function and cannot be chosen.
    """

    name: str
    variance: sp.Expr | None = None
    tied: bool = False
    born: int = field(default_factory=lambda: next(_clock))


Text = str | Callable[[], str] | None
Pair = tuple[Letter, ...]  # two letters: their inner product; one: a value; none: 1


class Written:
    """Something with a LaTeX text, which is composed when first asked for."""

    _latex: str | Callable[[], str]

    @property
    def latex(self) -> str:
        if not isinstance(self._latex, str):
            self._latex = self._latex()
        return self._latex


class Form(Written):
    """A number in a proof: values of functions, inner products, and a constant."""

    def __init__(self, parts: Mapping[Pair, Any], latex: Text = None) -> None:
        self.parts = MappingProxyType({p: c for p, c in parts.items() if c != 0})
        self._latex = latex or self._from_pairs

    def _from_pairs(self) -> str:
        return combined((c, name_of(pair)) for pair, c in self.parts.items())

    @classmethod
    def value(cls, name: str, tied: bool = False) -> "Form":
        """A new unknown number, such as f(x), which is tied to x."""
        return cls({(Letter(name, None, tied),): sp.Integer(1)}, name)

    @classmethod
    def of(cls, number: Any) -> "Form":
        """A form, or a number made into one."""
        if isinstance(number, Form):
            return number
        if isinstance(number, Written):
            raise Refused(
                f"a statement compares numbers, got the vector {number.latex}. "
                "Take its square or an inner product."
            )
        number = exact(number)
        return cls({(): number}, lambda: sp.latex(number, order="rev-lex"))

    def __add__(self, other: Any) -> "Form":
        other = Form.of(other)
        parts = merged(self.parts, other.parts)
        return Form(parts, lambda: added(self.latex, other.latex))

    __radd__ = __add__

    def __neg__(self) -> "Form":
        return self * -1

    def __sub__(self, other: Any) -> "Form":
        return self + (-Form.of(other))

    def __rsub__(self, other: Any) -> "Form":
        return Form.of(other) - self

    def __mul__(self, number: Any) -> "Form":
        if isinstance(number, Written):
            raise Refused(
                f"forms are not multiplied with each other, got {self.latex} times "
                f"{number.latex}. Multiply by a number or a symbol."
            )
        factor = exact(number)
        parts = {pair: c * factor for pair, c in self.parts.items()}
        return Form(parts, lambda: scaled(factor, self.latex))

    __rmul__ = __mul__

    def __truediv__(self, number: Any) -> "Form":
        return self * (1 / exact(number))

    def __le__(self, other: Any) -> "Claim":
        return Claim(self, Form.of(other))

    def __ge__(self, other: Any) -> "Claim":
        return Claim(Form.of(other), self)


@dataclass(frozen=True, eq=False)
class Claim:
    """smaller ≤ larger: something to be proved. It never counts as an assumption."""

    smaller: Form
    larger: Form

    def __post_init__(self) -> None:
        for side in (self.smaller, self.larger):
            if not isinstance(side, Form):
                raise Refused(
                    "a claim compares two numbers of a proof, got "
                    f"{getattr(side, 'latex', shown(side))}. "
                    "Write it as a comparison: y.f <= x.f - a * x.g**2."
                )

    @property
    def slack(self) -> Form:
        """larger - smaller, which is to be at least 0."""
        return self.larger - self.smaller

    @property
    def latex(self) -> str:
        return rf"{self.smaller.latex} \le {self.larger.latex}"

    def __bool__(self) -> bool:
        raise Refused(
            f"a claim is neither true nor false before it is proved, got {self.latex}. "
            "Write one comparison and give it to prove(...)."
        )


def name_of(pair: Pair) -> str:
    """How an unknown of a form is written."""
    if len(pair) < 2:
        return pair[0].name if pair else ""
    a, b = pair
    return rf"\|{a.name}\|^2" if a is b else rf"\langle {a.name},{b.name}\rangle"


def merged(first: Mapping, second: Mapping) -> dict:
    """The sum of two collections of coefficients."""
    total = dict(first)
    for key, c in second.items():
        total[key] = total.get(key, 0) + c
    return total
