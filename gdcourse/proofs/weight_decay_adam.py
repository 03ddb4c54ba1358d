"""Lesson 09: Adam measures L2 by its own size, so that its strength is lost."""

from typing import Any

import numpy as np
import sympy as sp

from gdcourse.optimizers.adam import Adam, AdamW
from gdcourse.proofs.theorem import Run, Theorem

SMOOTH = (0.9, 0.999)


def same_unit() -> tuple[sp.Expr, ...]:
    """Gradients c times as large make m c times and v c² times as large."""
    c, b, d = sp.symbols("c beta_1 beta_2")
    slopes = sp.symbols("g_1:4")
    rule = Adam(sp.Symbol("alpha"), betas=(b, d), eps=0)
    once, times = (_memory(rule, [f * g for g in slopes]) for f in (1, c))
    return times[0] - c * once[0], times[1] - c**2 * once[1]


def _memory(rule: Adam, slopes: Any) -> tuple:
    x = sp.Symbol("x")
    memory = rule.init(x)
    for count, g in enumerate(slopes, 1):
        _, memory = rule.step(x, g, memory, count)
    return memory


def idle_path(rule: Adam, start: float, steps: int) -> np.ndarray:
    """A weight whose gradient is 0: only the decay moves it.

    >>> idle_path(AdamW(lr=0.5, weight_decay=1.0), 8.0, steps=2).tolist()
    [8.0, 4.0, 2.0]
    """
    x, memory, path = start, rule.init(start), [start]
    for count in range(1, steps + 1):
        x, memory = rule.step(x, 0.0, memory, count)
        path.append(x)
    return np.array(path)


def shrink_bound(ks: Any, lr: float, strength: float, start: float) -> np.ndarray:
    """(1 - αλ)^k x_0, what decay is meant to do.

    >>> shrink_bound(np.array([0, 2]), lr=0.5, strength=1.0, start=8.0).tolist()
    [8.0, 2.0]
    """
    return (1 - lr * strength) ** np.asarray(ks) * start


def random_strengths(rng: np.random.Generator) -> Run:
    """Adam with L2 at two strengths, which may differ a thousandfold: one path."""
    start, lr = rng.uniform(1, 10), rng.uniform(0.001, 0.03)
    strengths = 10 ** rng.uniform(-3, 0, 2)
    paths = [
        idle_path(Adam(lr, SMOOTH, eps=0.0, weight_decay=s), start, 30)
        for s in strengths
    ]
    return Run(np.arange(31), *paths)


def steady_shrinking(k: int) -> Run:
    """AdamW does what is meant."""
    path, ks = idle_path(AdamW(0.1, weight_decay=0.5), 8.0, k), np.arange(k + 1)
    return Run(ks, path, shrink_bound(ks, 0.1, 0.5, 8.0))


THEOREMS = (
    Theorem(
        name="8d''",
        title="Adam with L2 forgets how strong the decay is",
        assumptions=r"Adam with $\varepsilon = 0$, a weight whose gradient of f is 0",
        claim=r"With L2 the weight walks the same path for every $\lambda > 0$: $m$ is "
        r"multiplied by c and $v$ by $c^2$ when all gradients are. With decoupled "
        r"decay it is $(1 - \alpha\lambda)^k x_0$.",
        source="LoshchilovHutter2019",
        identities=(same_unit,),
        experiment=random_strengths,
        worst_case=steady_shrinking,
        trusted="induction over the steps: while the paths agree, the gradients "
        r"$\lambda x_k$ are multiples of each other",
    ),
)
