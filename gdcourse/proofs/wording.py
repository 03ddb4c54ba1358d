"""Formulas as they are typed, for messages that stand outside of a formula."""

import re

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
