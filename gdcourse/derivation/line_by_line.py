"""Lesson 01: the lines of a derivation, and a derivation that refuses false lines."""

from dataclasses import dataclass

import sympy as sp

from gdcourse.arguments import shown
from gdcourse.derivation.judging import Judge
from gdcourse.derivation.lettering import LatexLettering, Lettering
from gdcourse.derivation.terms import Slope, Sum, Term

WIDEST = 88  # characters of plain text


@dataclass(frozen=True)
class Line:
    """One line: a formula, the rule that made it, and the u of a chain rule."""

    rule: str
    term: Term
    inner: tuple[sp.Expr, ...]
    variable: sp.Symbol
    partial: bool

    @property
    def latex(self) -> str:
        """The formula in LaTeX."""
        return self.term.show(LatexLettering(self.variable, self.partial))

    @property
    def text(self) -> str:
        """The formula in plain text."""
        return self.term.show(Lettering(self.variable, self.partial))

    @property
    def expression(self) -> sp.Expr:
        """The formula in SymPy; what is still to be found is a ``Derivative``."""

        def slope(e: sp.Expr) -> sp.Derivative:
            return sp.Derivative(e, self.variable, evaluate=False)

        return self.term.compute(lambda e: e, slope)

    def rows(self, lettering: Lettering) -> list[str]:
        """The formula on one row, or a long sum with one row for each term."""
        long = isinstance(self.term, Sum) and len(self.text) > WIDEST
        return self.term.rows(lettering) if long else [self.term.show(lettering)]

    def reasons(self, lettering: Lettering, rows: int) -> list[str]:
        """The rule, with its u spelled out: beside the rows if there are several."""
        named = [lettering.equation("u", u) for u in self.inner]
        words = [lettering.words(self.rule), *named]
        first = max(1, len(words) - rows + 1)
        words = [lettering.listed(words[:first]), *words[first:]]
        return words + [""] * (rows - len(words))


@dataclass(frozen=True, repr=False)
class Steps:
    """A derivation whose lines are equal; a false line is refused.

    Each line is evaluated at random rational points and compared with the line before
    it to 30 digits. The first line must be the slope of ``expression``.
    """

    expression: sp.Expr
    variable: sp.Symbol
    lines: tuple[Line, ...]

    def __post_init__(self):
        if not self.lines or self.lines[0].term != Slope(self.expression):
            raise ValueError(
                "line 1 must be the slope of the expression itself, "
                f"got {shown(self.lines[0].text) if self.lines else 'no line'}. "
                "Make the lines with derivative_steps."
            )
        judge = Judge(self.expression, self.variable)
        for number, line in enumerate(self.lines[1:], start=2):
            if not judge.agrees(line.term):
                raise ValueError(
                    f"line {number} must equal line {number - 1}, got {line.text} "
                    f"({line.rule}). Apply the rule to line {number - 1} again."
                )

    @property
    def derivative(self) -> sp.Expr:
        """What the last line says, as a SymPy expression."""
        return self.lines[-1].expression

    def __len__(self) -> int:
        return len(self.lines)

    def rows(self, lettering: Lettering) -> list[tuple[str, str, str]]:
        """(equals sign, formula, reason) of every row."""
        table = []
        for line in self.lines:
            rows = line.rows(lettering)
            equals = ["=" if table else "", *[""] * (len(rows) - 1)]
            reasons = line.reasons(lettering, len(rows))
            table += zip(equals, rows, reasons, strict=True)
        return table

    def _repr_markdown_(self) -> str:
        lettering = LatexLettering(self.variable, self.lines[0].partial)
        body = " \\\\[6pt]\n".join(
            rf"{equals}{{}}& {row}" + (f" && {reason}" if reason else "")
            for equals, row, reason in self.rows(lettering)
        )
        return f"$$\n\\begin{{aligned}}\n{body}\n\\end{{aligned}}\n$$"

    _repr_latex_ = _repr_markdown_

    def __str__(self) -> str:
        table = self.rows(Lettering(self.variable, self.lines[0].partial))
        width = max(len(row) for _, row, _ in table)
        return "\n".join(
            f"{equals:1} {row:{width}}   {reason}".rstrip()
            for equals, row, reason in table
        )

    __repr__ = __str__
