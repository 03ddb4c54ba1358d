"""Lesson 03: a finished proof, and how it is shown line by line."""

from dataclasses import dataclass
from typing import Any

import sympy as sp

from gdcourse.proofs.assumptions import Assumption
from gdcourse.proofs.forms import Claim
from gdcourse.proofs.region import Region
from gdcourse.proofs.squares import Square, written
from gdcourse.proofs.vectors import ONE, Vector
from gdcourse.proofs.wording import plain
from gdcourse.proofs.writing import coefficient, product


@dataclass(frozen=True, eq=False, repr=False)
class Proof:
    """A claim that was proved, with everything that was used. Made by ``prove`` only.

    Attributes
    ----------
    claim, using, where, conditions, given : what ``prove`` was told
    found : what was left, as squares over the field of the parameters
    """

    claim: Claim
    using: tuple[tuple[sp.Expr, Assumption], ...]
    where: Region
    conditions: tuple[sp.Expr, ...]
    found: list[Square]
    given: tuple[tuple[sp.Expr, Vector], ...] | None = None
    name: str = ""

    @property
    def squares(self) -> list[tuple[sp.Expr, Vector]]:
        """What was left, as coefficients and vectors."""
        if self.given is not None:
            return list(self.given)
        return written(self.found, self.where)

    @property
    def hypotheses(self) -> list[Assumption]:
        """What the theorem assumes beyond its function class."""
        stated = []
        for _, assumption in self.using:
            if assumption.step is not None:
                stated += assumption.step.hypotheses
            stated += [assumption] * assumption.stated
            stated += getattr(assumption.function, "shares", [])
        return list(dict.fromkeys(stated))

    @property
    def latex(self) -> str:
        """The proof, line by line: the claim, the multiples, and what is left."""
        lines = [rf"\text{{claim}}\quad & {self.claim.latex}"]
        for number, (multiplier, assumption) in enumerate(self.using, 1):
            factor = rf"\left[{product(multiplier)}\right]\times{{}}"
            reason = rf"\text{{{plain(assumption.reason)}}}"
            lines.append(
                rf"({number})\quad & {factor} {assumption.latex} \qquad {reason}"
            )
        rest = " + ".join(_square(c, v) for c, v in self.squares) or "0"
        lines.append(
            rf"\text{{claim}} - \text{{sum}}\quad & = {rest} \ge 0 \qquad\blacksquare"
        )
        body = " \\\\\n".join(lines)
        return f"\\begin{{aligned}}\n{body}\n\\end{{aligned}}"

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex}$"

    def __str__(self) -> str:
        used = ", ".join(f"{m} × {plain(a.reason)}" for m, a in self.using)
        rest = " + ".join(f"{c} ‖{plain(v.latex)}‖²" for c, v in self.squares) or "0"
        return f"proved {self.name or 'the claim'}: {used}; left over {rest}"

    __repr__ = __str__


def _square(c: Any, vector: Vector) -> str:
    c = sp.factor(c)
    if vector.parts.keys() == ONE.parts.keys():
        return coefficient(c * vector.parts[next(iter(ONE.parts))] ** 2)
    square = rf"\left\|{vector.latex}\right\|^2"
    return square if c == 1 else rf"{coefficient(c)}\,{square}"
