"""Lesson 11: gradients through a random choice, estimated from samples.

A choice has no slope in θ, but its mean pay J has (see ``choices``). Where the sum over
all choices has too many terms, ∇J is estimated:

- ``reinforce``: (f_k − b) ∇log p_k, unbiased for every baseline b
- ``gumbel_softmax``: the slope of a soft choice at temperature τ; biased, and the less
  so the colder it is, but then it scatters more
- ``straight_through``: the slope of f itself, as if the hard choice of 0 or 1 were its
  chance; right for a straight line f, biased in general

All estimates have components first and samples last, (d, samples).
"""

from collections.abc import Callable

import numpy as np

from gdcourse.arguments import function, generator, one_number, positive, same_shape
from gdcourse.derivation.choices import (
    exact_gradient,
    priced,
    probabilities,
    sample_count,
    scores,
)
from gdcourse.derivation.entrywise import sigmoid, softmax

SLOPE_HINT = "Give f' as a function of an array of bits."


def reinforce_of_each(
    theta: np.ndarray, f: np.ndarray, baseline: float = 0.0
) -> np.ndarray:
    """What ``reinforce`` gives for every choice: column k is (f_k − b) ∇log p_k.

    Their mean, weighted with p, is ``exact_gradient`` for every b, as Σ_k p_k ∇log p_k
    is 0: Σ_k ∇p_k is the gradient of 1.

    >>> terms = reinforce_of_each([0.0, 0.0], [1.0, 3.0], baseline=7.0)
    >>> terms @ probabilities([0.0, 0.0])
    array([-0.5,  0.5])
    """
    _, f = priced(theta, f)
    return (f - one_number("baseline", baseline, "Try 0.0.")) * scores(theta)


def reinforce(
    theta: np.ndarray,
    f: np.ndarray,
    rng: np.random.Generator,
    samples: int,
    baseline: float = 0.0,
) -> np.ndarray:
    """(f_k − b) ∇log p_k for drawn choices k: shape (d, samples), unbiased.

    The baseline b may be any number that does not depend on the choice; J takes most of
    the scatter away, ``best_baseline`` all that a number can.
    Source: Williams1992.

    >>> g = reinforce([0.0, 0.0], [1.0, 3.0], np.random.default_rng(0), 5, baseline=2.0)
    >>> g.tolist()
    [[-0.5, -0.5, -0.5, -0.5, -0.5], [0.5, 0.5, 0.5, 0.5, 0.5]]
    """
    p = probabilities(theta)
    drawn = generator(rng).choice(len(p), size=sample_count(samples), p=p)
    return reinforce_of_each(theta, f, baseline)[:, drawn]


def total_variance(theta: np.ndarray, f: np.ndarray, baseline: float = 0.0) -> float:
    """E‖g − ∇J‖² of one ``reinforce`` sample g, by the sum over all choices.

    >>> total_variance([0.0, 0.0], [1.0, 3.0])
    2.0
    >>> total_variance([0.0, 0.0], [1.0, 3.0], baseline=2.0)
    0.0
    """
    error = reinforce_of_each(theta, f, baseline) - exact_gradient(theta, f)[:, None]
    return float((error**2).sum(axis=0) @ probabilities(theta))


def best_baseline(theta: np.ndarray, f: np.ndarray) -> float:
    """The b of least ``total_variance``: the mean of f weighted with p_k ‖∇log p_k‖².

    Source: GreensmithBartlettBaxter2004.

    >>> best_baseline([0.0, 0.0], [1.0, 3.0])
    2.0
    """
    p, f = priced(theta, f)
    weights = p * (scores(theta) ** 2).sum(axis=0)
    return float(weights @ f / weights.sum())


def gumbel_softmax(
    theta: np.ndarray,
    f: np.ndarray,
    rng: np.random.Generator,
    samples: int,
    temperature: float = 1.0,
) -> np.ndarray:
    """∇ f·y of soft choices y = softmax((θ + G) / τ): shape (d, samples).

    G = −log(−log U), with U uniform on (0, 1), is a Gumbel variable: the largest entry
    of θ + G, and so of y, is at k with chance p_k exactly. The slope in θ, which is
    y ∘ (f − f·y) / τ, has the mean ∇E f·y and not ∇J: a bias that vanishes as τ → 0.
    Source: JangGuPoole2017, MaddisonMnihTeh2017.

    >>> rng = np.random.default_rng(0)
    >>> gumbel_softmax([0.0, 0.0], [1.0, 3.0], rng, samples=4).shape
    (2, 4)
    """
    p, f = priced(theta, f)
    tau = float(positive("temperature", temperature, "Small is hard, 1 is soft."))
    gumbel = generator(rng).gumbel(size=(sample_count(samples), len(p)))
    y = softmax((np.asarray(theta) + gumbel) / tau).T
    return y * (f[:, None] - f @ y) / tau


def straight_through_of_each(theta: float, slope: Callable) -> np.ndarray:
    """What ``straight_through`` gives for the bits 0 and 1: shape (2,).

    Its mean is p (1 − p) (p f'(1) + (1 − p) f'(0)). The gradient of J = p f(1) +
    (1 − p) f(0) is ``exact_gradient([0, theta], [f(0), f(1)])[1]``: p (1 − p) times the
    rise f(1) − f(0), which need not be a mean of the slopes at its ends.
    """
    p = sigmoid(np.asarray(one_number("theta", theta, "Try 0.0.")))
    slopes = np.asarray(function("slope", slope, SLOPE_HINT)(np.array([0.0, 1.0])))
    same_shape("slope(bits)", slopes, np.zeros(2), "Give one slope for each bit.")
    return slopes * p * (1 - p)


def straight_through(
    theta: float, slope: Callable, rng: np.random.Generator, samples: int
) -> np.ndarray:
    """f'(b) p (1 − p) for drawn bits b of chance p = σ(θ): shape (samples,).

    Forward, b is 0 or 1; backward, b is taken for p, whose slope in θ is p (1 − p).
    ``slope`` is f' as a function of an array of bits.
    Source: BengioLeonardCourville2013.

    >>> line = straight_through(0.0, lambda b: 0 * b + 2.0, np.random.default_rng(0), 3)
    >>> line
    array([0.5, 0.5, 0.5])
    """
    p = sigmoid(np.asarray(one_number("theta", theta, "Try 0.0.")))
    bits = generator(rng).random(sample_count(samples)) < p
    return straight_through_of_each(theta, slope)[bits.astype(int)]
