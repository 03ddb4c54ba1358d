"""Lesson 05: what its prose says in numbers, and its displayed equations."""

import numpy as np
import sympy as sp

from gdcourse import landscapes
from gdcourse.datasets import load_penguins
from gdcourse.proofs import theorem
from gdcourse.proofs.batch_variants import batch_variance

PROSE = {
    "342": lambda: len(load_penguins().body_mass),
    "256": lambda: 2**8,  # this and the next: sizes that the sources name
    "512": lambda: 2**9,
    "8,192": lambda: 2**13,
}


def losses(seed: int):
    """Least squares, ridge, logistic and softmax regression on random rows."""
    rng = np.random.default_rng(seed)
    X, labels = rng.normal(size=(12, 3)), np.arange(12) % 3
    yield landscapes.least_squares(X, rng.normal(size=12))
    yield landscapes.ridge(X, rng.normal(size=12), strength=0.3)
    yield landscapes.logistic(X, labels % 2)
    yield landscapes.softmax(X, labels, strength=0.1)


def one_row_is_right_on_average() -> bool:
    """The mean over all rows, one by one, is the gradient of four losses."""
    for seed in range(5):
        for f in losses(seed):
            w = np.random.default_rng(seed).normal(size=f.dimension)
            rows = [f.gradient(w, f.X[i : i + 1], f.y[i : i + 1]) for i in range(12)]
            each = f.per_example_gradients(w)
            if not np.allclose(np.mean(rows, axis=0), f.gradient(w), atol=1e-14):
                return False
            if not np.allclose(each.T, rows, rtol=1e-12, atol=1e-14):
                return False
    return True


def batches_vary_as_promised() -> bool:
    """The theorem's identities, and all sets and tuples of gradients of penguins."""
    theorem("6d").verify()
    birds = load_penguins()
    X = np.column_stack([np.ones(6), birds.flipper_length[::60] / 200])
    f = landscapes.least_squares(X, birds.body_mass[::60] / 4000)
    away = f.per_example_gradients([0.0, 0.0]) - f.gradient(np.zeros((2, 1)))
    spread = (away**2).sum() / 6
    for size in (1, 2, 3, 4):
        rows = np.indices((6,) * size).reshape(size, -1)
        errors = (away[:, rows].mean(axis=1) ** 2).sum(axis=0)
        once = (np.diff(np.sort(rows, axis=0), axis=0) > 0).all(axis=0)
        for chosen, replace in ((errors, True), (errors[once], False)):
            promised = batch_variance(6, size, spread, replace)
            if not np.isclose(chosen.mean(), promised, rtol=1e-12):
                return False
    return True


def ball_is_where_the_variance_rests() -> bool:
    """The fixed point of v → (1 - αa)² v + α² σ²/B, and no other."""
    alpha, a, var, B, v = sp.symbols("alpha a sigma2 B v", positive=True)
    after = (1 - alpha * a) ** 2 * v + alpha**2 * var / B
    (rest,) = sp.solve(sp.Eq(after, v), v)
    promised = alpha * var / (B * a * (2 - alpha * a))
    return sp.simplify(rest - promised) == 0


EQUATIONS = {
    "unbiased": one_row_is_right_on_average,
    "batch-variance": batches_vary_as_promised,
    "noise-ball": ball_is_where_the_variance_rests,
}
