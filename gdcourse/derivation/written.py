"""Lesson 01: symbols that write down what is done to them.

A line of a matrix derivation is one Python function. On NumPy arrays it computes; on
the symbols of this module it writes its own LaTeX. So a line is typed once, and what a
reader sees is what has been checked.

>>> X, w, y, n = symbol("X"), symbol("w"), symbol("y"), symbol("n", scalar=True)
>>> print((X.T @ (X @ w - y) / n).text)
1/n Xᵀ(Xw − y)
>>> print((X.T @ (X @ w - y) / n).latex)
\\frac{1}{n} X^{\\top} (X w - y)
"""

from dataclasses import dataclass

SUM, ENTRYWISE, PRODUCT, SYMBOL = 0, 1, 2, 3
SIGNS = {
    "⁻ᶻ": "^{-z}",
    "ᶻ": "^{z}",
    "ᵀ": r"^{\top}",
    "²": "^{2}",
    "ᵢ": "_{i}",
    "σ": r"\sigma",
    "λ": r"\lambda",
    "‖": r"\Vert ",
    "∇": r"\nabla ",
}
Where = tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, eq=False)
class Written:
    """An expression as LaTeX and as plain text; ``rank`` says when it needs brackets.

    ``where`` lists the names used in it: (LaTeX, its definition, both as text, why).
    """

    latex: str
    text: str
    rank: int = SYMBOL
    scalar: bool = False
    where: Where = ()

    def __add__(self, other):
        return _sum(self, " + ", " + ", other)

    def __radd__(self, other):
        return _sum(written(other), " + ", " + ", self)

    def __sub__(self, other):
        return _sum(self, " - ", " − ", other)

    def __rsub__(self, other):
        return _sum(written(other), " - ", " − ", self)

    def __neg__(self):
        one = bracketed(self, PRODUCT)
        return Written("-" + one.latex, "−" + one.text, SUM, self.scalar, self.where)

    def __matmul__(self, other):
        return _product(self, " ", "", other)

    def __mul__(self, other):
        other = written(other)
        if self.scalar or other.scalar:
            gap = "" if self.text.isdigit() else " "
            return _product(self, gap, gap, other)
        return _product(self, r" \odot ", " ⊙ ", other, ENTRYWISE)

    def __rmul__(self, other):
        return written(other) * self

    def __truediv__(self, other):
        other = written(other)
        plain = self.scalar and self.rank == SYMBOL and len(self.text) == 1
        top = self if plain else written(1)
        bottom = bracketed(other, SYMBOL).text
        ratio = Written(
            rf"\frac{{{top.latex}}}{{{other.latex}}}",
            f"{top.text}/{bottom}",
            PRODUCT,
            scalar=True,
            where=self.where + other.where,
        )
        return ratio if plain else ratio * self

    def __rtruediv__(self, other):
        return written(other) / self

    @property
    def T(self):
        one = bracketed(self, SYMBOL)
        return Written(
            rf"{one.latex}^{{\top}}", f"{one.text}ᵀ", SYMBOL, self.scalar, self.where
        )


def symbol(latex: str, text: str = "", scalar: bool = False) -> Written:
    """A letter, with its LaTeX and its plain text."""
    return Written(latex, text or latex, SYMBOL, scalar)


def written(value: object) -> Written:
    """Numbers become written numbers; written things stay."""
    if isinstance(value, Written):
        return value
    return Written(str(value), str(value), SYMBOL, scalar=True)


def bracketed(value: Written, rank: int) -> Written:
    """The value with brackets around it if it binds more loosely than ``rank``."""
    if value.rank >= rank:
        return value
    return Written(
        f"({value.latex})", f"({value.text})", SYMBOL, value.scalar, value.where
    )


def applied(latex: str, text: str, *inside: Written, scalar: bool = False) -> Written:
    """A function of written things: templates with {0}, {1} for the arguments.

    The braces of LaTeX itself are doubled in the template.
    """
    return Written(
        latex.format(*(value.latex for value in inside)),
        text.format(*(value.text for value in inside)),
        SYMBOL,
        scalar,
        sum((value.where for value in inside), ()),
    )


def named(letter: str, value: Written, reason: str) -> Written:
    """The letter, which remembers what it stands for."""
    meaning = (letter, value.latex, f"{letter} = {value.text}", reason)
    return Written(letter, letter, where=(*value.where, meaning))


def latex_words(text: str) -> str:
    """Words for a display in LaTeX; the signs that fonts draw badly become LaTeX.

    >>> latex_words("slope of σ")
    '\\\\text{slope of }\\\\sigma\\\\text{}'
    """
    for sign, code in SIGNS.items():
        text = text.replace(sign, rf"}}{code}\text{{")
    return rf"\text{{{text}}}"


def _sum(left: Written, latex: str, text: str, right: object) -> Written:
    right = written(right)
    last = right if latex == " + " else bracketed(right, PRODUCT)
    return Written(
        left.latex + latex + last.latex,
        left.text + text + last.text,
        SUM,
        left.scalar and right.scalar,
        left.where + right.where,
    )


def _product(
    left: Written, latex: str, text: str, right: Written, rank: int = PRODUCT
) -> Written:
    one, two = bracketed(left, PRODUCT), bracketed(right, PRODUCT)
    # Two letters or more in a row read as one word: X dw, not Xdw.
    word = two.text[:2].isalpha() and len(two.text[:2]) == 2
    latex = r" \, " if two.latex.startswith(r"\mathrm") else latex
    return Written(
        one.latex + latex + two.latex,
        one.text + (text or " " * word) + two.text,
        rank,
        left.scalar and right.scalar,
        left.where + right.where,
    )
