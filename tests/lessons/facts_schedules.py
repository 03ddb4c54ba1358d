"""Lesson 10: what its prose says in numbers, and its displayed equations."""

import numpy as np
import sympy as sp

from gdcourse.optimizers import cosine, inverse_time
from gdcourse.proofs.schedules_cosine import cosine_sums, scheduled_sums

PROSE = {
    "199": lambda: int(np.arange(200)[-1]),
    "1.99": lambda: float((np.arange(1, 200) / 100)[-1]),
}


def slope_of_the_wave_is_a_sine() -> bool:
    """By SymPy; and the schedule of the course has this slope in its middle."""
    k, T, low, high = sp.symbols("k T low high", positive=True)
    wave = low + (high - low) / 2 * (1 + sp.cos(sp.pi * k / T))
    said = -sp.pi / (2 * T) * (high - low) * sp.sin(sp.pi * k / T)
    plan, ks = cosine(0.5, T_max=1000, eta_min=0.1), np.arange(1, 1000)
    measured = (plan(ks + 1) - plan(ks - 1)) / 2
    exact = -np.pi / 2000 * 0.4 * np.sin(np.pi * ks / 1000)
    close = np.allclose(measured, exact, rtol=1e-5, atol=0)
    return sp.simplify(sp.diff(wave, k) - said) == 0 and bool(close)


def greedy_rate_adds_a_constant_to_the_inverse() -> bool:
    """The best next rate, and what it makes of 1/m."""
    a, alpha, sigma, m = sp.symbols("a alpha sigma m", positive=True)
    after = (1 - a * alpha) ** 2 * m + alpha**2 * sigma**2
    best = a * m / (a**2 * m + sigma**2)
    flat = sp.simplify(sp.diff(after, alpha).subs(alpha, best)) == 0
    bends = sp.diff(after, alpha, 2).is_positive
    grows = 1 / after.subs(alpha, best) - 1 / m - a**2 / sigma**2
    return bool(flat and bends and sp.simplify(grows) == 0)


def last_square(rates: np.ndarray, a: float, noise: float, m: float) -> float:
    """E x² after updates with these rates."""
    for lr in rates:
        m = (1 - a * lr) ** 2 * m + lr**2 * noise
    return m


def no_schedule_beats_the_best_one() -> bool:
    """It is greedy at every step, and 200 random schedules end above it."""
    rng = np.random.default_rng(0)
    for _ in range(20):
        a, noise, m = rng.exponential(size=3) + 0.1
        s = noise / (a**2 * m)
        rates = 1 / (a * (np.arange(30) + 1 + s))
        named = inverse_time(1 / (a * (1 + s)), 1 / (1 + s))(np.arange(30))
        best = last_square(rates, a, noise, m)
        others = rates * rng.uniform(0.5, 1.5, size=(10, 30))
        ends = [last_square(other, a, noise, m) for other in others]
        exact = np.isclose(1 / best, 1 / m + 30 * a**2 / noise)
        if not (exact and np.allclose(rates, named) and min(ends) > best):
            return False
    return True


def cosine_adds_up() -> bool:
    lengths = range(2, 300)
    pairs = [(scheduled_sums(T, 0.3), cosine_sums(T, 0.3)) for T in lengths]
    return bool(np.allclose(*zip(*pairs, strict=True), rtol=1e-12))


def chebyshev_rates_are_best() -> bool:
    """The worst factor is 1/T_n, and 300 random sets of rates have a worse one."""
    rng = np.random.default_rng(0)
    for n, mu, L in ((1, 1.0, 9.0), (2, 0.5, 10.0), (5, 1.0, 30.0), (8, 2.0, 100.0)):
        nodes = np.cos((2 * np.arange(n) + 1) * np.pi / (2 * n))
        rates, grid = 2 / (L + mu + (L - mu) * nodes), np.linspace(mu, L, 4001)
        worst = abs(np.prod(1 - np.outer(rates, grid), axis=0)).max()
        kappa = L / mu
        said = 1 / float(sp.chebyshevt(n, (kappa + 1) / (kappa - 1)))
        others = 1 / rng.uniform(mu, L, size=(75, n, 1))
        rivals = abs(np.prod(1 - others * grid, axis=1)).max(axis=1)
        if not (np.isclose(worst, said, rtol=1e-9) and rivals.min() > said):
            return False
    return True


EQUATIONS = {
    "cosine-slope": slope_of_the_wave_is_a_sine,
    "one-step": greedy_rate_adds_a_constant_to_the_inverse,
    "best-schedule": no_schedule_beats_the_best_one,
    "cosine-sums": cosine_adds_up,
    "chebyshev": chebyshev_rates_are_best,
}
