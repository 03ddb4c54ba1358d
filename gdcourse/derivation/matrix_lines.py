"""Lesson 01: derivations in matrix notation that are checked line by line.

A ``MatrixForm`` is a loss with its derivation: loss → differential → gradient → change
of the gradient → Hessian. A line is one Python function (see ``matrix_words``): on
arrays it computes, on symbols it writes LaTeX. The last line of each part is the NumPy
function that the course runs, so nothing is typed twice. A form shows itself only
after ``verify`` has compared every line with SymPy and with the complex step.
"""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature

import numpy as np
from numpy.typing import ArrayLike

from gdcourse.derivation.written import Written, latex_words, symbol

PARTS = {
    "loss": ("L", "L"),
    "differential": (r"\mathrm{d}L", "dL"),
    "gradient": (r"\nabla L", "∇L"),
    "change": (r"\mathrm{d}\nabla L", "d∇L"),
    "hessian": (r"\nabla^2 L", "∇²L"),
}


@dataclass(frozen=True, eq=False)
class MatrixLine:
    """One line: its part, the reason why it is true, and the formula as a function."""

    part: str
    reason: str
    formula: Callable

    def write(self, letters: dict[str, Written]) -> Written:
        """The line in symbols, made by running its formula on them."""
        return self.formula(
            *(letters[name] for name in signature(self.formula).parameters)
        )


def loss(reason: str, formula: Callable) -> MatrixLine:
    """A line for L: a function of the parameters and the data."""
    return MatrixLine("loss", reason, formula)


def differential(reason: str, formula: Callable) -> MatrixLine:
    """A line for dL: also a function of dw, the change of the parameters."""
    return MatrixLine("differential", reason, formula)


def gradient(reason: str, formula: Callable) -> MatrixLine:
    """A line for ∇L, read off from dL = ∇Lᵀ dw."""
    return MatrixLine("gradient", reason, formula)


def change(reason: str, formula: Callable) -> MatrixLine:
    """A line for d∇L: how the gradient changes when w changes by dw."""
    return MatrixLine("change", reason, formula)


def hessian(reason: str, formula: Callable) -> MatrixLine:
    """A line for ∇²L, read off from d∇L = ∇²L dw."""
    return MatrixLine("hessian", reason, formula)


@dataclass(frozen=True, eq=False, repr=False)
class MatrixForm:
    """A loss on data, derived in matrix notation.

    In a notebook it shows its derivation. ``value``, ``gradient`` and ``hessian`` take
    the parameters w of shape (d, *batch) and the data, and return shapes batch,
    (d, *batch) and (d, d, *batch). Complex w is accepted, so the complex step works;
    float32 parameters stay float32.
    """

    name: str
    lines: tuple[MatrixLine, ...]
    letters: dict[str, Written]
    arrange: Callable

    def value(self, w: ArrayLike, *data: ArrayLike) -> np.ndarray:
        """L(w), one number for each point of the grid."""
        places, arguments = self._arranged(w, data)
        return self.formula("loss")(*arguments).reshape(places.batch)[()]

    def gradient(self, w: ArrayLike, *data: ArrayLike) -> np.ndarray:
        """∇L(w), of the shape of w."""
        places, arguments = self._arranged(w, data)
        slopes = self.formula("gradient")(*arguments)
        if slopes.ndim == 3:
            slopes = slopes.transpose(1, 2, 0)
        return slopes.reshape(places.shape)

    def hessian(self, w: ArrayLike, *data: ArrayLike) -> np.ndarray:
        """∇²L(w); a parameter matrix counts as the vector of its rows."""
        places, arguments = self._arranged(w, data)
        bends = self.formula("hessian")(*arguments)
        size = bends.shape[0]
        if bends.ndim == 2:
            bends = np.broadcast_to(bends[..., None], (size, size, places.count))
        return np.array(bends).reshape((size, size, *places.batch))

    def _arranged(self, w: ArrayLike, data: tuple) -> tuple:
        names = list(self.letters)[1:-1]
        if len(data) != len(names):
            raise TypeError(
                f"{self.name} needs the data {', '.join(names)} after the parameters, "
                f"got {len(data)} arguments. Try value(w, {', '.join(names)})."
            )
        return self.arrange(w, data)

    def formula(self, part: str) -> Callable:
        """The last line of a part: the one that runs."""
        return [line for line in self.lines if line.part == part][-1].formula

    def verify(self) -> "MatrixForm":
        """Check every line; ValueError names the first false one.

        Each line is compared, at explicit small sizes and random rational entries, with
        what SymPy finds by differentiating the first line entry by entry (30 digits),
        and at random sizes with the complex step of NumPy.
        """
        from gdcourse.derivation.matrix_checks import check_form

        check_form(self)
        return self

    def written_rows(self) -> list[tuple[str, str, str, str, str]]:
        """(number, left and right side in LaTeX, both as text, reason) of each row.

        A row without a number introduces a name just before its first use.
        """
        known, part, result = set(), None, []
        for number, line in enumerate(self.lines, start=1):
            right = line.write(self.letters)
            for letter, meaning, text, reason in right.where:
                if letter not in known:
                    known.add(letter)
                    result.append(("", letter, meaning, text, reason))
            latex, text = PARTS[line.part] if line.part != part else ("", "")
            both = f"{text:3} = {right.text}"
            result.append((f"({number})", latex, right.latex, both, line.reason))
            part = line.part
        return result

    def _repr_markdown_(self) -> str:
        self.verify()
        body = " \\\\[4pt]\n".join(
            rf"{number}\quad {left} &= {right} && {latex_words(reason)}"
            for number, left, right, _, reason in self.written_rows()
        )
        return f"$$\n\\begin{{aligned}}\n{body}\n\\end{{aligned}}\n$$"

    _repr_latex_ = _repr_markdown_

    def __str__(self) -> str:
        self.verify()
        rows = self.written_rows()
        width = max(len(both) for *_, both, _ in rows)
        return "\n".join(
            f"{number:3} {both:{width}}   {reason}".rstrip()
            for number, _, _, both, reason in rows
        )

    __repr__ = __str__


def letters(parameter: str, *data: str) -> dict[str, Written]:
    """The symbols of a form: its parameter, the change of it, and its data."""
    greek = {"strength": symbol(r"\lambda", "λ", scalar=True)}
    small = symbol(rf"\mathrm{{d}}{parameter}", f"d{parameter}")
    found = {name: greek.get(name, symbol(name)) for name in (parameter, *data)}
    return {**found, f"d{parameter}": small}
