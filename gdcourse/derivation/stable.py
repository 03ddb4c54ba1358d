"""Functions that stay finite where the textbook form overflows.

``log(1 + exp(z))`` is infinite at z = 800 and its derivative is NaN, though the true
values are 800 and 1. ``stable`` finds such forms in an expression and writes them with
the functions below, which SymPy can differentiate and NumPy can evaluate. All accept
complex numbers, so that a complex step can check them.
"""

from functools import reduce

import numpy as np
import sympy as sp


class logistic(sp.Function):
    """1 / (1 + exp(-z))."""

    def fdiff(self, argindex=1):
        return logistic(self.args[0]) * logistic(-self.args[0])


class softplus(sp.Function):
    """log(1 + exp(z))."""

    def fdiff(self, argindex=1):
        return logistic(self.args[0])


class log_cosh(sp.Function):
    """log(cosh(z))."""

    def fdiff(self, argindex=1):
        return sp.tanh(self.args[0])


class log_sum_exp(sp.Function):
    """log(exp(u) + exp(v) + ...)."""

    def fdiff(self, argindex=1):
        return sp.exp(self.args[argindex - 1] - self)


def stable(expression: sp.Expr) -> sp.Expr:
    """The same function, in a form whose derivatives do not overflow.

    >>> x = sp.Symbol("x", real=True)
    >>> stable(sp.log(1 + sp.exp(x)) / (1 + sp.exp(-2 * x)))
    logistic(2*x)*softplus(x)
    """
    for query, value in (
        (sp.Pow, _stable_power),
        (sp.Mul, _stable_product),
        (sp.log, _stable_logarithm),
    ):
        expression = expression.replace(query, lambda *args, f=value: f(args))
    return expression


def _exponents(terms: tuple[sp.Expr, ...]) -> list[sp.Expr] | None:
    """The u_i if the terms are c_i exp(u_i) with c_i > 0, c_i moved into u_i."""
    found = []
    for term in terms:
        factor, rest = term.as_coeff_Mul()
        if not (factor.is_positive and (rest == 1 or isinstance(rest, sp.exp))):
            return None
        found.append(sp.log(factor) + (0 if rest == 1 else rest.exp))
    return found


def _stable_power(args: tuple[sp.Expr, ...]) -> sp.Expr:
    base, exponent = args
    if base.is_Add and exponent.is_negative:
        us = _exponents(base.args)
        constants = [u for u in us or () if u.is_number]
        if us and len(us) == 2 and len(constants) == 1:
            a = constants[0]
            u = us[0] + us[1] - a
            return sp.exp(a * exponent) * logistic(a - u) ** -exponent
    return sp.Pow(base, exponent)


def _stable_product(args: tuple[sp.Expr, ...]) -> sp.Expr:
    """exp(u) logistic(-u) is logistic(u): no infinity times zero."""
    product = sp.Mul(*args)
    factors = product.as_powers_dict() if product.is_Mul else {}
    for base, power in factors.items():
        u = sum((k * b.args[0] for b, k in factors.items() if isinstance(b, sp.exp)), 0)
        u += factors.get(sp.E, 0)
        if isinstance(base, logistic) and power >= 1 and base.args[0] + u == 0:
            return product / sp.exp(u) / base * logistic(u)
    return product


def _stable_logarithm(args: tuple[sp.Expr, ...]) -> sp.Expr:
    (inside,) = args
    if isinstance(inside, logistic):
        return -softplus(-inside.args[0])
    if isinstance(inside, sp.cosh):
        return log_cosh(inside.args[0])
    if isinstance(1 - inside, logistic):
        return -softplus((1 - inside).args[0])
    us = _exponents(inside.args) if inside.is_Add else None
    if us is None:
        return sp.log(inside)
    if len(us) == 2 and 0 in us:
        return softplus(us[0] + us[1])
    return log_sum_exp(*us)


def _negative(z):
    return np.real(z) < 0


def numpy_absolute(z):
    """|z| by the sign of the real part, so that a complex step passes through."""
    return np.where(_negative(z), -z, z)


def numpy_sign(z):
    return np.sign(np.real(z))


def numpy_logistic(z):
    small = np.exp(-numpy_absolute(z))
    return np.where(_negative(z), small, 1) / (1 + small)


def numpy_softplus(z):
    return np.where(_negative(z), 0, z) + np.log1p(np.exp(-numpy_absolute(z)))


def numpy_log_cosh(z):
    size = numpy_absolute(z)
    far = size + np.log1p(np.exp(-2 * size)) - float(np.log(2))
    return np.where(np.real(size) < 1, np.log1p(2 * np.sinh(z / 2) ** 2), far)


def numpy_log_sum_exp(*us):
    top = reduce(np.maximum, [np.real(u) for u in us])
    return top + np.log(sum(np.exp(u - top) for u in us))


NUMPY = {
    "absolute": numpy_absolute,
    "sign": numpy_sign,
    "logistic": numpy_logistic,
    "softplus": numpy_softplus,
    "log_cosh": numpy_log_cosh,
    "log_sum_exp": numpy_log_sum_exp,
}
