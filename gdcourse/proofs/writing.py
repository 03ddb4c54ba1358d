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
    text = sp.latex(factor, fold_short_frac=False)
    return rf"\left({text}\right)" if factor.is_Add else text


def is_sum(text: str) -> bool:
    """Whether a text has a plus or minus outside all brackets, or begins with one."""
    depth = 0
    for i, letter in enumerate(text):
        depth += letter in "{(["
        depth -= letter in "})]"
        if text.startswith((r"\left", r"\langle"), i):
            depth += 1 if text.startswith(r"\langle", i) else 0
        depth -= 1 if text.startswith(r"\rangle", i) else 0
        if letter in "+-" and depth == 0:
            return True
    return False
