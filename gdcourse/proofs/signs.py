"""Lesson 03: the sign of a polynomial, read off its terms. No minus sign, no doubt."""

from typing import Any


def sign(polynomial: Any) -> int:
    """1 or -1 where the signs of the terms settle it, 0 where they do not.

    Of a product each factor is looked at; a squared one is at least 0 in any case.

    >>> from sympy import QQ, ring
    >>> _, x, y = ring("x y", QQ)
    >>> sign(x + 2 * y), sign(-x * y), sign(x - y), sign((x - y) ** 2)
    (1, -1, 0, 1)
    """
    one = sign_of_terms(polynomial)
    if one:
        return one
    constant, factors = polynomial.factor_list()
    settled = 1 if constant > 0 else -1
    for factor, multiplicity in factors:
        if multiplicity % 2:
            settled = settled * sign_of_terms(factor)
    return settled


def sign_of_terms(polynomial: Any) -> int:
    """1 or -1 if all coefficients have that sign, 0 otherwise."""
    coefficients = polynomial.coeffs()
    if all(c > 0 for c in coefficients):
        return 1
    return -1 if all(c < 0 for c in coefficients) else 0
