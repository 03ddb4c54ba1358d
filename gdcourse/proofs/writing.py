"""How vectors and forms are written: sums and multiples of LaTeX texts."""

from collections.abc import Iterable
from typing import Any

import sympy as sp


def added(a: str, b: str) -> str:
    """a + b, without zeros and without "+ -".

    >>> added("x", "-y"), added("0", "z")
    ('x - y', 'z')
    """
    if a == "0":
        return b
    if b == "0":
        return a
    return f"{a} - {b[1:].lstrip()}" if b.startswith("-") else f"{a} + {b}"


def scaled(factor: Any, text: str) -> str:
    """A multiple of a text, in parentheses where it is a sum.

    >>> print(scaled(2, "x - y"), scaled(-1, "g"))
    2\\,\\left(x - y\\right) -g
    """
    factor = sp.sympify(factor)
    if text == "0" or factor == 0:
        return "0"
    if factor == 1:
        return text
    if text.startswith("-") and not is_sum(text[1:]):
        return scaled(-factor, text[1:].lstrip())
    body = rf"\left({text}\right)" if is_sum(text) else text
    if factor == -1:
        return f"-{body}"
    return f"{coefficient(factor)}\\,{body}"


def combined(terms: Iterable[tuple[Any, str]]) -> str:
    """A sum of multiples.

    >>> x = sp.Symbol("a")
    >>> combined([(1, "x"), (-x, "g")])
    'x - a\\\\,g'
    """
    text = "0"
    for factor, name in terms:
        factor = sp.factor(factor)
        text = added(text, scaled(factor, name) if name else sp.latex(factor))
    return text


def coefficient(factor: sp.Expr) -> str:
    """A factor in front of something, in parentheses where it is a sum."""
    factor = sp.factor(factor)
    return rf"\left({product(factor)}\right)" if factor.is_Add else product(factor)


def product(factor: sp.Expr) -> str:
    """Its factors; a minus sign in front is put into a difference, if there is one.

    >>> x = sp.Symbol("x")
    >>> print(product(1 - x / 2), product(x * (1 - x)), product(-x))
    \\frac{2 - x}{2} x \\left(1 - x\\right) - x
    """
    factor = sp.factor(factor)
    sign, rest = factor.as_coeff_Mul()
    sums = [part for part in sp.Mul.make_args(rest) if _is_difference(part)]
    if sign >= 0 or not sums:
        return sp.latex(factor, fold_short_frac=False)
    other = sp.Mul(-sign, *[p for p in sp.Mul.make_args(rest) if p is not sums[0]])
    turned = sp.latex(-sums[0], order="rev-lex")
    if other.is_Number:
        top, bottom = other.as_numer_denom()
        top = turned if top == 1 else rf"{top} \left({turned}\right)"
        return top if bottom == 1 else rf"\frac{{{top}}}{{{bottom}}}"
    return rf"{coefficient(other)} \left({turned}\right)"


def _is_difference(part: sp.Expr) -> bool:
    return part.is_Add and any(term.could_extract_minus_sign() for term in part.args)


def is_sum(text: str) -> bool:
    """Whether a text has a plus or minus outside all brackets, or begins with one.

    >>> is_sum("x - y"), is_sum(r"\\left\\|x - y\\right\\|^2"), is_sum("x_{k+1}")
    (True, False, False)
    """
    depth = 0
    for i, letter in enumerate(text):
        depth += letter in "{([" or text.startswith((r"\left", r"\langle"), i)
        depth -= letter in "})]" or text.startswith((r"\right", r"\rangle"), i)
        if letter in "+-" and depth == 0:
            return True
    return False
