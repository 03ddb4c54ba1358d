"""Lesson 06: functions that change from step to step: regret, and kinks.

x_{t+1} = P(x_t - α_t g_t), where P projects on a convex set. The regret against u is
Σ f_t(x_t) - f_t(u).
"""

from typing import Any

import numpy as np
import sympy as sp

from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.schedules import inverse_time
from gdcourse.proofs.assumptions import hypothesis, projection
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import Lipschitz, Point, StronglyConvex
from gdcourse.proofs.noise_runs import length, projected
from gdcourse.proofs.noise_steps import N, a, k, mu
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.telescope import telescope
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.vectors import Vector

G, D, root = sp.symbols("G D q")


def round_of(f: Any) -> tuple[Vector, Vector, Point, Point, Form]:
    """What a round begins with: u, the place x_t, both as points of f_t, the sum."""
    u, place = Vector.letter("u"), Vector.letter("x_{t}")
    total = Form.value("S_{t}")
    return u, place, f.at(place, "t"), f.at(u, "u"), total


def regret() -> Proof:
    """N rounds of one α; S_N is the regret."""
    f = Lipschitz(G, "f_t")
    u, place, x, there, total = round_of(f)
    after, grown = Vector.letter("x_{t+1}"), total + x.f - there.f
    first = Vector.letter("x_{0}")

    def V(x: Vector, total: Form, k: sp.Expr) -> Form:
        return total + (x - u) ** 2 / (2 * a) - k * a * G**2 / 2

    used = [
        (1, f.convex(there, x)),
        (a / 2, f.bounded(x)),
        (1 / (2 * a), projection(place - a * x.g, after, u)),
    ]
    claim = V(after, grown, k + 1) <= V(place, total, k)
    step = prove(claim, used, Region(a, G, nonnegative=[k]), squares=[])
    states = (place, total, k), (after, grown, k + 1), (first, Form.of(0), 0)
    (_, regret, _), falls = telescope(V, step, *states, N)
    bound = (first - u) ** 2 / (2 * a) + a * G**2 * N / 2
    return prove(regret <= bound, [(1, falls)], Region(a, G, N))


def best_rate() -> tuple[sp.Expr, ...]:
    """D²/(2α) + αG²T/2 is DG√T for α = D/(G√T), and never less; q = √T."""
    bound = D**2 / (2 * a) + a * G**2 * root**2 / 2
    excess = (D - a * G * root) ** 2 / (2 * a)
    return bound - D * G * root - excess, bound.subs(a, D / (G * root)) - D * G * root


def regret_bound(rounds: Any, lr: float, distance: float, steepest: float) -> Any:
    """D²/(2α) + αG²T/2, with D = ‖x_0 - u‖ and ‖g_t‖ ≤ G.

    >>> regret_bound(4, lr=0.5, distance=1.0, steepest=1.0)
    2.0
    """
    return distance**2 / (2 * lr) + lr * steepest**2 * rounds / 2


def strong_regret() -> Proof:
    """α_t = 1/(μt), t = 1, 2, …: S_N against H_N = 1 + 1/2 + … + 1/N."""
    f = StronglyConvex(mu, "f_t")
    u, place, x, there, total = round_of(f)
    harmonic, after = Form.value("H_{t}"), Vector.letter("x_{t+1}")
    size, first = 1 / (mu * (k + 1)), Vector.letter("x_{0}")

    def V(x: Vector, total: Form, harmonic: Form, k: sp.Expr) -> Form:
        return total + mu * k / 2 * (x - u) ** 2 - G**2 / (2 * mu) * harmonic

    used = [
        (1, f.strongly_convex(there, x)),
        (size / 2, hypothesis(x.g**2 <= G**2, "subgradients no longer than G")),
        (1 / (2 * size), projection(place - size * x.g, after, u)),
    ]
    grown = total + x.f - there.f, harmonic + 1 / (k + 1)
    claim = V(after, *grown, k + 1) <= V(place, total, harmonic, k)
    step = prove(claim, used, Region(mu, G, nonnegative=[k]), squares=[])
    states = (place, total, harmonic, k), (after, *grown, k + 1)
    zeros = first, Form.of(0), Form.of(0), 0
    (last, regret, sum_, _), falls = telescope(V, step, *states, zeros, N)
    bound = G**2 / (2 * mu) * sum_
    return prove(regret <= bound, [(1, falls)], Region(mu, G, nonnegative=[N]))


def strong_regret_bound(rounds: int, mu: float, steepest: float) -> np.ndarray:
    """G²/(2μ) (1 + 1/2 + … + 1/T) for T = 1, …, ``rounds``.

    >>> strong_regret_bound(2, mu=1.0, steepest=2.0).tolist()
    [2.0, 3.0]
    """
    return steepest**2 / (2 * mu) * np.cumsum(1 / np.arange(1, rounds + 1))


def _played(
    gradient: Any, rule: Any, x: np.ndarray, radius: float, T: int
) -> np.ndarray:
    """The points x_1, …, x_T on a ball."""
    points = []
    for t in range(1, T + 1):
        points.append(x)
        x, _ = rule.step(x, gradient(x, t - 1), None, t)
        x = projected(x, radius)
    return np.array(points)


def random_rounds(rng: np.random.Generator) -> Run:
    """Linear losses with a trend on a ball, against the best point in the end."""
    d, T, radius = rng.integers(1, 5), 30, rng.uniform(0.2, 2)
    slopes = rng.normal(size=(T, d)) + rng.normal(size=d)
    steepest, lr = np.linalg.norm(slopes, axis=1).max(), rng.exponential(0.3)
    best = slopes.sum(axis=0)
    best *= -radius / length(best)
    start = projected(rng.normal(size=d), radius)
    rule = GradientDescent(lr)
    points = _played(lambda x, t: slopes[t], rule, start, radius, T)
    regret, rounds = np.cumsum(((points - best) * slopes).sum(axis=1)), np.arange(T) + 1
    return Run(rounds, regret, regret_bound(rounds, lr, length(start - best), steepest))


def orthogonal_rounds(k: int) -> Run:
    """Each gradient points where no one did before; T = k, G = 2, D = 3."""
    rounds = max(k, 1)
    slopes, lr = 2.0 * np.eye(rounds), 3.0 / (2.0 * rounds**0.5)
    u, rule = -lr * slopes.sum(axis=0), GradientDescent(lr)
    points = _played(lambda x, t: slopes[t], rule, np.zeros(rounds), np.inf, rounds)
    regret = ((points - u) * slopes).sum()
    bound = regret_bound(rounds, lr, 3.0, 2.0)
    return Run(np.array([rounds]), np.array([regret]), np.array([bound]))


def random_strong_rounds(rng: np.random.Generator) -> Run:
    """f_t = μ/2 ‖x - c_t‖² on a ball, against any point of it."""
    d, T, radius, mu = rng.integers(1, 5), 30, rng.uniform(0.2, 2), rng.exponential()
    centers = rng.normal(size=(T, d)) + rng.normal(size=d)
    steepest = mu * (radius + np.linalg.norm(centers, axis=1).max())
    u, start = projected(centers.mean(axis=0), radius), rng.normal(size=d)
    rule = GradientDescent(lr=inverse_time(1 / mu))
    start = projected(start, radius)
    points = _played(lambda x, t: mu * (x - centers[t]), rule, start, radius, T)
    losses = ((points - centers) ** 2 - (u - centers) ** 2).sum(axis=1)
    regret = mu / 2 * np.cumsum(losses)
    return Run(np.arange(T) + 1, regret, strong_regret_bound(T, mu, steepest))


THEOREMS = (
    Theorem(
        name="6f",
        title="Online gradient descent: regret",
        assumptions=r"each $f_t$ is convex with subgradients no longer than G on a "
        r"convex set that holds u; steps are projected on it; $D = \|x_0 - u\|$",
        claim=r"$\sum_t f_t(x_t) - f_t(u) \le D^2 / (2\alpha) + \alpha G^2 T / 2$. "
        r"It is $D G \sqrt T$ for $\alpha = D / (G \sqrt T)$.",
        source="Zinkevich2003",
        proofs=(regret,),
        identities=(best_rate,),
        experiment=random_rounds,
        worst_case=orthogonal_rounds,
        trusted="induction over the rounds; projection on a convex set does not move "
        "away from it",
    ),
    Theorem(
        name="6f'",
        title="Online gradient descent: regret under strong convexity",
        assumptions=r"as in 6f, each $f_t$ is $\mu$-strongly convex; "
        r"$\alpha_t = 1 / (\mu t)$, $t = 1, 2, \dots$",
        claim=r"$\sum_t f_t(x_t) - f_t(u) \le \frac{G^2}{2\mu} (1 + \frac12 + \dots + "
        r"\frac1T)$.",
        source="HazanAgarwalKale2007",
        proofs=(strong_regret,),
        experiment=random_strong_rounds,
        trusted="induction over the rounds; projection on a convex set does not move "
        "away from it",
    ),
)
