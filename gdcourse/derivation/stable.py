"""Functions that stay finite where the textbook form overflows.

``log(1 + exp(z))`` is infinite at z = 800 and its derivative is NaN, though the true
values are 800 and 1. ``stable`` finds such forms in an expression and writes them with
the functions below, which SymPy can differentiate and NumPy can evaluate. All accept
complex numbers, so that a complex step can check them.
"""

from functools import reduce

import numpy as np
import sympy as sp


class _Real(sp.Function):
    """A function that is real where its arguments are."""

    def _eval_is_extended_real(self):
        return all(arg.is_extended_real for arg in self.args)


class _Positive(_Real):
    """A function that is positive where its arguments are real."""

    def _eval_is_positive(self):
        return all(arg.is_real for arg in self.args)


class logistic(_Positive):
    """1 / (1 + exp(-z))."""

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        """The derivative, for SymPy."""
        return logistic(self.args[0]) * logistic(-self.args[0])


class softplus(_Positive):
    """log(1 + exp(z))."""

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        """The derivative, for SymPy."""
        return logistic(self.args[0])


class log_cosh(_Real):
    """log(cosh(z))."""

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        """The derivative, for SymPy."""
        return sp.tanh(self.args[0])


class log_sum_exp(_Real):
    """log(exp(u) + exp(v) + ...)."""

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        """The derivative, for SymPy."""
        return sp.exp(self.args[argindex - 1] - self)


def stable(expression: sp.Expr) -> sp.Expr:
    """The same function, in a form whose derivatives do not overflow.

    >>> x, y = sp.symbols("x y", real=True)
    >>> stable(sp.log(1 + sp.exp(x)) / (1 + sp.exp(-2 * x)))
    logistic(2*x)*softplus(x)
    >>> stable(sp.exp(x) / (sp.exp(x) + sp.exp(y)))
    exp(x - log_sum_exp(x, y))
    """
    expression = expression.replace(sp.Pow, _stable_power)
    expression = expression.replace(sp.Mul, _stable_product)
    return expression.replace(sp.log, _stable_logarithm)


def _exponents(terms: tuple[sp.Expr, ...]) -> list[sp.Expr] | None:
    """The u_i if the terms are c_i exp(u_i) with c_i > 0, c_i moved into u_i."""
    found = []
    for term in terms:
        factor, rest = term.as_coeff_Mul()
        if term.is_number and term.is_positive:
            found.append(sp.log(term))
        elif factor.is_positive and isinstance(rest, sp.exp):
            found.append(sp.log(factor) + rest.exp)
        else:
            return None
    return found


def _log_of_sum(us: list[sp.Expr]) -> sp.Expr:
    if len(us) == 2 and 0 in us:
        return softplus(us[0] + us[1])
    return log_sum_exp(*us)


def _stable_power(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    if isinstance(base, sp.cosh) and exponent.is_negative:
        return sp.exp(exponent * log_cosh(base.args[0]))
    us = _exponents(base.args) if base.is_Add else None
    if us is None or (exponent.is_integer and exponent.is_positive):
        return sp.Pow(base, exponent)
    constants = [u for u in us if u.is_number]
    if len(us) == 2 and len(constants) == 1 and exponent.is_negative:
        a = constants[0]
        return sp.exp(a * exponent) * logistic(2 * a - us[0] - us[1]) ** -exponent
    return sp.exp(exponent * _log_of_sum(us))


def _stable_product(*args: sp.Expr) -> sp.Expr:
    """exp(u) logistic(-u) is logistic(u): no infinity times zero."""
    factors = sp.Mul.make_args(sp.Mul(*args))
    u = sum((factor.exp for factor in factors if isinstance(factor, sp.exp)), sp.S.Zero)
    rest = [factor for factor in factors if not isinstance(factor, sp.exp)]
    for i, factor in enumerate(rest):
        base, power = factor.as_base_exp()
        while isinstance(base, logistic) and power.is_number and power >= 1:
            less = u + base.args[0]
            if _size(less) >= _size(u):
                break
            rest[i] *= logistic(-base.args[0]) / base
            u, power = less, power - 1
    return sp.Mul(*rest, sp.exp(u))


def _size(u: sp.Expr) -> sp.Expr:
    return sum(abs(number) for number in u.as_coefficients_dict().values())


def _stable_logarithm(inside: sp.Expr) -> sp.Expr:
    """log of products and powers first taken apart."""
    if not inside.has(sp.exp, sp.cosh, logistic, log_cosh):
        return sp.log(inside)
    parts = sp.expand_log(sp.log(inside), deep=False)
    return parts.replace(sp.log, _logarithm)


def _logarithm(inside: sp.Expr) -> sp.Expr:
    if isinstance(inside, logistic):
        return -softplus(-inside.args[0])
    if isinstance(inside, sp.cosh):
        return log_cosh(inside.args[0])
    if isinstance(1 - inside, logistic):
        return -softplus((1 - inside).args[0])
    us = _exponents(inside.args) if inside.is_Add else None
    return sp.log(inside) if us is None else _log_of_sum(us)


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
