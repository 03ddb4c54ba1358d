"""Lesson 03: vectors that are only letters, and their inner products.

A proof about all functions in all dimensions cannot use coordinates. Its vectors are
sums of letters (x_0, g_0, x_*, …) and only the inner products of letters matter.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import sympy as sp

from gdcourse.arguments import shown
from gdcourse.proofs.forms import Form, Letter, Pair, Text, Written, merged
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import exact
from gdcourse.proofs.writing import added, combined, is_sum, scaled


class Vector(Written):
    """A sum of letters with exact coefficients; ``u * v`` is the inner product.

    >>> x, g = Vector.letter("x"), Vector.letter("g")
    >>> print((x - 2 * g).latex)
    x - 2\\,g
    >>> print(((x - g) ** 2).latex)
    \\left\\|x - g\\right\\|^2
    """

    def __init__(self, parts: Mapping[Letter, Any], latex: Text = None) -> None:
        self.parts = MappingProxyType({a: c for a, c in parts.items() if c != 0})
        self._latex = latex or self._from_letters

    def _from_letters(self) -> str:
        return combined((c, letter.name) for letter, c in self.parts.items())

    @classmethod
    def letter(cls, name: str, variance: Any = None, tied: bool = False) -> "Vector":
        """A new unknown; with a variance E‖e‖², noise that does not know the past."""
        noise = None if variance is None else exact(variance)
        return cls({Letter(name, noise, tied): sp.Integer(1)}, name)

    def named(self, latex: str) -> "Vector":
        """The same vector, written in another way."""
        return Vector(self.parts, latex)

    def __getattr__(self, name: str) -> Any:
        if name not in ("f", "g", "name"):
            raise AttributeError(name)
        raise Refused(
            f"only a point of a function has f and g, got {self.latex}. "
            "Make the point with f.at(..., name)."
        )

    def __add__(self, other: "Vector") -> "Vector":
        if not isinstance(other, Vector):
            given = getattr(other, "latex", None) or shown(other)
            raise Refused(
                f"only vectors are added to a vector, got {given} added to "
                f"{self.latex}. Multiply it by a vector first."
            )
        parts = merged(self.parts, other.parts)
        return Vector(parts, lambda: added(self.latex, other.latex))

    def __radd__(self, other: Any) -> "Vector":
        return self if other == 0 else self + other  # sum(...) begins with 0

    def __neg__(self) -> "Vector":
        return self * -1

    def __sub__(self, other: "Vector") -> "Vector":
        return self + (-other)

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, Vector):
            return inner(self, other)
        factor = exact(other)
        parts = {letter: c * factor for letter, c in self.parts.items()}
        return Vector(parts, lambda: scaled(factor, self.latex))

    __rmul__ = __mul__

    def __truediv__(self, number: Any) -> "Vector":
        return self * (1 / exact(number))

    def __pow__(self, power: int) -> "Form":
        if power != 2:
            raise Refused(
                f"only the square of a vector is a number, got power {power}. "
                "Write v**2 for its squared length."
            )
        return inner(self, self)


ZERO = Vector({}, "0")
ONE = Vector.letter("1")  # of length 1: a number c that is left is the square c ‖1‖²


def inner(u: Vector, v: Vector) -> "Form":
    """⟨u, v⟩; with noise, its expectation.

    E⟨e, b⟩ = 0 for every letter b that is older than the noise e, and E‖e‖² is its
    variance. With younger letters, such as a gradient at a point that e has moved,
    nothing is known.
    """
    parts: dict[Pair, Any] = {}
    for a, c in u.parts.items():
        for b, d in v.parts.items():
            old, new = sorted((a, b), key=lambda letter: letter.born)
            if new.variance is not None and new is not old:
                continue
            pair, product = (old, new), c * d
            if new.variance is not None:
                pair, product = (), product * new.variance
            parts[pair] = parts.get(pair, 0) + product
    return Form(parts, lambda: _inner_text(u.latex, v.latex))


def _inner_text(u: str, v: str) -> str:
    if "0" in (u, v):
        return "0"
    if u == v:
        minus = u.startswith("-") and not is_sum(u[1:])
        return rf"\left\|{u[minus:].lstrip()}\right\|^2"
    return rf"\left\langle {u},\,{v}\right\rangle"


def coordinates(place: Vector) -> frozenset:
    """Canonical coordinates: equal places have equal ones, however written."""
    return frozenset((letter, sp.cancel(c)) for letter, c in place.parts.items())
