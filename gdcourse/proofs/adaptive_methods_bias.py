"""Lesson 08: what bias correction does: it makes the weights of a mean sum to 1."""

import numpy as np
import sympy as sp

from gdcourse.optimizers.adam import Adam
from gdcourse.proofs.theorem import Run, Theorem


def weights_sum() -> tuple[sp.Expr, ...]:
    """β (1 - p) + (1 - β) = 1 - βp for p = βⁿ; and three steps of the rule."""
    g, rate, b, c, p = sp.symbols("g alpha beta_1 beta_2 p")
    rule, x = Adam(rate, betas=(b, c), eps=0), sp.Symbol("x")
    memory = rule.init(x)
    for count in (1, 2, 3):
        x, memory = rule.step(x, g, memory, count)
    m, v, _ = memory
    induction = b * (1 - p) + (1 - b) - (1 - b * p)
    return induction, m - (1 - b**3) * g, v - (1 - c**3) * g**2


def mean_bound(slopes: np.ndarray) -> np.ndarray:
    """The largest |g_i| so far: a weighted mean is no larger.

    >>> mean_bound(np.array([1.0, -3.0, 2.0])).tolist()
    [1.0, 3.0, 3.0]
    """
    return np.maximum.accumulate(abs(slopes))


def corrected(slopes: np.ndarray, beta1: float) -> np.ndarray:
    """|m̂_t| after each gradient, from the memory of the rule."""
    rule, x = Adam(0.1, betas=(beta1, 0.9)), 0.0
    memory, means = rule.init(x), []
    for count, g in enumerate(slopes, 1):
        x, memory = rule.step(x, g, memory, count)
        means.append(abs(memory[0]) / (1 - beta1**count))
    return np.array(means)


def random_means(rng: np.random.Generator) -> Run:
    """Gradients of any size."""
    slopes = rng.normal(size=30) + rng.normal()
    return Run(
        np.arange(1, 31), corrected(slopes, rng.uniform(0, 0.99)), mean_bound(slopes)
    )


def steady_mean(k: int) -> Run:
    """A constant gradient: m̂ is that gradient from the first step on."""
    slopes = np.full(k + 1, -3.0)
    return Run(np.arange(1, k + 2), corrected(slopes, 0.9), mean_bound(slopes))


THEOREMS = (
    Theorem(
        name="8c",
        title="Bias correction makes a sum of weights 1",
        assumptions=r"$m_t = \beta m_{t-1} + (1 - \beta) g_t$, $m_0 = 0$",
        claim=r"The weights of $g_1, \dots, g_n$ in $m_n$ sum to $1 - \beta^n$. So "
        r"$\hat m_n = m_n / (1 - \beta^n)$ is a weighted mean of the gradients, and "
        r"unbiased if they are.",
        source="KingmaBa2015",
        identities=(weights_sum,),
        experiment=random_means,
        worst_case=steady_mean,
        trusted="induction over the steps",
    ),
)
