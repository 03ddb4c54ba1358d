"""Lesson 08: what its prose says in numbers, and its displayed equations."""

from functools import lru_cache

import numpy as np
import sympy as sp

from gdcourse import landscapes
from gdcourse.datasets import load_digits
from gdcourse.optimizers import AdaGrad, Adam, GradientDescent, RMSprop, minimize
from gdcourse.proofs import adaptive_methods
from gdcourse.proofs.theorem import is_zero


@lru_cache
def updates(rule) -> int:
    """Updates to a millionth in a valley with κ = 1000 along the axes."""
    f = landscapes.quadratic(1000.0)
    values = minimize(f.value, f.gradient, [1.0, 1.0], rule, steps=4000).values
    return int(np.argmax(values <= 1e-6 * values[0]))


def training_images() -> int:
    return int((np.arange(len(load_digits().labels)) % 5 > 1).sum())


PROSE = {
    "269": lambda: updates(Adam(0.01)),
    "3452": lambda: updates(GradientDescent(0.001)),
    "1,077": training_images,
    "0.999": lambda: Adam().betas[1],
}


def steps_of(rule, gradients) -> np.ndarray:
    """The steps of a rule that begins at 0 and sees these gradients."""
    x, memory, points = 0.0, rule.init(0.0), [0.0]
    for t, g in enumerate(gradients, start=1):
        x, memory = rule.step(x, g, memory, t)
        points.append(x)
    return np.diff(points)


def travel_is_twice_the_root() -> bool:
    """The steps are α/√t, and their sum is at most 2α below 2α√T."""
    steps = -steps_of(AdaGrad(0.1), [3.0] * 10_000)
    counts = np.arange(1, 10_001)
    below = 0.2 * counts**0.5 - np.cumsum(steps)
    exact = np.allclose(steps, 0.1 / counts**0.5, rtol=1e-9, atol=0)
    return bool(exact and (below > 0).all() and (below < 0.2).all())


def adagrad_keeps_its_promise() -> bool:
    """Proved in one step; kept by 300 games of many rounds with the best rate."""
    adaptive_methods.adagrad_step()
    if not all(map(is_zero, adaptive_methods.root_lemma())):
        return False
    for seed in range(300):
        rng = np.random.default_rng(seed)
        slopes, half = adaptive_methods.random_slopes(rng), rng.exponential() + 0.1
        rule = AdaGrad(2 * half / 2**0.5, eps=0.0)
        start = half * rng.uniform(-1, 1, slopes.shape[1])
        regret = adaptive_methods.played(rule, slopes, half, start)[-1]
        lengths = np.sqrt((slopes**2).sum(axis=0)).sum()
        if regret > 2**0.5 * 2 * half * lengths + 1e-9:
            return False
    return True


def steps_of_rmsprop_are_bounded() -> bool:
    """For 100 wild sequences; attained by the first step."""
    for seed in range(100):
        rng = np.random.default_rng(seed)
        rho = rng.uniform(0.1, 0.999)
        gradients = rng.normal(size=50) * 10.0 ** rng.uniform(-6, 6, 50)
        steps = abs(steps_of(RMSprop(0.1, alpha=rho), gradients.tolist()))
        if steps.max() > 0.1 / (1 - rho) ** 0.5 * (1 + 1e-9):
            return False
    first = -steps_of(RMSprop(0.1, alpha=0.99, eps=0), [5.0])[0]
    return bool(np.isclose(first, 0.1 / 0.01**0.5, rtol=1e-12))


def weights_sum_by_induction() -> bool:
    beta, t = sp.symbols("beta t", positive=True)
    line = beta * (1 - beta**t) + (1 - beta) - (1 - beta ** (t + 1))
    return sp.simplify(line) == 0


def steps_of_adam_are_bounded() -> bool:
    """For wild sequences and all t; gradients that grow attain it in the limit."""
    bound = (1 - 0.9) / ((1 - 0.999) * (1 - 0.81 / 0.999)) ** 0.5
    for seed in range(60):
        rng = np.random.default_rng(seed)
        trend = np.cumprod(rng.uniform(0.8, 1.3, 200))
        gradients = trend * rng.choice([-1.0, 1.0], 200, p=[0.1, 0.9])
        if abs(steps_of(Adam(1.0), gradients.tolist())).max() > bound:
            return False
    t = np.arange(1, 20_001)
    series = (1 - (0.81 / 0.999) ** t) * (1 - 0.999**t) / (1 - 0.9**t) ** 2
    growing = ((0.999 / 0.9) ** np.arange(-15_000.0, 1)).tolist()
    attained = -steps_of(Adam(1.0), growing)[-1]
    below = bool((series <= 1 + 1e-12).all())  # Cauchy-Schwarz for every t
    return below and bool(np.isclose(attained, bound, rtol=1e-5))


EQUATIONS = {
    "travel": travel_is_twice_the_root,
    "adagrad-regret": adagrad_keeps_its_promise,
    "rms-step": steps_of_rmsprop_are_bounded,
    "weights-sum": weights_sum_by_induction,
    "longest-step": steps_of_adam_are_bounded,
}
