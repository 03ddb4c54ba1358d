"""Lesson 02: an inequality solved line by line, each line equivalent to the one before.

Every line says "left side < right side". SymPy computes where it holds; a line that
holds elsewhere than the first is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp

from gdcourse.derivation.formula import parse_formula
from gdcourse.derivation.lettering import LatexLettering, Lettering
from gdcourse.derivation.recursion import constant_first

Written = tuple[str, str, str]  # left side, right side, reason


@dataclass(frozen=True)
class Claim:
    """One line: left < right, and why it says the same as the line before."""

    left: sp.Expr
    right: sp.Expr
    reason: str

    def where(self, unknown: sp.Symbol) -> sp.Set:
        """All real values of the unknown for which the line is true."""
        below = sp.StrictLessThan(self.left, self.right)
        return sp.solve_univariate_inequality(below, unknown, relational=False)


@dataclass(frozen=True, repr=False)
class Equivalence:
    """Inequalities that hold for exactly the same values of the unknown."""

    unknown: sp.Symbol
    claims: tuple[Claim, ...]

    def __post_init__(self):
        for number, claim in enumerate(self.claims[1:], start=2):
            if claim.where(self.unknown) != self.solution:
                raise ValueError(
                    f"line {number} must hold where line 1 holds, in {self.solution}, "
                    f"got {claim.left} < {claim.right}. Check the step before it."
                )

    @property
    def solution(self) -> sp.Set:
        """Where all lines hold."""
        return self.claims[0].where(self.unknown)

    def rows(self, hand: type[Lettering]) -> list[tuple[str, str]]:
        """(inequality, reason) for each line; the last row is the answer."""
        bars = r"\left|{}\right|" if hand is LatexLettering else "|{}|"

        def write(side: sp.Expr) -> str:
            if isinstance(side, sp.Abs):
                return bars.format(write(constant_first(side.args[0])))
            return hand(self.unknown, False).expression(side)

        rows = [(f"{write(c.left)} < {write(c.right)}", c.reason) for c in self.claims]
        if isinstance(self.solution, sp.Interval):
            low, high = self.solution.start, self.solution.end
            answer = f"{write(low)} < {write(self.unknown)} < {write(high)}"
        else:
            answer = f"{write(self.unknown)}: {write(self.solution)}"
        return [*rows, (answer, "the answer, as SymPy solves line 1")]

    def _repr_latex_(self) -> str:
        lines = []
        for place, (row, reason) in enumerate(self.rows(LatexLettering)):
            sign = r"\Longleftrightarrow\;" if place else ""
            note = rf" && \text{{{reason}}}" if reason else ""
            lines.append(rf"{sign}& {row}{note}")
        body = " \\\\[6pt]\n".join(lines)
        return f"$\\displaystyle \\begin{{aligned}}\n{body}\n\\end{{aligned}}$"

    def __str__(self) -> str:
        rows = self.rows(Lettering)
        width = max(len(row) for row, _ in rows)
        return "\n".join(
            f"{'<=>' if place else '':3} {row:{width}}   {reason}".rstrip()
            for place, (row, reason) in enumerate(rows)
        )

    __repr__ = __str__


def inequality_steps(
    lines: Sequence[Written], unknown: str, positive: str = ""
) -> Equivalence:
    """An inequality and its solution, line by line; a false line is refused.

    Args:
        lines: (left side, right side, reason) as text, each for "left < right".
        unknown: the name of the variable to solve for.
        positive: names of the other letters, all taken to be positive.

    Raises:
        ValueError: a line holds for other values than the first, or does not parse.

    >>> inequality_steps([("2*x", "6", ""), ("x", "3", "divide by 2")], "x")
        2*x < 6
    <=> x < 3         divide by 2
    <=> -oo < x < 3   the answer, as SymPy solves line 1
    """
    others = positive.split()
    x, *letters = (sp.Symbol(name, real=True) for name in [unknown, *others])
    sure = {letter: sp.Symbol(letter.name, positive=True) for letter in letters}

    def read(text: str) -> sp.Expr:
        return parse_formula(text, [unknown, *others]).subs(sure)

    claims = (Claim(read(left), read(right), reason) for left, right, reason in lines)
    return Equivalence(x, tuple(claims))
