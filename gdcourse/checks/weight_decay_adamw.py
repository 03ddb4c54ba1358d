"""Lesson 09: E09.3, one update of AdamW, with a mask for what is decayed."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.kinds import array, several
from gdcourse.checks.running import copied
from gdcourse.checks.task import Task
from gdcourse.optimizers.adam import AdamW

# torch 2.13: AdamW with lr = 0.05 and two groups, three weights with weight_decay = 0.2
# and a bias with 0, from START with the gradients of ``torch_gradient``. By the number
# of the update: the point after it. ``tests/checks/test_weight_decay_reports.py`` makes
# them again with torch.
START = (1.0, -2.0, 0.5, 3.0)
DECAYED = (True, True, True, False)
TORCH = {
    1: (
        0.9400000009254078,
        -2.0299999999890024,
        0.4528088114851013,
        3.0499999994949456,
    ),
    10: (0.9283643673684535, -1.932197493336617, 0.4710384609771952, 3.083507197056002),
    50: (
        0.6383381521420312,
        -1.3263879795137121,
        -0.0692207797169076,
        3.0975306769441175,
    ),
}


def torch_gradient(t: int) -> np.ndarray:
    """Steady, fading, as small as ten times ε, and the bias."""
    return np.array(
        [np.cos(t), 50 * np.sin(2 * t) / t, 1e-7 * np.cos(t * t), np.cos(3 * t)]
    )


def right(w, grad, memory, t, lr, strength, mask) -> tuple:
    """The right next point and memory, by the rule of the library."""
    rule = AdamW(lr, weight_decay=np.where(mask, strength, 0.0))
    w, (m, v, _) = rule.step(w, grad, (*memory, 0 * w), t)
    return w, (m, v)


G = np.array([3.0, -4.0, 1e-7])
LATER = (np.array([0.5, -1.0, 0.1]), np.array([9.0, 1.0, 4e-4]))
MASK = np.array([True, False, True])
W = np.array([2.0, -3.0, 40.0])

adamw = Task(
    "E09.3",
    "adamw_step(w, grad, memory, t, lr, strength, mask)",
    points=8,
    returns=several(array, several(array, array)),
    probes=[
        (W, G, (0 * G, 0 * G), 1, 0.5, 0.1, MASK),
        (W, G, LATER, 3, 0.5, 0.1, MASK),
        (W, 0 * G, LATER, 3, 0.05, 0.4, MASK),
    ],
    hints=[
        "Begin with λ = 0: that is Adam of lesson 08. m and v first, then the "
        "correction, then the step.",
        "Which w is decayed: the one before the step or the one after it?",
        "m and v take in grad alone. Print both with λ = 0 and with λ = 1: they must "
        "be the same.",
        "shrink = 1 − αλ where mask is True, else 1: np.where(mask, …, 1.0). Then "
        "w = shrink · w − α m̂/(√v̂ + ε).",
    ],
)


def fresh(w: np.ndarray) -> tuple:
    """The memory before the first update."""
    return np.zeros(np.shape(w)), np.zeros(np.shape(w))


def walked(call, w, gradients, lr, strength, mask) -> Iterator[np.ndarray]:
    """The points of an answer that meets these gradients, one after another."""
    memory = fresh(w)
    for t, grad in enumerate(gradients, start=1):
        w, memory = call(w, grad, memory, t, lr, strength, mask)
        yield w


def cases(rng: Generator) -> Iterator[tuple]:
    """Point, gradient, memory, t, α, λ and mask: the simplest ones first."""
    one, yes = np.array([1.0]), np.array([True])
    yield one, np.array([1.0]), fresh(one), 1, 0.1, 0.5, yes
    yield one * 4, np.array([3.0]), (one * 2, one * 4), 2, 0.1, 0.5, yes
    yield one * 4, np.array([1e-7]), fresh(one), 1, 0.1, 0.5, yes
    for shape in ((3,), (2, 2), (5,)):
        w, grad, m = (np.round(rng.uniform(-5, 5, shape), 1) for _ in range(3))
        v = np.round(rng.uniform(0.1, 20, shape), 1)
        sizes, mask = 10.0 ** rng.integers(-8, 2, shape), rng.random(shape) < 0.6
        t, lr = inputs.count(rng, 2, 40), inputs.rate(rng, 0.01, 0.2)
        memory = m * sizes, v * sizes**2
        yield w, grad * sizes, memory, t, lr, inputs.rate(rng, 0.1, 0.9), mask


def all_decayed(given: tuple) -> tuple:
    return (*given[:6], np.ones(np.shape(given[0]), dtype=bool))


@adamw.property("λ = 0: one update of Adam.", points=1)
def plain_adam(call, rng):
    for given in cases(rng):
        bare = (*given[:5], 0.0, given[6])
        yield call(*bare)[0], right(*bare)[0]


@adamw.property("no gradient so far: w shrinks by 1 − αλ, k updates by its power.", 1)
def idle(call, rng):
    w = np.array([1.0, -4.0])
    for k, lr, strength in ((1, 0.1, 0.5), (2, 0.1, 0.5), (60, 0.02, 0.3)):
        *_, end = walked(
            call, w, [np.zeros(2)] * k, lr, strength, np.array([True, True])
        )
        yield end, (1 - lr * strength) ** k * w
    for lr in (0.02, 0.01):
        *_, end = walked(call, w, [np.zeros(2)] * 40, lr, 0.3, np.array([True, True]))
        words = "half the rate must be half the shrink in logs: (1 − αλ)^k."
        yield end, (1 - lr * 0.3) ** 40 * w, words


@adamw.property("m and v take in the gradient of the data alone.", points=1)
def memory_of_the_data(call, rng):
    for given in cases(rng):
        yield list(call(*given)[1]), list(right(*given)[1])


@adamw.property("w = (1 − αλ) w − α m̂/(√v̂ + ε): the old w is decayed.", points=2)
def one_update(call, rng):
    for given in cases(rng):
        yield call(*all_decayed(given))[0], right(*all_decayed(given))[0]


@adamw.property("where mask is False nothing is decayed, and Adam steps on.", points=1)
def only_the_mask(call, rng):
    for given in cases(rng):
        none = (*given[:6], np.zeros(np.shape(given[0]), dtype=bool))
        yield call(*none)[0], right(*none)[0]
        yield call(*given)[0], right(*given)[0]


@adamw.property("after 1, 10 and 50 updates it must be where torch is.", 1, rtol=1e-10)
def like_torch(call, rng):
    gradients = [torch_gradient(t) for t in range(1, 51)]
    points = list(
        walked(call, np.array(START), gradients, 0.05, 0.2, np.array(DECAYED))
    )
    for t, point in TORCH.items():
        yield points[t - 1], np.array(point)


@adamw.property("it must not change its arguments, and keep nothing of its own.", 1)
def own_memory(call, rng):
    for given in cases(rng):
        before = [copied(one) for one in given]
        call(*given)
        words = "it must not change its arguments; work on a copy."
        for passed, kept in zip(call.passed, before, strict=True):
            yield passed, kept, words
        words = "the same call must give the same point twice: keep no memory."
        yield call(*given)[0], right(*given)[0], words
