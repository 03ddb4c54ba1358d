"""Lesson 01: two hands that write formulas, one in LaTeX and one in plain text."""

from dataclasses import dataclass

import sympy as sp
from sympy.printing.latex import LatexPrinter
from sympy.printing.str import StrPrinter


def positive_first(terms: list[sp.Expr]) -> list[sp.Expr]:
    """The terms of a sum, an added one in front: y − x², where SymPy has −x² + y."""
    added = next((t for t in terms if not t.could_extract_minus_sign()), terms[0])
    return [added, *(t for t in terms if t is not added)]


class _PositiveFirst:
    def _as_ordered_terms(self, expr, order=None):
        return positive_first(super()._as_ordered_terms(expr, order=order))


class _Latex(_PositiveFirst, LatexPrinter):
    pass


class _Text(_PositiveFirst, StrPrinter):
    def _print_Function(self, expr):
        return super()._print_Function(expr).replace(r"\nabla ", "∇")


@dataclass(frozen=True)
class Lettering:
    """How to write an expression, the slope of one, brackets, products, fractions."""

    variable: sp.Symbol
    partial: bool

    @property
    def d(self) -> str:
        return "∂" if self.partial else "d"

    def expression(self, expression: sp.Expr) -> str:
        return _Text().doprint(expression)

    def slope(self, expression: sp.Expr) -> str:
        return f"{self.d}/{self.d}{self.variable} [{self.expression(expression)}]"

    def brackets(self, inside: str) -> str:
        return f"({inside})"

    def equation(self, name: str, value: sp.Expr) -> str:
        return f"{name} = {self.expression(value)}"

    def words(self, text: str) -> str:
        return text

    def listed(self, texts: list[str]) -> str:
        return ", ".join(texts)

    def times(self, factors: list[str]) -> str:
        return "*".join(factors)

    def over(self, top: str, bottom: str) -> str:
        return f"({top}) / ({bottom})"


class LatexLettering(Lettering):
    """The same in LaTeX."""

    def expression(self, expression: sp.Expr) -> str:
        return _Latex({"ln_notation": False}).doprint(expression)

    def slope(self, expression: sp.Expr) -> str:
        d = r"\partial" if self.partial else "d"
        name = sp.latex(self.variable)
        inside = self.expression(expression)
        return rf"\frac{{{d}}}{{{d} {name}}} \left[ {inside} \right]"

    def brackets(self, inside: str) -> str:
        return rf"\left( {inside} \right)"

    def words(self, text: str) -> str:
        return rf"\text{{{text}}}" if text else ""

    def listed(self, texts: list[str]) -> str:
        return r",\ ".join(texts)

    def times(self, factors: list[str]) -> str:
        """Side by side, with a dot where two numbers would run together."""
        text = factors[0]
        for factor in factors[1:]:
            slope = factor.startswith((r"\frac{d}", r"\frac{\partial}"))
            dot = slope or factor[0].isdigit() or factor.startswith(r"\frac")
            gap = " " if factor.startswith(r"\left(") else r" \, "
            text += (r" \cdot " if dot else gap) + factor
        return text

    def over(self, top: str, bottom: str) -> str:
        return rf"\frac{{{top}}}{{{bottom}}}"
