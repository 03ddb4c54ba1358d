"""Lesson 05: how far the mean of a batch is from the mean of all samples.

With replacement the draws are independent; without it they lean against each other,
because together all n have no choice left.
"""

from collections.abc import Sequence
from itertools import combinations, product
from typing import Any

import numpy as np
import sympy as sp

from gdcourse.proofs.theorem import Run, Theorem

n, b, variance = sp.symbols("n b sigma^2")
SAMPLES = 6  # of a random population: 64 sets are tried


def batch_variance(n: Any, b: Any, variance: Any, replace: bool = False) -> Any:
    """E‖mean of b samples - mean of all n‖², from σ² = the mean of ‖g_i - mean‖².

    σ²/b with replacement;  σ²/b · (n - b)/(n - 1) without, 1 ≤ b ≤ n.

    >>> batch_variance(5, 5, variance=2.0), batch_variance(5, 2, variance=2.0)
    (0.0, 0.75)
    """
    return variance / b if replace else variance / b * (n - b) / (n - 1)


def sum_of_pairs() -> tuple[sp.Expr, ...]:
    """b variances and b(b - 1) covariances; for b = n their sum is zero."""
    lean = -variance / (n - 1)
    without = (b * variance + b * (b - 1) * lean) / b**2
    return (
        n * variance + n * (n - 1) * lean,
        without - batch_variance(n, b, variance),
        b * variance / b**2 - batch_variance(n, b, variance, replace=True),
    )


def every_batch(count: int = 4) -> tuple[sp.Expr, ...]:
    """All batches of four unknown numbers, of every size, with and without repeats."""
    _, *g = sp.ring(f"g_1:{count + 1}", sp.QQ)  # polynomials, quicker than formulas
    spread = _mean_square([(value,) for value in g], g)
    return tuple(
        (
            _mean_square(draws, g) - batch_variance(count, size, spread, replace)
        ).as_expr()
        for size in range(1, count + 1)
        for replace, draws in (
            (False, combinations(g, size)),
            (True, product(g, repeat=size)),
        )
    )


def _mean_square(batches: Any, g: Sequence[Any]) -> Any:
    """The mean over the batches of (their mean - the mean of all)²."""
    mean, batches = sum(g) / len(g), list(batches)
    squares = [(sum(batch) / len(batch) - mean) ** 2 for batch in batches]
    return sum(squares) / len(squares)


def random_batches(rng: np.random.Generator) -> Run:
    """All sets of six random vectors, by their sizes: equality."""
    g = rng.normal(size=(SAMPLES, rng.integers(1, 5)))
    away = g - g.mean(axis=0)
    chosen = np.arange(1, 2**SAMPLES)[:, None] >> np.arange(SAMPLES) & 1
    sizes = chosen.sum(axis=1)
    squares = ((chosen @ away / sizes[:, None]) ** 2).sum(axis=1)
    means = np.bincount(sizes, squares)[1:] / np.bincount(sizes)[1:]
    ks = np.arange(1, SAMPLES + 1)
    floor = 1e-15 * means[0]  # of rounding, where the batch is the whole set
    return Run(ks, means, batch_variance(SAMPLES, ks, means[0]) + floor)


def one_black_ball(k: int) -> Run:
    """A single 1 among k + 2 samples: a batch of b holds it with probability b/n."""
    n, b = k + 2, np.arange(1, k + 2)
    share = b / n
    spread = (1 - 1 / n) / n
    return Run(b, share * (1 - share) / b**2, batch_variance(n, b, spread))


THEOREMS = (
    Theorem(
        name="6d",
        title="The variance of a mini-batch, with and without replacement",
        assumptions=r"n samples with gradients $g_i$, $\bar g$ their mean, "
        r"$\sigma^2 = \frac1n \sum \|g_i - \bar g\|^2$; a batch of b is drawn evenly",
        claim=r"$E\|\bar g_B - \bar g\|^2$ is $\sigma^2 / b$ with replacement and "
        r"$\frac{\sigma^2}{b} \frac{n - b}{n - 1}$ without.",
        source="Cochran1977",
        identities=(sum_of_pairs, every_batch),
        experiment=random_batches,
        worst_case=one_black_ball,
        trusted="the variance of a sum is the sum of all covariances, and two draws "
        "without replacement have one covariance, whichever they are",
    ),
)
