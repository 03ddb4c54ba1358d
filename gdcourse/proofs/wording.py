"""Formulas as they are typed, for messages that stand outside of a formula."""

import re
from collections.abc import Iterable
from typing import Any

import sympy as sp

from gdcourse.proofs.region import Region

FRACTION = r"\\frac\{(\w|\\[a-z]+)\}\{(\w|\\[a-z]+)\}"
TYPED = (
    (FRACTION, r"\1/\2"),
    (r"\\star", "*"),
    (r"\\mu(?![a-z])", "μ"),
    (r"\\(?:left|right)(?![a-z])", ""),
    (r"\\langle ?", "⟨"),
    (r" ?\\rangle", "⟩"),
    (r"\\\|", "‖"),
    (r"‖\^2", "‖²"),
    (r"\\,", " "),
    (r"_\{([^\W_]|\*)\}", r"_\1"),
)


def plain(text: str) -> str:
    """LaTeX as it is typed.

    >>> print(plain(r"x_{\\star} - x_{k} + \\frac{1}{\\mu}\\,g_{k+1}"))
    x_* - x_k + 1/μ g_{k+1}
    """
    for latex, written in TYPED:
        text = re.sub(latex, written, text)
    return text


def listed(terms: Iterable[tuple[Any, str]]) -> str:
    """Terms of a sum, coefficients and names, as they are typed.

    >>> print(listed([(sp.Symbol("k") + 1, "f_{k}"), (-1, "f_{k+1}")]))
    (k + 1) · f_k, -1 · f_{k+1}
    """
    return ", ".join(
        f"({c}) · {plain(name) or 1}"
        if getattr(c, "is_Add", False)
        else f"{c} · {plain(name) or 1}"
        for c, name in terms
    )


def told(value: Any, where: Region) -> sp.Expr:
    """An element of a region's field in the letters of a theorem, not in coordinates.

    >>> L, mu, d = sp.symbols("L mu d")
    >>> region = Region(mu, positive={d: L - mu}, solve={L: mu + d})
    >>> told(region.evaluate((L - mu) / L), region)
    (L - mu)/L
    """
    return sp.factor(where.shown(value).xreplace(where.positive | where.nonnegative))


def meanings_of(message: str, where: Region) -> str:
    """What coordinates stand for, where a message has to speak of them.

    >>> L, mu, d = sp.symbols("L mu d")
    >>> region = Region(mu, positive={d: L - mu}, solve={L: mu + d})
    >>> meanings_of("got the pivot -d", region)
    ' Here d = L - mu > 0.'
    """
    signed = ((">", where.positive), ("≥", where.nonnegative))
    return "".join(
        f" Here {coordinate} = {meaning} {sign} 0."
        for sign, meanings in signed
        for coordinate, meaning in meanings.items()
        if coordinate != meaning and re.search(rf"\b{coordinate}\b", message)
    )
