"""Lesson 01: a derivative, derived line by line, one named rule per line.

Every line is checked against the line before it, so a derivation that can be seen is a
derivation that is true.
"""

from collections.abc import Callable, Sequence
from functools import cache

import sympy as sp

from gdcourse.arguments import shown
from gdcourse.derivation.lettering import Lettering
from gdcourse.derivation.line_by_line import Line, Steps
from gdcourse.derivation.rules import Move, move
from gdcourse.derivation.terms import (
    Known,
    Quotient,
    Slope,
    Term,
    exchange,
    slopes,
    tidy,
)

__all__ = ["GradientSteps", "Line", "Steps", "derivative_steps", "gradient_steps"]

LONGEST = 60  # lines


class GradientSteps(tuple):
    """One derivation for each component of a gradient, shown one below the other."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return "\n\n".join(steps._repr_markdown_() for steps in self)

    def __repr__(self) -> str:
        return "\n\n".join(map(str, self))


def derivative_steps(expression: sp.Expr, variable: sp.Symbol | str) -> Steps:
    """The derivative of an expression, one named rule per line.

    Args:
        expression: what ``parse_formula`` returns, or another SymPy expression.
        variable: the symbol to derive by, or its name.

    Raises:
        ValueError: the expression has a kink or a function without a rule.
        TypeError: it is not a SymPy expression, or the variable is not a symbol.

    >>> print(derivative_steps(sp.sympify("(1 - x)**2"), "x"))
      d/dx [(1 - x)**2]
    = 2*(1 - x)*d/dx [1 - x]            chain rule with the power rule, u = 1 - x
    = 2*(1 - x)*(d/dx [1] - d/dx [x])   sum rule
    = 2*(1 - x)*(-1)*d/dx [x]           constant rule
    = 2*(1 - x)*(-1)*1                  power rule
    = -2*(1 - x)                        tidy up
    = 2*x - 2                           multiply out
    """
    expression, x = _checked(expression, variable)
    partial = bool(expression.free_symbols - {x})
    term, moves = Slope(expression), cache(lambda e: move(e, x))
    lines = [Line("", term, (), x, partial)]
    while slopes(term):
        term, rule, inner = _apply(term, moves)
        lines.append(Line(rule, term, inner, x, partial))
        if len(lines) > LONGEST:
            raise ValueError(
                f"a derivation must have at most {LONGEST} lines, "
                f"got {shown(expression)}. Derive its parts one by one."
            )
    neat = tidy(term)
    for rule, form in (("tidy up", neat), ("multiply out", _expanded(neat) or neat)):
        line = Line(rule, form, (), x, partial)
        if line.text != lines[-1].text:
            lines.append(line)
    return Steps(expression, x, tuple(lines))


def gradient_steps(
    expression: sp.Expr, variables: Sequence[sp.Symbol | str]
) -> GradientSteps:
    """One derivation for each variable, in order: the components of the gradient."""
    return GradientSteps(derivative_steps(expression, v) for v in variables)


def _checked(expression: object, variable: object) -> tuple[sp.Expr, sp.Symbol]:
    if not isinstance(expression, sp.Expr) or expression.is_Matrix:
        raise TypeError(
            f"the expression must come from SymPy, got {shown(expression)}. "
            'Try parse_formula("x**2 + y").'
        )
    if isinstance(variable, str):
        known = {symbol.name: symbol for symbol in expression.free_symbols}
        variable = known.get(variable, sp.Symbol(variable, real=True))
    if not isinstance(variable, sp.Symbol):
        raise TypeError(
            f"the variable must be a symbol or its name, got {shown(variable)}. "
            'Try "x".'
        )
    return expression, variable


def _apply(term: Term, moves: Callable[[sp.Expr], Move]) -> tuple:
    """The next line: the outermost rule that fits, wherever it fits."""
    ready = [moves(slope.expression) for slope in slopes(term)]
    rule = min(ready, key=lambda found: found.rank).rule
    chosen = [found for found in ready if found.rule == rule]
    inner = dict.fromkeys(found.inner for found in chosen if found.inner is not None)

    def new(slope: Slope) -> Term:
        found = moves(slope.expression)
        return found.result if found.rule == rule else slope

    return exchange(term, new), rule, tuple(inner)


def _expanded(term: Term) -> Term | None:
    """A polynomial multiplied out, if that is much shorter to read."""
    if isinstance(term, Quotient):
        top = _expanded(term.top)
        return top and Quotient(top, term.bottom)
    expression = term.compute(lambda e: e, None)
    if not expression.is_polynomial():
        return None
    flat = sp.expand(expression)
    short = 4 * len(str(flat)) < 3 * len(term.show(Lettering(sp.S.One, False)))
    return Known(flat) if short else None
