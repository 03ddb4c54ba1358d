"""Lesson 09: E09.5, exact zeros: a soft threshold beside a subgradient step."""

from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import such_that
from gdcourse.checks.kinds import array, numbers, table
from gdcourse.checks.task import Task
from gdcourse.optimizers.proximal import soft_threshold

TRUE = (3.0, -2.0, 1.5, 1.0)
ROWS, WEIGHTS = 60, 20
X2 = np.array([[1.0, 0.2], [0.5, -1.0], [-0.3, 0.4]])

zeros = Task(
    "E09.5",
    "lasso(X, y, strength, lr, n)",
    points=5,
    returns=table(ista=array, subgradient=array, zeros=numbers, objectives=numbers),
    probes=[
        (np.array([[1.0]]), np.array([0.3]), 0.2, 0.5, 3),
        (X2, np.array([2.0, -1.0, 0.4]), 0.3, 0.4, 1),
        (X2, np.array([2.0, 3.0, -0.4]), 0.25, 0.7, 12),
        (X2, np.array([-2.0, 0.1, 0.3]), 0.45, 0.5, 9),
        (np.array([[1.0]]), np.array([1e-10]), 0.2, 0.5, 1),
    ],
    hints=[
        "Solve the 1-D problem by cases: where is ½(w − z)² + τ|w| smallest for z > τ, "
        "for z < −τ, and between?",
        "One step: z = w − αg, then each entry of z goes toward 0 by αλ and stops "
        "there: np.sign(z) · np.maximum(np.abs(z) − αλ, 0).",
        "The subgradient step is w − α_k (g + λ sign(w)). Zeros: count w == 0, with no "
        "tolerance.",
    ],
)

Step = Callable[..., np.ndarray]


def proximal(w, g, lr, strength, k) -> np.ndarray:
    return soft_threshold(w - lr * g, lr * strength)


def sideways(w, g, lr, strength, k) -> np.ndarray:
    """The subgradient step: the same pull everywhere, also near 0."""
    return w - lr / np.sqrt(k + 1) * (g + strength * np.sign(w))


def run(X, y, strength, lr, n, step: Step) -> np.ndarray:
    """The weights after n steps from 0."""
    w = np.zeros(X.shape[1])
    for k in range(n):
        w = step(w, X.T @ (X @ w - y) / len(y), lr, strength, k)
    return w


def objective(X, y, strength, w) -> float:
    return float(np.mean((X @ w - y) ** 2) / 2 + strength * np.abs(w).sum())


def counted(*runs: np.ndarray) -> list[int]:
    """How many weights of each run are exactly 0."""
    return [int((w == 0).sum()) for w in runs]


def filled(X, y, strength, lr, n, ista: Step = proximal, sub: Step = sideways) -> dict:
    """The table of two kinds of steps; of the right ones where nothing is said."""
    runs = [run(X, y, strength, lr, n, step) for step in (ista, sub)]
    return {
        "ista": runs[0],
        "subgradient": runs[1],
        "zeros": counted(*runs),
        "objectives": [objective(X, y, strength, w) for w in runs],
    }


@lru_cache(maxsize=8)
def sparse(seed: int) -> tuple:
    """Twenty weights of which four are not 0, little noise, and a safe rate."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(ROWS, WEIGHTS))
    y = X[:, : len(TRUE)] @ TRUE + 0.1 * rng.normal(size=ROWS)
    lr = round(0.9 * ROWS / float(np.linalg.norm(X, 2)) ** 2, 2)
    return np.round(X, 2), np.round(y, 2), 0.2, lr, 200


@lru_cache(maxsize=8)
def on_sparse(seed: int) -> dict:
    """The right table for these data."""
    return filled(*sparse(seed))


def cases(rng: Generator) -> Iterator[tuple]:
    """Data, λ, α and n: one weight and one step first."""
    one = np.array([[1.0]])
    for y in (1.0, -1.0, 0.1):
        yield one, np.array([y]), 0.2, 0.5, 1
    yield one, np.array([1.0]), 0.2, 0.5, 4
    for _ in range(4):
        rows, columns = inputs.count(rng, 3, 6), inputs.count(rng, 2, 4)
        X, y = np.round(rng.uniform(-1, 1, (rows, columns)), 1), inputs.point(rng, rows)
        lr = inputs.rate(rng, 0.2, 0.8)
        yield X, y, inputs.rate(rng, 0.1, 0.6), lr, inputs.count(rng, 2, 30)


@zeros.property("ista: down the smooth part, then toward 0 by αλ, no further.", 2, 1e-9)
def thresholds(call, rng):
    for given in cases(rng):
        yield call(*given)["ista"], filled(*given)["ista"]


@zeros.property("subgradient: g + λ sign(w), with the rate α/√(k + 1).", 1, 1e-9)
def subgradients(call, rng):
    for given in cases(rng):
        yield call(*given)["subgradient"], filled(*given)["subgradient"]


@zeros.property("zeros: ISTA finds the true ones, the subgradient none.", points=1)
def exact_zeros(call, rng):
    for seed in (0, int(rng.integers(1, 6))):
        found, wanted = call(*sparse(seed)), on_sparse(seed)
        near = such_that("from 15 to 17 (16 are true)", lambda got: 15 <= got <= 17)
        words = "zeros: the first counts ISTA's exact zeros."
        yield (found["zeros"] or [-1])[0], near, words
        yield found["zeros"], wanted["zeros"]
    tiny = np.array([[1.0]]), np.array([1e-10]), 0.2, 0.5, 1
    for given in [*cases(rng), tiny]:  # 5e-11 is near 0, but no zero
        yield call(*given)["zeros"], filled(*given)["zeros"]


@zeros.property("objectives: ½ · mean square + λ‖w‖₁ at both ends.", 1, rtol=1e-9)
def heights(call, rng):
    for given in cases(rng):
        yield call(*given)["objectives"], filled(*given)["objectives"]
    found = call(*sparse(0))["objectives"]
    not_worse = such_that("at most the second", lambda got: got <= found[-1] + 1e-12)
    yield found[0], not_worse, "objectives: ISTA must not end higher."
