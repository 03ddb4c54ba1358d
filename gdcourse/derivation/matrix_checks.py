"""Lesson 01: is every line of a matrix derivation true?

Two independent judges, both asked about the first line of the derivation only:
SymPy differentiates it entry by entry at explicit small sizes, and the lines must agree
to 30 digits at random rational entries; NumPy differentiates it by the complex step at
random sizes. SymPy's derivative by a ``MatrixSymbol`` is never used: beyond quadratic
forms it returns zero matrices without a warning.
"""

from functools import cache

import numpy as np

from gdcourse.derivation.matrix_lines import MatrixForm, MatrixLine

DIGITS = 30
STEP = 1e-200


@cache
def check_form(form: MatrixForm) -> int:
    """The number of lines checked, or ValueError that names the first false line."""
    rng = np.random.default_rng(2)
    judges = (sympy_gaps(form, rng), *(complex_gaps(form, rng) for _ in range(3)))
    for number, line in enumerate(form.lines, start=1):
        gap = max(gaps[number - 1] for gaps in judges)
        if not gap < 1:
            raise ValueError(
                f"line {number} of {form.name} must equal the {line.part} of line 1, "
                f"got a difference at random entries ({line.reason}: "
                f"{line.write(form.letters).text}). Compute it by hand for n = d = 1."
            )
    return len(form.lines)


def sizes_and_data(form: MatrixForm, n: int, d: int, c: int, draw) -> tuple:
    """Random parameters, their change, and data for a form, as ``draw(*shape)``."""
    if "W" in form.letters:
        Y = draw(n, c)
        Y[:, -1] = 1 - Y[:, :-1].sum(axis=1)
        return draw(1, d, c), draw(1, d, c), (draw(n, d), Y)
    numbers = [draw(1)[0] ** 2] if "strength" in form.letters else []
    return draw(d, 1), draw(d, 1), (draw(n, d), draw(n, 1), *numbers)


def evaluate(line: MatrixLine, w, dw, data: tuple) -> np.ndarray:
    """The line at arrays; a line of a change also gets dw."""
    extra = (dw,) if line.part in ("differential", "change") else ()
    return np.asarray(line.formula(w, *data, *extra)).reshape(-1)


def sympy_gaps(form: MatrixForm, rng) -> list[float]:
    """Relative distance of each line from SymPy's answer, in units of 10⁻²⁵."""
    import sympy

    def rationals(*shape):
        top, bottom = rng.integers(-9, 10, shape), rng.integers(2, 8, shape)
        return np.frompyfunc(sympy.Rational, 2, 1)(top, bottom)

    w, dw, data = sizes_and_data(form, 3, 2, 3, rationals)
    names = np.array(sympy.symbols(f"w:{w.size}", real=True), dtype=object)
    first = evaluate(form.lines[0], names.reshape(w.shape), None, data)[0]
    place = dict(zip(names, w.ravel(), strict=True))

    def at_w(expression):
        return sympy.sympify(expression).xreplace(place).n(DIGITS + 10)

    slopes = [at_w(first.diff(name)) for name in names]
    # The last gradient line is compared with these slopes below; it is shorter.
    last = form.formula("gradient")(names.reshape(w.shape), *data).ravel()
    bends = np.array([[at_w(entry.diff(name)) for name in names] for entry in last])
    wanted = references(at_w(first), slopes, bends, dw.ravel())
    gaps = []
    for line in form.lines:
        found = [at_w(entry) for entry in evaluate(line, w, dw, data)]
        gaps.append(largest_gap(found, wanted[line.part]) / 10.0 ** (5 - DIGITS))
    return gaps


def complex_gaps(form: MatrixForm, rng) -> list[float]:
    """Relative distance of each line from the complex step, in units of 10⁻¹⁰."""
    n, d, c = rng.integers(2, 8, 3)
    w, dw, data = sizes_and_data(form, n, d, c, lambda *shape: rng.normal(size=shape))
    first, last = form.lines[0], form.formula("gradient")
    slopes, bends = np.empty(w.size), np.empty((w.size, w.size))
    for k in range(w.size):
        shifted = w.astype(complex)
        shifted.flat[k] += 1j * STEP
        slopes[k] = evaluate(first, shifted, None, data)[0].imag / STEP
        bends[:, k] = last(shifted, *data).imag.ravel() / STEP
    value = evaluate(first, w, None, data)[0]
    wanted = references(value, slopes, bends, dw.ravel())
    return [
        largest_gap(evaluate(line, w, dw, data), wanted[line.part]) / 1e-10
        for line in form.lines
    ]


def references(value, slopes, bends: np.ndarray, dw: np.ndarray) -> dict[str, list]:
    """What the lines of each part must equal."""
    return {
        "loss": [value],
        "differential": [np.dot(slopes, dw)],
        "gradient": list(slopes),
        "change": list(bends @ dw),
        "hessian": list(bends.ravel()),
    }


def largest_gap(found, wanted) -> float:
    """The largest difference of matching entries, relative to the largest entry."""
    if len(found) != len(wanted):
        return float("inf")
    scale = 1 + max(abs(entry) for entry in wanted)
    gaps = [abs(a - b) / scale for a, b in zip(found, wanted, strict=True)]
    return float(max(gaps)) if all(gap == gap for gap in gaps) else float("inf")
