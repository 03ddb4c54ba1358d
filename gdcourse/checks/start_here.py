"""Lesson 00: the tasks of its exercises. E00.1 is the pattern for all other tasks."""

from collections.abc import Iterator

from numpy.random import Generator

from gdcourse.checks import inputs, start_here_history, start_here_runs
from gdcourse.checks.kinds import numbers
from gdcourse.checks.task import Task

# E00.1 · First descent ---------------------------------------------------------------

first_descent = Task(
    "E00.1",
    "descend(x0, lr, n)",
    points=3,
    returns=numbers,
    probes=[(5.0, 0.1, 3), (-1.0, 0.25, 2)],
    hints=[
        "How many points does a 3-step path have?",
        "Differentiate (x − 3)² again: the chain rule leaves a factor in front.",
        "Start with path = [x0]; each update appends x − lr · slope at the last point.",
    ],
)


def walk(x0: float, lr: float, n: int) -> list[float]:
    """The closed form: every update multiplies the distance to 3 by 1 − 2 lr."""
    return [3 + (x0 - 3) * (1 - 2 * lr) ** k for k in range(n + 1)]


def walks(rng: Generator) -> Iterator[tuple[float, float, int]]:
    """Starts, learning rates and numbers of updates: the published one, then others."""
    yield 5.0, 0.1, 3
    for _ in range(5):
        yield inputs.number(rng), inputs.rate(rng), inputs.count(rng)


@first_descent.property("n updates make n + 1 points; the first is x0.", points=1)
def start_and_updates(call, rng):
    for x0, lr, n in [(5.0, 0.1, 1), *walks(rng)]:
        path = call(x0, lr, n)
        yield len(path), n + 1
        yield path[0], x0


@first_descent.property("every update must be x − lr · f′(x).", points=2)
def closed_form(call, rng):
    yield call(5.0, 0.0, 2), [5.0] * 3, "with lr = 0 it must stay where it starts."
    yield call(5.0, 0.1, 1), walk(5.0, 0.1, 1)
    for x0, lr, n in walks(rng):
        yield call(x0, lr, n), walk(x0, lr, n)


@first_descent.mutant("How many points does a 3-step path have? One is missing.")
def forgets_the_last_point(x0, lr, n):
    return walk(x0, lr, n)[:-1]


@first_descent.mutant("Where does the path begin? Its first entry is x0 itself.")
def forgets_the_start(x0, lr, n):
    return walk(x0, lr, n)[1:]


@first_descent.mutant("The path climbs. Which sign walks against the slope?")
def walks_uphill(x0, lr, n):
    return walk(x0, -lr, n)


@first_descent.mutant("Differentiate (x − 3)² again: a factor is missing.")
def drops_the_factor_two(x0, lr, n):
    return walk(x0, lr / 2, n)


@first_descent.mutant("The slope changes at each point: compute it inside the loop.")
def keeps_the_first_slope(x0, lr, n):
    return [x0 - k * lr * 2 * (x0 - 3) for k in range(n + 1)]


@first_descent.mutant("Each update begins at the last point of the path, not at x0.")
def begins_each_update_at_the_start(x0, lr, n):
    return [x0] + [x0 - lr * 2 * (x0 - 3)] * n


@first_descent.mutant("The factor in front belongs to both terms of (x − 3).")
def doubles_only_the_first_term(x0, lr, n):
    path = [x0]
    for _ in range(n):
        path.append(path[-1] - lr * (2 * path[-1] - 3))
    return path


@first_descent.mutant("You subtract the value f(x); which function is its slope?")
def subtracts_the_value(x0, lr, n):
    path = [x0]
    for _ in range(n):
        path.append(path[-1] - lr * (path[-1] - 3) ** 2)
    return path


@first_descent.mutant("Return the whole path, not only where it ends.")
def returns_only_the_end(x0, lr, n):
    return walk(x0, lr, n)[-1]


# E00.2 and E00.3 have files of their own ----------------------------------------------

vanishing_history = start_here_history.vanishing_history
many_updates = start_here_runs.many_updates
