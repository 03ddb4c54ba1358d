"""Lesson 09: E09.4, a weight that the data leave alone, under Adam + L2 and AdamW."""

from collections.abc import Iterator
from functools import lru_cache
from math import cos, exp, pi, prod

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import such_that
from gdcourse.checks.kinds import numbers, table
from gdcourse.checks.task import Task
from gdcourse.optimizers.adam import Adam

KEYS = ("l2", "adamw", "cosine", "estimate")
STRONG = [1e-4, 1e-2, 1.0]

idle = Task(
    "E09.4",
    "idle_weight(strengths, lr, n)",
    points=5,
    returns=table(**dict.fromkeys(KEYS, numbers)),
    probes=[
        ([1e-4, 1e-2, 1.0], 0.001, 500),
        ([1e-8, 0.5, 2.0], 0.01, 30),
        ([0.1], 0.1, 1),
    ],
    seconds=4.0,
    hints=[
        "Normalize λθ by its own size: the first step of Adam with L2 is α, for any λ.",
        "l2: run Adam with the gradient λ · weight. adamw: each update multiplies by "
        "1 − αλ.",
        "cosine: multiply 1 − α_k λ over k = 0, …, n − 1. estimate: the mean of the "
        "rates is near α/2.",
    ],
)


def coupled(strengths, lr, n, **options) -> list[float]:
    """The weight after n updates of Adam with L2, for each λ."""
    return list(ends(tuple(strengths), lr, n, **options))


@lru_cache(maxsize=200)
def ends(strengths, lr, n, **options) -> list[float]:
    """The same, once for each setting."""
    rule, decay = Adam(lr, **options), np.array(strengths, dtype=float)
    w = np.ones(len(decay))
    memory = rule.init(w)
    for t in range(1, n + 1):
        w, memory = rule.step(w, decay * w, memory, t)
    return w.tolist()


def rates(lr: float, n: int) -> list[float]:
    """The cosine: from α at k = 0 towards 0 at k = n."""
    return [lr * (1 + cos(pi * k / n)) / 2 for k in range(n)]


def shrunk(strengths, steps) -> list[float]:
    """Π(1 − α_k λ) for each λ."""
    return [prod(1 - lr * strength for lr in steps) for strength in strengths]


def answer(strengths, lr, n) -> dict[str, list[float]]:
    """The right table."""
    return {
        "l2": coupled(strengths, lr, n),
        "adamw": [(1 - lr * strength) ** n for strength in strengths],
        "cosine": shrunk(strengths, rates(lr, n)),
        "estimate": [exp(-lr * strength * n / 2) for strength in strengths],
    }


def cases(rng: Generator) -> Iterator[tuple]:
    """λ's, α and n: a single update first."""
    yield [0.5], 0.1, 1
    yield [0.1], 0.001, 1000
    yield STRONG, 0.001, 500
    for _ in range(3):
        strengths = [inputs.rate(rng), inputs.rate(rng) * 1e-3]
        yield strengths, inputs.rate(rng, 0.01, 0.05), inputs.count(rng, 2, 60)


def demand(claim: str, key: str, rtol: float) -> None:
    """The property that one entry is right."""

    @idle.property(claim, points=1, rtol=rtol)
    def entry(call, rng):
        for given in cases(rng):
            yield call(*given)[key], answer(*given)[key]


demand("adamw: the weight after n updates of AdamW at the rate α.", "adamw", 1e-9)
demand("cosine: the same with the rates α_k of the cosine.", "cosine", 1e-9)
demand("estimate: e to a power made of λ, n and the mean rate, α/2.", "estimate", 1e-9)


@idle.property("l2: 0.5605 after 500 updates at α = 0.001, for all three λ.", 1, 1e-5)
def the_same_for_all(call, rng):
    near = such_that(
        "three numbers within 0.001 of 0.5605",
        lambda got: len(got) == 3 and max(abs(one - 0.5605) for one in got) <= 0.001,
    )
    yield call(STRONG, 0.001, 500)["l2"], near
    for given in cases(rng):
        yield call(*given)["l2"], coupled(*given), "l2: Adam whose gradient is λ · w."


@idle.property("l2: where λ · w is as small as ε, the weight hears λ again.", 1, 1e-5)
def tiny(call, rng):
    for strengths, lr, n in (([1e-8], 0.1, 1), ([1e-9, 1e-8], 0.001, 500)):
        yield call(strengths, lr, n)["l2"], coupled(strengths, lr, n)
