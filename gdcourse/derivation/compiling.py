"""Lesson 01: from SymPy expressions to fast NumPy functions.

``lambdify`` alone has traps: a constant gradient component comes back as a scalar and
cannot be stacked with the others, ``x**3`` costs 30 times ``x*x*x`` on a grid, and
``abs`` of a complex number drops the imaginary part that a complex step needs.
"""

from collections.abc import Callable, Sequence

import numpy as np
import sympy as sp
from sympy.printing.numpy import NumPyPrinter

from gdcourse.arguments import shown
from gdcourse.derivation.stable import NUMPY

FLOAT = np.dtype(float)
LARGEST_PRODUCT = 8  # x**8 is seven products; beyond that ``**`` is used
LARGEST_EXACT = 2**53  # larger whole numbers are written as floats


class _Printer(NumPyPrinter):
    """Prints what broadcasts, accepts complex input and is fast on grids."""

    def _print_Pow(self, expr, rational=False):
        base, power = expr.args
        if base.is_Symbol and power.is_Integer and abs(power) <= LARGEST_PRODUCT:
            product = "*".join([self._print(base)] * abs(int(power)))
            return f"({product})" if power > 0 else f"(1/({product}))"
        return super()._print_Pow(expr, rational=rational)

    def _print_Integer(self, expr):
        small = abs(int(expr)) <= LARGEST_EXACT
        return str(int(expr)) if small else repr(float(expr))

    def _print_Abs(self, expr):
        return f"absolute({self._print(expr.args[0])})"

    def _print_sign(self, expr):
        return f"sign({self._print(expr.args[0])})"

    def _print_Max(self, expr):
        return self._nested("maximum", expr.args)

    def _print_Min(self, expr):
        return self._nested("minimum", expr.args)

    def _print_And(self, expr):
        return self._nested("logical_and", expr.args)

    def _print_Or(self, expr):
        return self._nested("logical_or", expr.args)

    def _nested(self, function: str, args: Sequence[sp.Basic]) -> str:
        text = self._print(args[0])
        for other in args[1:]:
            text = f"{function}({text}, {self._print(other)})"
        return text

    def _print_Piecewise(self, expr):
        *pieces, (text, last) = [(self._print(e), c) for e, c in expr.args]
        if last != sp.true:
            text = f"where({self._print(last)}, {text}, nan)"
        for piece, condition in reversed(pieces):
            text = f"where({self._print(condition)}, {piece}, {text})"
        return text


def compile_expressions(
    expressions: Sequence[sp.Expr], variables: Sequence[sp.Symbol]
) -> Callable[[np.ndarray], np.ndarray]:
    """One NumPy function that evaluates all expressions at a point or a whole grid.

    The function takes an array of shape ``(d, *batch)``, components first, and returns
    ``(len(expressions), *batch)``. float32 and complex input keep their type; integers
    become float64. Overflow and NaN pass through: divergence is a result.

    >>> x, y = sp.symbols("x y", real=True)
    >>> both = compile_expressions([x**3 * y, sp.Integer(7)], (x, y))
    >>> both(np.array([[1.0, 2.0], [3.0, 4.0]]))
    array([[ 3., 32.],
           [ 7.,  7.]])
    """
    names = [symbol.name for symbol in variables]
    printer = _Printer(
        {"fully_qualified_modules": False, "allow_unknown_functions": True}
    )
    raw = sp.lambdify(
        variables, list(expressions), [NUMPY, "numpy"], printer, cse=_common_parts
    )

    def quiet(*point: float) -> list:
        with np.errstate(all="ignore"):
            return raw(*point)

    # Python's own arithmetic raises and never warns; NumPy's functions warn.
    at_point = quiet if raw.__code__.co_names else raw

    def function(p: np.ndarray) -> np.ndarray:
        p = as_point(p, names)
        if p.ndim == 1 and p.dtype == FLOAT:
            try:  # at one point Python's own numbers are the quickest
                return np.array(at_point(*p.tolist()), float)
            except (ZeroDivisionError, OverflowError, TypeError):
                pass  # NumPy says inf or nan, also for roots of negative numbers
        rows = np.empty((len(expressions), *p.shape[1:]), p.dtype)
        with np.errstate(all="ignore"):
            for k, row in enumerate(raw(*p)):
                rows[k] = row  # broadcasts a constant component over the grid
        return rows

    return function


def _common_parts(expressions: list[sp.Expr]) -> tuple[list, list]:
    """Common subexpressions named once; also every base that is raised to a power."""
    powers = sp.Tuple(*expressions).atoms(sp.Pow)
    bases = [
        p.base
        for p in sorted(powers, key=sp.default_sort_key)
        if p.exp.is_Integer and not p.base.is_Atom
    ]
    # A base listed here counts as common, so it gets a name and a product of names.
    named, reduced = sp.cse([*expressions, *bases])
    return named, reduced[: len(expressions)]


def as_point(p: object, names: Sequence[str]) -> np.ndarray:
    """``p`` as a float or complex array of shape ``(d, *batch)``.

    >>> as_point([1, 2, 3], ("x", "y"))
    Traceback (most recent call last):
        ...
    ValueError: a point must have 2 components (x, y), got shape (3,). Put the \
components first: shape (2,) for a point, (2, ...) for a grid.
    """
    try:
        p = np.asarray(p)
    except ValueError:
        p = np.asarray(None)
    d = len(names)
    if p.dtype.kind not in "fc":
        if p.dtype.kind not in "biu":
            raise TypeError(
                f"a point must be an array of numbers, got {shown(p)}. "
                f"Give {d} numbers, one for each of {', '.join(names)}."
            )
        p = p.astype(float)
    if p.ndim == 0 and d == 1:
        return p.reshape(1)
    if p.ndim == 0 or len(p) != d:
        raise ValueError(
            f"a point must have {d} component{'s' * (d > 1)} ({', '.join(names)}), "
            f"got shape {p.shape}. Put the components first: shape ({d},) for a "
            f"point, ({d}, ...) for a grid."
        )
    return p
