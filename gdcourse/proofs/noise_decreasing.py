"""Lesson 06: learning rates that fall like 1/k on strongly convex functions.

They let the noise die out: as 1/k, which no method can beat, as the mean of k samples
is such a run.
"""

from typing import Any

import numpy as np
import sympy as sp

from gdcourse.optimizers.schedules import inverse_time
from gdcourse.proofs.assumptions import hypothesis, noise, projection
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import SmoothStronglyConvex, StronglyConvex
from gdcourse.proofs.noise_runs import (
    KS,
    coin_means,
    length,
    parabola_means,
    projected,
    random_bowl,
    random_kinks,
    random_shoves,
)
from gdcourse.proofs.noise_steps import NOISE, TRUSTED, L, N, k, mu, noisy_step, sigma
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.telescope import telescope
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.vectors import Vector

G, s, d, t = sp.symbols("G s d t")


# --- 6c: strongly convex, α_k = 1/(μ(k + s))


def decreasing_steps() -> Proof:
    """(N + s - 1)² E‖x_N - x*‖² ≤ (s - 1)² R² + N σ²/μ², for s ≥ (L + μ)/(2μ)."""
    f = SmoothStronglyConvex(mu, L)
    best, x, first = f.minimizer(), f.point("k"), f.point("0")
    size = 1 / (mu * (k + s))
    y = noisy_step(x, size)

    def V(x: Vector, k: sp.Expr) -> Form:
        return (k + s - 1) ** 2 * (x - best) ** 2 - k * sigma**2 / mu**2

    both = 2 * (k + s) ** 2 * size * (1 - size * mu)
    used = [(both, f.interpolation(x, best)), (both, f.interpolation(best, x))]
    square = (k + s) ** 2 * size * (2 - size * (L + mu)) / (L - mu)
    left = [(square, x.g - mu * (x - best))]
    step = prove(V(y, k + 1) <= V(x, k), used, late_start(k), squares=left)
    states = (x, k), (y, k + 1), (first, 0)
    (last, _), falls = telescope(V, step, *states, N)
    weight = (N + s - 1) ** 2
    start = (s - 1) ** 2 * (first - best) ** 2 + N * sigma**2 / mu**2
    claim = (last - best) ** 2 <= start / weight
    return prove(claim, [(1 / weight, falls)], late_start(N))


def late_start(counter: sp.Symbol) -> Region:
    """0 < μ < L, s ≥ (L + μ)/(2μ), σ > 0; k ≥ 0."""
    return Region(
        mu,
        sigma,
        positive={d: L - mu},
        nonnegative={t: s - (L + mu) / (2 * mu), counter: counter},
        solve={L: mu + d, s: t + 1 + d / (2 * mu)},
    )


def late_bound(ks: Any, mu: float, s: float, radius: float, sigma: float) -> np.ndarray:
    """((s - 1)² R² + kσ²/μ²) / (k + s - 1)², for α_k = 1/(μ(k + s)).

    >>> late_bound(np.array([0, 4]), mu=1.0, s=2.0, radius=3.0, sigma=2.0).tolist()
    [9.0, 1.0]
    """
    ks = np.asarray(ks)
    return ((s - 1) ** 2 * radius**2 + ks * sigma**2 / mu**2) / (ks + s - 1) ** 2


def random_decrease(rng: np.random.Generator) -> Run:
    """κ from 2 to 100."""
    f, sigma = random_bowl(rng, 10 ** rng.uniform(-2, 0)), rng.exponential()
    s = (f.L + f.mu) / (2 * f.mu) + rng.exponential()
    rates = 1 / (f.mu * (KS + s))
    means = coin_means(f, rates, random_shoves(rng, f.start, sigma))
    bound = late_bound(KS, f.mu, s, length(f.start), sigma)
    return Run(KS, means.distances, bound)


def steady_decrease(k: int) -> Run:
    """The parabola again; it is allowed every s > 1."""
    mu, s, ks = 0.5, 1.25, np.arange(k + 1)
    schedule = inverse_time(1 / (mu * s), decay_rate=1 / s)
    rates = schedule(np.arange(max(k, 1)))[:k]
    means = parabola_means(mu, rates, radius=2.0, sigma=1.5)
    return Run(ks, means, late_bound(ks, mu, s, 2.0, 1.5))


# --- 6c': one strongly convex function with kinks, and noise


def weighted_gap() -> Proof:
    """α_k = 2/(μ(k + 2)); S_N is the sum of (k + 1) (f(x_k) - f(u))."""
    f = StronglyConvex(mu)
    u, place, total = Vector.letter("u"), Vector.letter("x_{k}"), Form.value("S_{k}")
    x, there = f.at(place, "k"), f.at(u, "u")
    size, first = 2 / (mu * (k + 2)), Vector.letter("x_{0}")
    g = x.g + noise(sigma**2, "e_{k}")
    after, grown = Vector.letter("x_{k+1}"), total + (k + 1) * (x.f - there.f)

    def V(x: Vector, total: Form, k: sp.Expr) -> Form:
        return total + mu / 4 * k * (k + 1) * (x - u) ** 2 - k * G**2 / mu

    used = [
        (k + 1, f.strongly_convex(there, x)),
        ((k + 1) * size / 2, hypothesis(g**2 <= G**2, "mean square of at most G²")),
        ((k + 1) / (2 * size), projection(place - size * g, after, u)),
    ]
    claim = V(after, grown, k + 1) <= V(place, total, k)
    step = prove(claim, used, Region(mu, sigma, G, nonnegative=[k]))
    states = (place, total, k), (after, grown, k + 1), (first, Form.of(0), 0)
    (_, sum_, _), falls = telescope(V, step, *states, N)
    share = 2 / (N * (N + 1))  # the weights 1, …, N add up to N (N + 1)/2
    bound = 2 * G**2 / (mu * (N + 1))
    return prove(share * sum_ <= bound, [(share, falls)], Region(mu, sigma, G, N))


def weighted_gap_bound(ks: Any, mu: float, steepest: float) -> np.ndarray:
    """2G²/(μ(K + 1)) for the mean of K gaps with the weights 1, 2, …, K.

    >>> weighted_gap_bound(np.array([1, 3]), mu=1.0, steepest=1.0).tolist()
    [1.0, 0.5]
    """
    return 2 * steepest**2 / (mu * (np.asarray(ks) + 1))


def random_kinked(rng: np.random.Generator) -> Run:
    """On a ball, where the subgradients are bounded."""
    f, radius, steepest = random_kinks(rng)
    sigma, weights = rng.random(), KS[1:]
    shoves = random_shoves(rng, f.start, sigma)
    rates = 2 / (f.mu * (KS + 2))
    means = coin_means(f, rates, shoves, lambda x: projected(x, radius))
    gaps = np.cumsum(weights * means.gaps[:-1]) / np.cumsum(weights)
    size = (steepest**2 + sigma**2) ** 0.5
    return Run(weights, gaps, weighted_gap_bound(weights, f.mu, size))


THEOREMS = (
    Theorem(
        name="6c",
        title="Stochastic gradient descent with rates like 1/k, strongly convex",
        assumptions=r"f is L-smooth and $\mu$-strongly convex, $\mu < L$, "
        r"$R = \|x_0 - x_*\|$; $\alpha_k = 1 / (\mu (k + s))$ with "
        r"$s \ge (L + \mu) / (2\mu)$; " + NOISE,
        claim=r"$E\|x_K - x_*\|^2 \le ((s - 1)^2 R^2 + K \sigma^2 / \mu^2) / "
        r"(K + s - 1)^2$.",
        source="BottouCurtisNocedal2018",
        proofs=(decreasing_steps,),
        experiment=random_decrease,
        worst_case=steady_decrease,
        trusted=TRUSTED,
    ),
    Theorem(
        name="6c'",
        title="Stochastic subgradients with weighted means, strongly convex",
        assumptions=r"f is $\mu$-strongly convex on a convex set, and may have kinks; "
        r"unbiased subgradients with mean square at most $G^2$; projected steps; "
        r"$\alpha_k = 2 / (\mu (k + 2))$",
        claim=r"The mean of the gaps $E f(x_k) - f_*$, $k < K$, with the weights "
        r"$k + 1$, is at most $2 G^2 / (\mu (K + 1))$.",
        source="LacosteJulienSchmidtBach2012",
        proofs=(weighted_gap,),
        experiment=random_kinked,
        trusted=TRUSTED + "; projection on a convex set does not move away from it",
    ),
)
