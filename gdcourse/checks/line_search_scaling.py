"""Lesson 04: E04.4, one step in rounder variables, and when the diagonal is no help."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import such_that
from gdcourse.checks.kinds import array, number, several
from gdcourse.checks.line_search_zigzag import turned
from gdcourse.checks.task import Task
from gdcourse.datasets import load_penguins

NARROW = np.diag([1.0, 1e4])
HALFWAY = turned(NARROW, 45)
THIRTY = turned(np.diag([1.0, 100.0]), 30)
START = np.array([3.0, 2.0])

scaling = Task(
    "E04.4",
    "scaled_step(H, x, kind)",
    points=6,
    returns=several(number, array),
    probes=[
        (NARROW, START, "diagonal"),
        (np.diag([4.0, 9.0]), START, "diagonal"),
        (THIRTY, START, "diagonal"),
        (THIRTY, START, "full"),
        (THIRTY, START, "none"),
        (HALFWAY, START, "diagonal"),
    ],
    hints=[
        "Change variables first, then do gradient descent: with x = Sz the gradient "
        "in z is Sᵀg.",
        "In z the Hessian is SᵀHS. Its eigenvalues give κ, and the best rate there.",
        "S is I, diag(H)^(-1/2) on the diagonal, or H^(-1/2) from eigh(H): axes @ "
        "np.diag(sizes ** -0.5). The step: x − rate · S @ (S.T @ (H @ x)).",
    ],
)


def scale(H: np.ndarray, kind: str) -> np.ndarray:
    """S, of the change of variables x = S z."""
    if kind == "none":
        return np.eye(len(H))
    if kind == "diagonal":
        return np.diag(np.diag(H) ** -0.5)
    sizes, axes = np.linalg.eigh(H)
    return axes @ np.diag(sizes**-0.5)


def seen(H: np.ndarray) -> tuple[float, float]:
    """The condition number of a Hessian, and its best fixed rate."""
    sizes = np.linalg.eigvalsh(H)
    return float(sizes[-1] / sizes[0]), float(2 / (sizes[0] + sizes[-1]))


def right(H, x, kind) -> tuple[float, np.ndarray]:
    """The right answer."""
    S = scale(H, kind)
    kappa, rate = seen(S.T @ H @ S)
    return kappa, x - rate * S @ (S.T @ (H @ x))


def penguin_hessian() -> np.ndarray:
    """Least squares on bill lengths in mm and body masses in g, both centered."""
    penguins = load_penguins()
    X = np.column_stack([penguins.bill_length, penguins.body_mass])
    return np.cov(X.T, bias=True)


def bowls(rng: Generator, kind: str) -> Iterator[tuple]:
    """Bowls and places: the simplest first."""
    yield np.diag([4.0, 9.0]), START, kind
    yield np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([2, 1]), kind
    for dimension in (2, 3, 4):
        H = inputs.positive_definite(rng, dimension)
        yield H, inputs.point(rng, dimension), kind


def trials(call: Callable, rng: Generator, kind: str) -> Iterator[tuple]:
    for given in bowls(rng, kind):
        kappa, x = call(*given)
        wanted = right(*given)
        yield kappa, wanted[0], "κ is that of the Hessian in z, SᵀHS."
        yield x, wanted[1], "the step is one of gradient descent in z, seen in x."


@scaling.property("kind none: κ of H, and a plain step of rate 2/(μ + L).", 1, 1e-8)
def plain_step(call, rng):
    yield from trials(call, rng, "none")


@scaling.property("kind diagonal: S has 1/√Hᵢᵢ on its diagonal.", 2, rtol=1e-8)
def diagonal_step(call, rng):
    yield from trials(call, rng, "diagonal")
    kappa, x = call(NARROW, START, "diagonal")
    yield kappa, 1.0, "along the axes the diagonal makes the bowl round."
    near = such_that("the lowest point, (0, 0)", lambda got: np.abs(got).max() < 1e-9)
    yield x, near, "in a round bowl one step arrives."


@scaling.property("kind full: SSᵀ is the inverse of H, and one step arrives.", 1, 1e-6)
def full_step(call, rng):
    for H, x, kind in (*bowls(rng, "full"), (HALFWAY, START, "full")):
        kappa, end = call(H, x, kind)
        yield kappa, 1.0, "in these variables the bowl is round."
        near = such_that(
            "the lowest point", lambda got, x=x: np.abs(got).max() < 1e-6 * abs(x).max()
        )
        yield end, near, "in a round bowl one step arrives."


@scaling.property("turned by 45° the diagonal must leave κ as it was.", 1, rtol=1e-2)
def the_diagonal_fails(call, rng):
    yield call(HALFWAY, START, "diagonal")[0], 1e4
    kappa = float(inputs.count(rng, 10, 5000))
    H = turned(np.diag([1.0, kappa]), 45)
    yield call(H, inputs.point(rng) + 6.0, "diagonal")[0], kappa


@scaling.property("of penguins, the diagonal takes most of κ; H and x stay.", 1, 1e-6)
def real_features(call, rng):
    H = penguin_hessian()
    yield call(H, START, "diagonal")[0], right(H, START, "diagonal")[0]
    for given in bowls(rng, "diagonal"):
        call(*given)
        yield call.passed[:2], given[:2], "it must not change H or x."


def stepped(H: np.ndarray, x: np.ndarray, S: np.ndarray) -> tuple:
    """One best step in the variables of S."""
    kappa, rate = seen(S.T @ H @ S)
    return kappa, x - rate * S @ (S.T @ (H @ x))


@scaling.mutant("A large Hᵢᵢ must make zᵢ's steps small: is your S upside down?")
def multiplies_by_the_diagonal(H, x, kind):
    return stepped(H, x, np.diag(np.diag(H)) if kind == "diagonal" else scale(H, kind))


@scaling.mutant("SᵀHS has S twice: each factor takes the root.")
def forgets_the_root(H, x, kind):
    S = scale(H, kind)
    return stepped(H, x, S @ S if kind == "diagonal" else S)


@scaling.mutant("S Sᵀ is the inverse of H, so S is its root, not the inverse itself.")
def inverts_without_the_root(H, x, kind):
    return stepped(H, x, np.linalg.inv(H) if kind == "full" else scale(H, kind))


@scaling.mutant("1/L is safe. Asked is the best fixed rate in z, 2/(μ + L).")
def takes_the_safe_rate(H, x, kind):
    S = scale(H, kind)
    rate = 1 / np.linalg.norm(S.T @ H @ S, 2)
    return right(H, x, kind)[0], x - rate * S @ (S.T @ (H @ x))


@scaling.mutant("Your step is made in x, and only its end is scaled. In z you start.")
def scales_after_the_step(H, x, kind):
    S = scale(H, kind)
    return right(H, x, kind)[0], S @ (x - seen(H)[1] * (H @ x))


@scaling.mutant("The rate belongs to the bowl that is walked: SᵀHS, not H.")
def keeps_the_old_rate(H, x, kind):
    S = scale(H, kind)
    return right(H, x, kind)[0], x - seen(H)[1] * S @ (S.T @ (H @ x))


@scaling.mutant("x = Sz stretches the gradient, too: in z it is Sᵀg.")
def forgets_to_stretch_the_gradient(H, x, kind):
    S = scale(H, kind)
    kappa, rate = seen(S.T @ H @ S)
    return kappa, x - rate * S @ (H @ x)


@scaling.mutant("This κ is the one before. What does the walker in z see?")
def reports_the_old_kappa(H, x, kind):
    return seen(H)[0], right(H, x, kind)[1]


@scaling.mutant("The point is still in z. Go back: x = Sz.")
def stays_in_the_new_variables(H, x, kind):
    S = scale(H, kind)
    kappa, rate = seen(S.T @ H @ S)
    z = np.linalg.solve(S, x)
    return kappa, z - rate * (S.T @ H @ S) @ z


@scaling.mutant("Diagonal or full, you do the same. The diagonal knows Hᵢᵢ alone.")
def knows_only_the_full_inverse(H, x, kind):
    return right(H, x, "full" if kind == "diagonal" else kind)


@scaling.mutant("Full means all of H. A diagonal S leaves a turned bowl narrow.")
def knows_only_the_diagonal(H, x, kind):
    return right(H, x, "diagonal" if kind == "full" else kind)
