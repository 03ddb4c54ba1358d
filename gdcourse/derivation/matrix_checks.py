"""Lesson 01: is every line of a matrix derivation true?

Two independent judges, both asked about the first line of the derivation only:
SymPy differentiates it entry by entry at explicit small sizes, and the lines must agree
to 30 digits at random rational entries; NumPy differentiates it by the complex step at
random sizes. SymPy's derivative by a ``MatrixSymbol`` is never used: beyond quadratic
forms it returns zero matrices without a warning.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

import numpy as np

from gdcourse.derivation.entrywise import in_sympy
from gdcourse.derivation.matrix_lines import MatrixForm, MatrixLine

DIGITS = 30
STEP = 1e-200


@dataclass(frozen=True)
class Answers:
    """A place, what the lines of each part must equal there, and how exactly."""

    w: np.ndarray
    dw: np.ndarray
    data: tuple
    wanted: dict[str, list]
    tolerance: float


@cache
def check_form(form: MatrixForm) -> int:
    """The number of lines checked, or ValueError that names the first false line."""
    rng = np.random.default_rng(2)
    for judge in (complex_answers, complex_answers, complex_answers, sympy_answers):
        answers = judge(form, rng)
        for number, line in enumerate(form.lines, start=1):
            if not agrees(line, answers):
                raise ValueError(
                    f"line {number} of {form.name} must equal the {line.part} of "
                    f"line 1, got {line.write(form.letters).text} ({line.reason}). "
                    "Work it out by hand for n = d = 1."
                )
    return len(form.lines)


def agrees(line: MatrixLine, answers: Answers) -> bool:
    """Is every entry of the line what it must be?"""
    wanted = answers.wanted[line.part]
    try:
        found = evaluate(line.formula, line.part, answers)
    except ValueError:  # shapes that do not fit
        return False
    if len(found) != len(wanted):
        return False
    scale = 1 + max(abs(entry) for entry in wanted)
    gaps = [abs(a - b) / scale for a, b in zip(found, wanted, strict=True)]
    return all(gap < answers.tolerance for gap in gaps)


def evaluate(formula: Callable, part: str, at: Answers) -> np.ndarray:
    """The entries of a line; a line of a change also gets dw."""
    extra = (at.dw,) if part in ("differential", "change") else ()
    entries = np.asarray(formula(at.w, *at.data, *extra)).reshape(-1)
    return in_sympy("N", entries, DIGITS + 10) if entries.dtype == object else entries


def sympy_answers(form: MatrixForm, rng: np.random.Generator) -> Answers:
    """SymPy differentiates line 1 entry by entry, at rational places."""
    import sympy

    def draw(*shape):
        top, bottom = rng.integers(1, 10, shape), rng.integers(2, 8, shape)
        signs = rng.choice([-1, 1], shape)
        return np.frompyfunc(sympy.Rational, 2, 1)(signs * top, bottom)

    w, dw, data = _place(form, 2, 2, 3, draw)
    names = np.array(sympy.symbols(f"w:{w.size}", real=True), dtype=object)
    numbers = dict(zip(names, w.ravel(), strict=True))

    def slopes(expression):
        return [expression.diff(s).xreplace(numbers).n(DIGITS + 10) for s in names]

    first = np.ravel(form.lines[0].formula(names.reshape(w.shape), *data))[0]
    # The last line of the gradient is judged too; it is shorter to differentiate.
    last = form.formula("gradient")(names.reshape(w.shape), *data).ravel()
    bends = np.array([slopes(entry) for entry in last])
    value = first.xreplace(numbers).n(DIGITS + 10)
    wanted = _wanted(value, slopes(first), bends, dw.ravel())
    return Answers(w, dw, data, wanted, 10.0 ** (5 - DIGITS))


def complex_answers(form: MatrixForm, rng: np.random.Generator) -> Answers:
    """The complex step differentiates line 1 in NumPy, at random sizes."""
    n, d, c = rng.integers(2, 8, 3)
    w, dw, data = _place(form, n, d, c, lambda *shape: rng.normal(size=shape))
    first, last = form.lines[0].formula, form.formula("gradient")
    slopes, bends = np.empty(w.size), np.full((w.size, w.size), np.nan)
    for k in range(w.size):
        shifted = w.astype(complex)
        shifted.flat[k] += 1j * STEP
        slopes[k] = np.ravel(first(shifted, *data))[0].imag / STEP
        # A gradient of a wrong shape is refused before its own slopes are asked for.
        with suppress(ValueError):
            bends[:, k] = last(shifted, *data).imag.ravel() / STEP
    value = np.ravel(first(w, *data))[0]
    return Answers(w, dw, data, _wanted(value, slopes, bends, dw.ravel()), 1e-10)


def _place(form: MatrixForm, n: int, d: int, c: int, draw: Callable) -> tuple:
    """Random parameters, their change, and data for a form, as ``draw(*shape)``."""
    if "W" in form.letters:
        Y = draw(n, c)
        Y[:, -1] = 1 - Y[:, :-1].sum(axis=1)
        return draw(1, d, c), draw(1, d, c), (draw(n, d), Y)
    numbers = [draw(1)[0] ** 2] if "strength" in form.letters else []
    return draw(d, 1), draw(d, 1), (draw(n, d), draw(n, 1), *numbers)


def _wanted(value, slopes, bends: np.ndarray, dw: np.ndarray) -> dict[str, list]:
    """What the lines of each part must equal."""
    return {
        "loss": [value],
        "differential": [np.dot(slopes, dw)],
        "gradient": list(slopes),
        "change": list(bends @ dw),
        "hessian": list(bends.ravel()),
    }
