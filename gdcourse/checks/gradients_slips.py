"""Lesson 01: E01.1, the usual slips in deriving a gradient, each with its hint."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from gdcourse.checks.gradients_deriving import symbolic

__all__ = ["symbolic"]


def slope(expr: Any, v: Any) -> Any:
    return expr.diff(v)


def compiled(expressions: Sequence[Any], variables: tuple) -> Callable:
    from gdcourse.derivation import compile_expressions

    return compile_expressions(list(expressions), variables)


def both(expr: Any, variables: tuple, slope: Callable = slope) -> tuple:
    """Gradient and Hessian as functions, by a rule for slopes that may be wrong."""
    slopes = [slope(expr, v) for v in variables]
    bends = compiled([s.diff(w) for s in slopes for w in variables], variables)
    d = len(variables)
    return compiled(slopes, variables), lambda p: bends(p).reshape(d, d)


def by_rules(expr: Any, v: Any, inner: Callable) -> Any:
    """The slope by sum, product and power rule; ``inner`` is the factor of a chain."""
    if expr.is_Add:
        return sum(by_rules(term, v, inner) for term in expr.args)
    if expr.is_Mul:
        others = [expr / factor for factor in expr.args]
        slopes = [by_rules(factor, v, inner) for factor in expr.args]
        return sum(s * rest for s, rest in zip(slopes, others, strict=True))
    if expr.is_Pow and expr.exp.is_number and expr.base.has(v):
        factor = 1 if expr.base == v else inner(expr.base, v)
        return expr.exp * expr.base ** (expr.exp - 1) * factor
    return expr.diff(v)


@symbolic.mutant("Which slope comes first? The order is that of `variables`.")
def swaps_the_coordinates(expr, variables):
    gradient, hessian = both(expr, variables)
    return lambda p: gradient(p)[::-1], hessian


@symbolic.mutant("Which term carries x twice? The chain rule leaves an inner factor.")
def forgets_the_inner_slope(expr, variables):
    def ones(base, v):
        return 1

    return both(expr, variables, lambda e, v: by_rules(e, v, ones))


@symbolic.mutant("What is the slope in x of y − x**2? Keep its minus sign.")
def loses_the_inner_minus(expr, variables):
    def without_minus(base, v):
        found = base.diff(v)
        return -found if found.could_extract_minus_sign() else found

    return both(expr, variables, lambda e, v: by_rules(e, v, without_minus))


@symbolic.mutant("A gradient has one slope for each variable; yours is one number.")
def adds_the_slopes_up(expr, variables):
    gradient, hessian = both(expr, variables)
    return lambda p: gradient(p).sum(), hessian


@symbolic.mutant("Your functions want x and y one by one: lambdify([variables], …).")
def asks_for_each_number_by_itself(expr, variables):
    gradient, hessian = both(expr, variables)

    def one_by_one(x, y):
        return gradient(np.array([x, y]))

    return one_by_one, lambda x, y: hessian(np.array([x, y]))


@symbolic.mutant(
    "Take the names and their order from `variables`, not from the formula."
)
def sorts_the_variables_by_name(expr, variables):
    gradient, hessian = both(expr, variables)
    order = np.argsort([v.name for v in variables])
    return lambda p: gradient(p)[order], lambda p: hessian(p)[np.ix_(order, order)]


@symbolic.mutant(
    "A symbol that you make yourself is another x: differentiate by `variables`."
)
def makes_new_symbols(expr, variables):
    return both(expr, variables, lambda e, v: e.diff(type(v)(v.name)))


@symbolic.mutant("What do the entries beside the diagonal say? Differentiate twice.")
def keeps_only_the_diagonal(expr, variables):
    gradient, hessian = both(expr, variables)
    return gradient, lambda p: np.diag(np.diag(hessian(p)))


@symbolic.mutant("Your gradient has shape (d, 1); a point has shape (d,). Flatten it.")
def returns_a_column(expr, variables):
    gradient, hessian = both(expr, variables)
    return lambda p: gradient(p)[:, None], hessian


@symbolic.mutant("An expression is no function yet: sp.lambdify makes one of it.")
def returns_the_expressions(expr, variables):
    slopes = [slope(expr, v) for v in variables]
    return slopes, [[slope(s, w) for w in variables] for s in slopes]
