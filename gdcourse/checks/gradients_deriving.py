"""Lesson 01: E01.1, gradient and Hessian of any formula.

The formulas are SymPy expressions, made by ``derivation`` when a check needs them: to
import this file does not load SymPy.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import difference, such_that
from gdcourse.checks.kinds import WrongKind, refuse
from gdcourse.checks.running import run
from gdcourse.checks.showing import show
from gdcourse.checks.task import Task

ROSENBROCK = "(1 - x)**2 + 100*(y - x**2)**2"
HIMMELBLAU = "(x**2 + y - 11)**2 + (x + y**2 - 7)**2"
BOWL = "(x - y)**2 + 3*y"
PLACES = np.array([[1.0, 1.0], [0.5, 2.0], [-1.5, 0.25]])
FUNCTIONS = ("gradient", "Hessian")


def formula(text: str, names: str = "x y") -> tuple:
    """The expression and its variables, as the answer gets them."""
    from gdcourse.derivation import parse_formula

    letters = names.split()
    return parse_formula(text, letters), tuple(
        parse_formula(n, letters) for n in letters
    )


class Formulas:
    """The probes, made when first asked for."""

    def __iter__(self) -> Iterator[tuple]:
        yield formula(BOWL)
        yield formula(ROSENBROCK, "y x")


class Answer:
    """The two functions that came back; equal to another when they compute the same."""

    def __init__(self, functions: Sequence[Callable]) -> None:
        self.functions = functions

    def __getitem__(self, which: str) -> Callable:
        return self.functions[FUNCTIONS.index(which)]

    def at(self, which: str, points: np.ndarray) -> list:
        """What one of them gives at each point, in peace and within five seconds."""
        given = [np.array(point) for point in points]
        outcome = run(lambda: [self[which](point) for point in given], (), 5.0)
        if outcome.error is None:
            return [self.in_numbers(which, value) for value in outcome.value]
        words = f"{type(outcome.error).__name__}: {outcome.error}"
        point = f"called with one point p = {show(given[0])}"
        raise WrongKind(f"{point}, its {which} function raised {words}.")

    @staticmethod
    def in_numbers(which: str, value: object) -> object:
        """The value, unless it holds the numbers of SymPy: they only look right."""
        kinds = {type(entry).__module__ for entry in np.ravel(np.array(value, object))}
        if any(kind.startswith("sympy.") for kind in kinds):
            raise WrongKind(
                f"its {which} function gives numbers of SymPy; float(...) or "
                "np.array(..., dtype=float) makes numbers of NumPy."
            )
        return value

    def marks(self) -> list:
        """What both do at a few places, for comparing with a usual mistake."""
        marks = []
        for which in FUNCTIONS:
            try:
                marks.append([np.asarray(v) for v in self.at(which, PLACES)])
            except (WrongKind, ValueError) as error:
                marks.append(str(error))
        return marks

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, Answer)
        return same and difference(self.marks(), other.marks(), 1e-9) is None

    __hash__ = None


def two_functions(value: object) -> Answer:
    """A pair of functions, each of one point."""
    if not isinstance(value, (tuple, list)) or len(value) != 2:
        raise refuse("two functions: gradient, Hessian", value)
    for which, one in zip(FUNCTIONS, value, strict=True):
        if not callable(one):
            advice = "Make a function of the expressions: sp.lambdify([variables], …)."
            raise refuse(f"a function as its {which}", one, advice)
    return Answer(value)


symbolic = Task(
    "E01.1",
    "my_derive(expr, variables)",
    points=5,
    returns=two_functions,
    probes=Formulas(),
    hints=[
        "Print your SymPy expressions for the Rosenbrock function, then put in (1, 1): "
        "at its minimizer every slope is zero.",
        "Which term carries x twice? The outer square and the x**2 inside each leave "
        "a factor.",
        "sp.diff(expr, v) for v in variables gives the slopes; differentiate each of "
        "them again for the rows of the Hessian; sp.lambdify([variables], …) makes a "
        "function of one point.",
    ],
)


def log_loss(rng: Generator) -> str:
    """The loss of logistic regression at one data point, with random numbers."""
    a, b = inputs.number(rng, 0.5, 2.0), inputs.number(rng, -2.0, -0.5)
    return f"log(1 + exp(-({a}*x + ({b})*y)))"


def named_formulas(rng: Generator) -> Iterator[tuple]:
    yield formula(ROSENBROCK)
    yield formula(HIMMELBLAU)
    yield formula(log_loss(rng))


@lru_cache(maxsize=32)
def derived(expr: Any, names: tuple[str, ...]) -> Any:
    from gdcourse.derivation import derive

    return derive(expr, names)


def exact(which: str, expr: Any, variables: tuple, points: np.ndarray) -> np.ndarray:
    """The derivatives by the package, one for each point."""
    f = derived(expr, tuple(v.name for v in variables))
    found = f.gradient(points.T) if which == "gradient" else f.hessian(points.T)
    return np.moveaxis(found, -1, 0)


def compared(call, which: str, expr: Any, variables: tuple, points: np.ndarray):
    """What came and what is wanted at each point, with the point in words."""
    came = call(expr, variables).at(which, points)
    wanted = exact(which, expr, variables, points)
    for point, mine, right in zip(points, came, wanted, strict=True):
        names = ", ".join(v.name for v in variables)
        yield mine, right, f"the {which} at ({names}) = {show(tuple(point))} is wrong."


@symbolic.property("the gradient has one slope per variable, in their order.", 1)
def order_of_the_variables(call, rng):
    slope = inputs.count(rng, 2, 9)
    bowl = f"{slope}*x + y**2"
    for text, names in [(bowl, "x y"), (bowl, "y x"), ("a*b**2*c", "c a b")]:
        expr, variables = formula(text, names)
        yield from compared(call, "gradient", expr, variables, some(rng, 3, variables))


@symbolic.property("the gradient must be right at 100 random points.", 2, rtol=1e-9)
def gradient_everywhere(call, rng):
    for expr, variables in named_formulas(rng):
        points = some(rng, 100, variables)
        yield from compared(call, "gradient", expr, variables, points)


@symbolic.property("the Hessian must be right at 100 random points.", 2, rtol=1e-9)
def hessian_everywhere(call, rng):
    expr, variables = formula(BOWL)
    yield from compared(call, "Hessian", expr, variables, np.array([[1.0, 2.0]]))
    expr, variables = formula(ROSENBROCK)
    (bend,) = call(expr, variables).at("Hessian", np.array([[1.0, 1.0]]))
    words = "a symmetric matrix with positive eigenvalues at the minimizer (1, 1)"
    yield bend, such_that(words, is_valley)
    for expr, variables in (*named_formulas(rng), formula("a*b**2*c", "c a b")):
        points = some(rng, 100, variables)
        yield from compared(call, "Hessian", expr, variables, points)


def some(rng: Generator, count: int, variables: tuple) -> np.ndarray:
    return np.array([inputs.point(rng, len(variables)) for _ in range(count)])


def is_valley(matrix: object) -> bool:
    matrix = np.asarray(matrix, dtype=float)
    square = matrix.ndim == 2 and matrix.shape[0] == matrix.shape[1]
    symmetric = square and np.array_equal(matrix, matrix.T)
    return bool(symmetric and np.linalg.eigvalsh(matrix)[0] > 0)
