"""Lesson 06: steps with noise: the proofs of gradient descent, and one more term.

x_{k+1} = x_k - α_k (∇f(x_k) + e_k), where E[e_k] = 0 and E‖e_k‖² ≤ σ² given the past.
All squares, values and gradients of a random point stand for their means.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import sympy as sp

from gdcourse.proofs.assumptions import noise
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import Point, SmoothConvex, SmoothStronglyConvex
from gdcourse.proofs.noise_runs import (
    COINS,
    KS,
    coin_means,
    length,
    parabola_means,
    random_bowl,
    random_shoves,
)
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import L, a, d, mu, short_steps, t
from gdcourse.proofs.telescope import telescope
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.vectors import Vector

sigma, k, N, R, root = sp.symbols("sigma k N R q")
NOISE = (
    r"unbiased gradients $\nabla f(x_k) + e_k$: given the past $E[e_k] = 0$ and "
    r"$E\|e_k\|^2 \le \sigma^2$"
)
TRUSTED = "induction over the steps; means are linear and taken step by step"


def contracting_steps() -> Region:
    """0 < μ < L, 0 < α ≤ 2/(L + μ) and σ > 0."""
    inside = {t: 2 / (a * (L + mu)) - 1}
    solve = {L: mu + d, a: 2 / ((2 * mu + d) * (1 + t))}
    return Region(mu, sigma, positive={d: L - mu}, nonnegative=inside, solve=solve)


def noisy_step(x: Point, size: Any = a) -> Vector:
    """x_{k+1}; the noise is younger than x_k and its gradient."""
    return x - size * (x.g + noise(sigma**2, "e_{k}"))


# --- 6a: convex


def one_gap() -> Proof:
    """What one step pays for the gap, for any α_k ≤ 1/L."""
    f = SmoothConvex(L)
    best, x = f.minimizer(), f.point("k")
    y = noisy_step(x).named("x_{k+1}")
    paid = (x - best) ** 2 - (y - best) ** 2 + a**2 * sigma**2
    used = [(2 * a, f.interpolation(best, x))]
    left = [(a * (1 / L - a), x.g)]
    return prove(2 * a * (x.f - best.f) <= paid, used, short_steps(sigma), squares=left)


def mean_gap() -> Proof:
    """N steps of one α: S_N is the sum of the gaps of x_0, …, x_{N-1}."""
    f = SmoothConvex(L)
    best, x, gaps = f.minimizer(), f.point("k"), Form.value("S_{k}")
    y, after, first = noisy_step(x), gaps + x.f - best.f, f.point("0")

    def V(x: Vector, gaps: Form, k: sp.Expr) -> Form:
        return (x - best) ** 2 + 2 * a * gaps - k * a**2 * sigma**2

    claim = V(y, after, k + 1) <= V(x, gaps, k)
    used = [(2 * a, f.interpolation(best, x))]
    step = prove(claim, used, short_steps(sigma, counters=[k]))
    states = (x, gaps, k), (y, after, k + 1), (first, Form.of(0), 0)
    (last, total, _), falls = telescope(V, step, *states, N)
    share = 1 / (2 * a * N)
    claim = total / N <= share * (first - best) ** 2 + a * sigma**2 / 2
    left = [(share, last - best)]
    return prove(claim, [(share, falls)], short_steps(sigma, N), squares=left)


def best_rate() -> tuple[sp.Expr, ...]:
    """R²/(2αK) + ασ²/2 is Rσ/√K for α = R/(σ√K), and never less; q = √K."""
    bound = R**2 / (2 * a * root**2) + a * sigma**2 / 2
    excess = (R / root - a * sigma) ** 2 / (2 * a)
    at_best = bound.subs(a, R / (sigma * root)) - R * sigma / root
    return bound - R * sigma / root - excess, at_best


def gap_bound(rates: Sequence[float], radius: float, sigma: float) -> np.ndarray:
    """(R² + σ² Σ α_k²) / (2 Σ α_k) over the first 1, 2, … steps, for α_k ≤ 1/L.

    It bounds the mean of the gaps f(x_k) - f* weighted by α_k, and so the gap at the
    weighted mean of the points.

    >>> gap_bound([0.5, 0.5], radius=1.0, sigma=1.0).tolist()
    [1.25, 0.75]
    """
    rates = np.asarray(rates)
    return (radius**2 + sigma**2 * np.cumsum(rates**2)) / (2 * np.cumsum(rates))


# --- 6b: strongly convex


def noise_ball() -> Proof:
    """The error shrinks by (1 - αμ)² and the noise adds α²σ²."""
    f = SmoothStronglyConvex(mu, L)
    best, x = f.minimizer(), f.point("k")
    y = noisy_step(x).named("x_{k+1}")
    claim = (y - best) ** 2 <= (1 - a * mu) ** 2 * (x - best) ** 2 + a**2 * sigma**2
    both = 2 * a * (1 - a * mu)
    used = [(both, f.interpolation(x, best)), (both, f.interpolation(best, x))]
    left = [(a * (2 - a * (L + mu)) / (L - mu), x.g - mu * (x - best))]
    conditions = [1 - a * mu]
    return prove(claim, used, contracting_steps(), squares=left, conditions=conditions)


def ball_is_fixed() -> tuple[sp.Expr, ...]:
    """ασ²/(μ(2 - αμ)) is what shrinking and noise leave as it is."""
    ball = a * sigma**2 / (mu * (2 - a * mu))
    return ((1 - a * mu) ** 2 * ball + a**2 * sigma**2 - ball,)


def ball_bound(
    ks: Any, lr: float, mu: float, radius: float, sigma: float
) -> np.ndarray:
    """ρ^{2k} R² + (1 - ρ^{2k}) ασ²/(μ(2 - αμ)), with ρ = 1 - αμ.

    >>> ball_bound(np.array([0, 1]), lr=0.5, mu=1.0, radius=1.0, sigma=1.0).tolist()
    [1.0, 0.5]
    """
    shrunk = (1 - lr * mu) ** (2 * np.asarray(ks))
    return shrunk * radius**2 + (1 - shrunk) * lr * sigma**2 / (mu * (2 - lr * mu))


def random_gaps(rng: np.random.Generator) -> Run:
    """Random rates up to 1/L."""
    f, sigma = random_bowl(rng), rng.exponential()
    rates = rng.uniform(0.01, 1, COINS) / f.L
    means = coin_means(f, rates, random_shoves(rng, f.start, sigma))
    weighted = np.cumsum(rates * means.gaps[:-1]) / np.cumsum(rates)
    return Run(KS[1:], weighted, gap_bound(rates, length(f.start), sigma))


def random_ball(rng: np.random.Generator) -> Run:
    """κ from 2 to 1000."""
    f, sigma = random_bowl(rng, 10 ** rng.uniform(-3, 0)), rng.exponential()
    lr = rng.uniform(0, 2) / (f.L + f.mu)
    means = coin_means(f, [lr] * COINS, random_shoves(rng, f.start, sigma))
    bounds = ball_bound(KS, lr, f.mu, length(f.start), sigma)
    return Run(KS, means.distances, bounds)


def steady_ball(k: int) -> Run:
    """The parabola μx²/2 from 2, with αμ = 0.3."""
    means, ks = parabola_means(0.5, [0.6] * k, radius=2.0, sigma=1.5), np.arange(k + 1)
    return Run(ks, means, ball_bound(ks, 0.6, 0.5, 2.0, 1.5))


THEOREMS = (
    Theorem(
        name="6a",
        title="Stochastic gradient descent, convex: the mean gap",
        assumptions=r"f is convex and L-smooth with a minimizer $x_*$, "
        r"$R = \|x_0 - x_*\|$; $0 < \alpha_k \le 1/L$; " + NOISE,
        claim=r"The mean of the gaps $E f(x_k) - f_*$, $k < K$, with the weights "
        r"$\alpha_k$ is at most $(R^2 + \sigma^2 \sum \alpha_k^2) / (2 \sum "
        r"\alpha_k)$: $R^2 / (2\alpha K) + \alpha\sigma^2 / 2$ for one $\alpha$, and "
        r"$R\sigma / \sqrt K$ for $\alpha = R / (\sigma \sqrt K) \le 1/L$.",
        source="NemirovskiEtAl2009",
        proofs=(one_gap, mean_gap),
        identities=(best_rate,),
        experiment=random_gaps,
        trusted=TRUSTED,
    ),
    Theorem(
        name="6b",
        title="Stochastic gradient descent, strongly convex: the noise ball",
        assumptions=r"f is L-smooth and $\mu$-strongly convex, $\mu < L$; "
        r"$0 < \alpha \le 2 / (L + \mu)$; " + NOISE,
        claim=r"$E\|x_{k+1} - x_*\|^2 \le (1 - \alpha\mu)^2 E\|x_k - x_*\|^2 + "
        r"\alpha^2 \sigma^2$. So the mean square distance falls at a linear rate to at "
        r"most $\alpha\sigma^2 / (\mu (2 - \alpha\mu))$.",
        source="BottouCurtisNocedal2018",
        proofs=(noise_ball,),
        identities=(ball_is_fixed,),
        experiment=random_ball,
        worst_case=steady_ball,
        trusted=TRUSTED,
    ),
)
