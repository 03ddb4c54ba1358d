"""Lesson 00: E00.2, the history whose rows are all the same array."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.kinds import array, refuse
from gdcourse.checks.task import Task


def rows(value: object) -> np.ndarray:
    """One row for each point: a list of points, or an array of shape (n + 1, d)."""
    if isinstance(value, (list, tuple)):
        try:
            value = np.array(value, dtype=float)
        except (TypeError, ValueError):
            raise refuse("a list of points of one length", value) from None
    found = array(value)
    if found.ndim != 2:
        raise refuse("one row for each point", value)
    return found


def bowl(bottom: float, slope: float = 2.0) -> inputs.Function:
    """The gradient of a round bowl, e.g. 2·(x − 1)."""
    words = f"{slope:g}·(x − {bottom:g})"
    return inputs.Function(words, lambda x: slope * (x - bottom))


vanishing_history = Task(
    "E00.2",
    "descend_with_history(gradient, x0, lr, n)",
    points=3,
    returns=rows,
    probes=[
        (bowl(1.0), np.array([3.0, -2.0]), 0.25, 2),
        (bowl(1.0), np.array([4, -2]), 0.25, 2),
    ],
    hints=[
        "Which object does every entry of the history point to?",
        "x -= … changes an array in place; x = x − … makes a new one.",
        "Begin with a copy of x0 as floats, and let every update make a new array.",
    ],
)


def walk(bottom: float, x0: np.ndarray, lr: float, n: int) -> np.ndarray:
    """The closed form: every update multiplies x − bottom by 1 − 2 lr."""
    factors = (1 - 2 * lr) ** np.arange(n + 1)
    return bottom + factors[:, None] * (x0 - bottom)


def starts(rng: Generator) -> Iterator[tuple[float, np.ndarray, float, int]]:
    """Bottom, start, rate and number of updates: the published one, then others."""
    yield 1.0, np.array([3.0, -2.0]), 0.25, 2
    for dimension in (1, 2, 3, 4):
        x0 = inputs.point(rng, dimension) + 0.05
        yield 1.0, x0, inputs.rate(rng, 0.05, 0.45), inputs.count(rng)


@vanishing_history.property("row k must be the point after k updates.", points=1)
def rows_are_the_points(call, rng):
    lost = "the first row must be x0. Which object does the history hold?"
    yield (
        len(call(bowl(1.0), np.array([3.0]), 0.25, 1)),
        2,
        "n updates make n + 1 rows.",
    )
    yield call(bowl(1.0), np.array([3.0]), 0.25, 1)[0], np.array([3.0]), lost
    for bottom, x0, lr, n in starts(rng):
        history = call(bowl(bottom), x0, lr, n)
        yield len(history), n + 1, "n updates make n + 1 rows."
        yield history[0], x0, lost
        yield history, walk(bottom, x0, lr, n)


vanishing_history.leaves_arguments_alone(
    lambda rng: [(bowl(b), x0, lr, n) for b, x0, lr, n in starts(rng)], points=1
)


@vanishing_history.property("a start of whole numbers must work like one of floats.", 1)
def whole_numbers(call, rng):
    for x0 in (np.array([4]), np.array([4, -2]), rng.integers(2, 9, 3)):
        yield call(bowl(1.0), x0, 0.25, 2), walk(1.0, x0, 0.25, 2)


@vanishing_history.mutant("x = x0 gives the start a second name, and no copy.")
def keeps_one_array_for_everything(gradient, x0, lr, n):
    x, history = x0, [x0]
    for _ in range(n):
        x -= lr * gradient(x)
        history.append(x)
    return history


@vanishing_history.mutant("The copies come too late: all rows are the last point.")
def copies_only_at_the_end(gradient, x0, lr, n):
    x = x0.copy()
    history = [x]
    for _ in range(n):
        x -= lr * gradient(x)
        history.append(x)
    return [point.copy() for point in history]


@vanishing_history.mutant(
    "Every later row is one array, x. A copy of the list would not copy it."
)
def copies_the_list_not_the_array(gradient, x0, lr, n):
    x, history = x0.copy(), [x0]
    for _ in range(n):
        x -= lr * gradient(x)
        history = [*history, x].copy()
    return history


@vanishing_history.mutant("The rows are right. Whose array is x, before the loop?")
def walks_with_the_callers_array(gradient, x0, lr, n):
    x, history = x0, [x0.copy()]
    for _ in range(n):
        x -= lr * gradient(x)
        history.append(x.copy())
    return history


@vanishing_history.mutant("An array of whole numbers cannot take floats in place.")
def updates_whole_numbers_in_place(gradient, x0, lr, n):
    x = x0.copy()
    history = [x.copy()]
    for _ in range(n):
        x -= lr * gradient(x)
        history.append(x.copy())
    return history


@vanishing_history.mutant(
    "An array of whole numbers cuts the decimals off what you store in it."
)
def cuts_the_decimals_off(gradient, x0, lr, n):
    x = x0.copy()
    history = [x.copy()]
    for _ in range(n):
        x[:] = x - lr * gradient(x)
        history.append(x.copy())
    return history


@vanishing_history.mutant("Each update needs the slope at its own point, not at x0.")
def keeps_the_first_slope(gradient, x0, lr, n):
    first = gradient(x0)
    return [x0 - k * lr * first for k in range(n + 1)]


@vanishing_history.mutant("Where does the path begin? Store x0 before the loop.")
def forgets_the_start(gradient, x0, lr, n):
    x, history = x0.astype(float), []
    for _ in range(n):
        x = x - lr * gradient(x)
        history.append(x)
    return history
