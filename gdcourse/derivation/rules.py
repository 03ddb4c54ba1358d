"""Lesson 01: the rules of differentiation, one function for each kind of expression."""

from dataclasses import dataclass

import sympy as sp

from gdcourse.arguments import shown
from gdcourse.derivation.lettering import positive_first
from gdcourse.derivation.terms import Known, Product, Quotient, Slope, Sum, Term

# The outer rules come first, so that one line applies one rule everywhere it can.
ORDER = (
    "sum rule",
    "constant rule",
    "constant factor rule",
    "quotient rule",
    "product rule",
    "chain rule",
    "rule of a function",
    "power rule",
)
KINKS = (sp.Abs, sp.Max, sp.Min, sp.Piecewise, sp.sign, sp.Heaviside)
MINUS = Known(sp.S.NegativeOne)


@dataclass(frozen=True)
class Move:
    """A rule's name, what it makes of a slope, and the inner u of a chain rule."""

    rule: str
    result: Term
    inner: sp.Expr | None = None

    @property
    def rank(self) -> int:
        """The place of the rule in ORDER."""
        name = self.rule.split(" with ")[0]
        return ORDER.index(name if name in ORDER else "rule of a function")


def move(e: sp.Expr, x: sp.Symbol) -> Move:
    """The rule for the outermost operation of ``e``, and what becomes of its slope."""
    if not e.has(x):
        return Move("constant rule", Known(sp.S.Zero))
    if e == x:
        return Move("power rule", Known(sp.S.One))
    if e.is_Add:
        return Move(
            "sum rule", Sum(tuple(map(_term, positive_first(e.as_ordered_terms()))))
        )
    if e.is_Mul:
        return _of_product(e, x)
    if isinstance(e, sp.Pow):
        return _of_power(e, x)
    return _of_function(e, x)


def _term(term: sp.Expr) -> Term:
    """The slope of a term of a sum; a minus sign is written in front."""
    if term.could_extract_minus_sign():
        return Product((MINUS, Slope(-term)))
    return Slope(term)


def _of_product(e: sp.Expr, x: sp.Symbol) -> Move:
    constant, rest = e.as_independent(x, as_Add=False)
    if constant != 1:
        return Move("constant factor rule", Product((Known(constant), Slope(rest))))
    top, bottom = sp.fraction(e, exact=True)
    if bottom.has(x):
        change = (
            Product((Slope(top), Known(bottom))),
            Product((MINUS, Known(top), Slope(bottom))),
        )
        return Move("quotient rule", Quotient(Sum(change), Known(bottom**2)))
    a, b = e.as_two_terms()
    change = (Product((Slope(a), Known(b))), Product((Known(a), Slope(b))))
    return Move("product rule", Sum(change))


def _of_power(e: sp.Expr, x: sp.Symbol) -> Move:
    u, n = e.args
    if not n.has(x):
        if u == x:
            return Move("power rule", Known(n * x ** (n - 1)))
        return _chain("power rule", (Known(n), Known(u ** (n - 1))), u, x)
    if not u.has(x):
        return _chain("exponential rule", (Known(e), Known(sp.log(u))), n, x)
    # uⁿ = exp(n log u): the outer function is exp, so its slope is itself.
    return _chain("exponential rule", (Known(e),), n * sp.log(u), x)


def _of_function(e: sp.Expr, x: sp.Symbol) -> Move:
    if e.func not in SLOPES:
        _refuse(e)
    rule, slope = SLOPES[e.func]
    u = e.args[0]
    return _chain(rule, slope(u), u, x)


def _chain(rule: str, outer: tuple[Term, ...], u: sp.Expr, x: sp.Symbol) -> Move:
    """The slope of the outer function at u, times the slope of u."""
    if u == x:
        return Move(rule, outer[0] if len(outer) == 1 else Product(outer))
    return Move(f"chain rule with the {rule}", Product((*outer, Slope(u))), u)


def _refuse(e: sp.Expr) -> None:
    if isinstance(e, KINKS):
        raise ValueError(
            f"the formula must be smooth, got {shown(e)}, which has a kink or a jump. "
            "Derive each smooth piece on its own, or use sqrt(x**2 + 0.01)."
        )
    raise ValueError(
        f"no rule is known for {e.func.__name__}, got {shown(e)}. "
        f"Use {', '.join(sorted(f.__name__ for f in SLOPES))}, or powers."
    )


def _known(*expressions: sp.Expr) -> tuple[Term, ...]:
    return tuple(Known(sp.sympify(expression)) for expression in expressions)


TRIGONOMETRIC, HYPERBOLIC = "trigonometric rule", "hyperbolic rule"
SLOPES = {
    sp.exp: ("exponential rule", lambda u: _known(sp.exp(u))),
    sp.log: ("logarithm rule", lambda u: _known(1 / u)),
    sp.sin: (TRIGONOMETRIC, lambda u: _known(sp.cos(u))),
    sp.cos: (TRIGONOMETRIC, lambda u: _known(-sp.sin(u))),
    sp.tan: (TRIGONOMETRIC, lambda u: _known(1 + sp.tan(u) ** 2)),
    sp.asin: (TRIGONOMETRIC, lambda u: _known(1 / sp.sqrt(1 - u**2))),
    sp.acos: (TRIGONOMETRIC, lambda u: _known(-1 / sp.sqrt(1 - u**2))),
    sp.atan: ("arctangent rule", lambda u: _known(1 / (1 + u**2))),
    sp.sinh: (HYPERBOLIC, lambda u: _known(sp.cosh(u))),
    sp.cosh: (HYPERBOLIC, lambda u: _known(sp.sinh(u))),
    sp.tanh: ("tanh rule", lambda u: _known(1 - sp.tanh(u) ** 2)),
    sp.asinh: (HYPERBOLIC, lambda u: _known(1 / sp.sqrt(1 + u**2))),
}
