"""Lesson 03: the certificate behind the multipliers: one step of 1/L, with L = 1."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse.proofs.assumptions import Assumption
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Claim
from gdcourse.proofs.functions import SmoothConvex
from gdcourse.proofs.refusal import Refused

# Plain letters: what moves with a slider is not set as mathematics, which takes long.
LETTERS = {"x_{0}": "d", "g_{0}": "g₀", "g_{1}": "g₁"}
VALUES = {"f_{0}": "f₀", "f_{1}": "f₁", r"f_{\star}": "f⋆"}


@dataclass(frozen=True)
class Verdict:
    """What the engine says about three multipliers.

    kind : "proved", or what was refused: "sign", "values" or "squares"
    values, rest : what is left of the function values, and of the vectors
    sentence : the engine's own words
    """

    kind: str
    values: str
    rest: str
    sentence: str


@lru_cache(maxsize=1)
def assumptions() -> tuple[Any, Any, tuple[Assumption, ...]]:
    """The gap after the step, ‖x_0 - x*‖², and ①, ②, ③."""
    f = SmoothConvex(1)
    best, x = f.minimizer(), f.point("0")
    y = f.at(x - x.g, "1")
    used = (f.interpolation(x, y), f.interpolation(best, x), f.interpolation(best, y))
    return y.f - best.f, (x - best) ** 2, used


def claim(divisor: int) -> Claim:
    """f_1 - f* ≤ ‖x_0 - x*‖² / q."""
    gap, square, _ = assumptions()
    return gap <= square / divisor


def exactly(multiplier: float) -> Fraction:
    """A position of a slider as the fraction that is meant: 0.55 is 11/20."""
    return Fraction(f"{multiplier:.2f}")


def left_over(a: float, b: float, c: float, divisor: int) -> dict[tuple, Fraction]:
    """claim - sum, exactly: names of one value or two vectors, and the coefficient.

    Only differences of points occur: the letter of x_0 stands for d = x_0 - x*.
    """
    rest: dict[tuple, Fraction] = {}
    sizes = [-exactly(m) for m in (a, b, c)]
    forms = [claim(divisor).slack, *(item.form for item in assumptions()[2])]
    for factor, form in zip([Fraction(1), *sizes], forms, strict=True):
        for pair, coefficient in form.parts.items():
            names = tuple(letter.name for letter in pair)
            if r"x_{\star}" not in names:
                known = rest.get(names, Fraction(0))
                rest[names] = known + factor * Fraction(str(coefficient))
    return {names: coefficient for names, coefficient in rest.items() if coefficient}


@lru_cache(maxsize=4)
def matrices(divisor: int) -> np.ndarray:
    """The claim and ①, ②, ③ as symmetric matrices over (d, g_0, g_1), (4, 3, 3)."""
    order = list(LETTERS)
    rows = np.zeros((4, 3, 3))
    units = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)]
    for row, unit in zip(rows, units, strict=True):
        for names, coefficient in left_over(*unit, divisor).items():
            if len(names) == 2:
                i, j = (order.index(name) for name in names)
                row[i, j] += float(coefficient) / 2
                row[j, i] += float(coefficient) / 2
    rows[1:] -= rows[0]
    return rows


def smallest_eigenvalue(a: float, b: float, c: float, divisor: int) -> float:
    """Of what is left of the vectors, in floating point: the engine needs none.

    >>> round(smallest_eigenvalue(0.5, 0.5, 0.5, 6), 12) == 0
    True
    """
    rest = np.tensordot([1, a, b, c], matrices(divisor), 1)
    return float(np.linalg.eigvalsh(rest)[0])


def verdict(a: float, b: float, c: float, divisor: int) -> Verdict:
    """Ask the engine.

    >>> verdict(0.5, 0.5, 0.5, 6).kind, verdict(0.45, 0.45, 0.55, 6).kind
    ('proved', 'squares')
    """
    rest = left_over(a, b, c, divisor)
    values = [(rest[key], VALUES[key[0]]) for key in rest if len(key) == 1]
    left = [(rest[key], product(key)) for key in rest if len(key) == 2]
    used = zip(map(exactly, (a, b, c)), assumptions()[2], strict=True)
    try:
        proof = prove(claim(divisor), list(used))
    except Refused as refusal:
        kind = "values" if values else "squares"
        kind = "sign" if min(a, b, c) < 0 else kind
        return Verdict(kind, written(values), written(left), str(refusal))
    squares = [(Fraction(str(c)), square(v.parts)) for c, v in proof.squares]
    words = "The engine multiplied the squares out: nothing differs. ∎"
    return Verdict("proved", written(values), written(squares), words)


def product(names: tuple[str, str]) -> str:
    """Two vectors, multiplied."""
    first, second = (LETTERS[name] for name in names)
    if first == second:
        return f"‖{first}‖²"
    return f"⟨{first}, {second}⟩"


def square(parts: dict) -> str:
    """A vector inside ‖ ‖²; its sign does not matter, so it begins without a minus."""
    terms = [
        (Fraction(str(c)), LETTERS[letter.name])
        for letter, c in parts.items()
        if letter.name in LETTERS
    ]
    sign = -1 if terms[0][0] < 0 else 1
    return f"‖{written((sign * c, name) for c, name in terms)}‖²"


def written(terms: Iterable[tuple[Fraction, str]]) -> str:
    """A sum of multiples as a formula on one line, or 0.

    >>> written([(Fraction(-1, 2), "u"), (Fraction(1), "v")])
    '−1/2 u + v'
    """
    text = ""
    for c, name in terms:
        sign = ("−" if c < 0 else "") if not text else (" − " if c < 0 else " + ")
        text += sign + ("" if abs(c) == 1 else f"{abs(c)} ") + name
    return text or "0"
