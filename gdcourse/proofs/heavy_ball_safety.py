"""Lesson 07: heavy ball is safe with a small learning rate, α ≤ (1 - β)/L.

Then it converges on every smooth convex function, and z = x + β/(1 - β) (x - x_{k-1})
walks like gradient descent with the step α/(1 - β), but with the gradients at x.
"""

from typing import Any

import numpy as np
import sympy as sp

from gdcourse.optimizers import Momentum
from gdcourse.proofs.assumptions import noise
from gdcourse.proofs.certificate import Using, prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import Point, SmoothConvex
from gdcourse.proofs.problems import random_convex, walk
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.telescope import telescope
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.vectors import Vector

L, N, a, b, k, sigma, t, u = sp.symbols("L N alpha beta k sigma t u")
FALL = 2 * a / (1 - b)  # what a step pays for the gap
WEIGHT = 2 * a * b / (1 - b) ** 2  # of the gap before the last step
NOISE = (a * sigma / (1 - b)) ** 2  # what a step costs


def safe_pairs(*more: sp.Symbol, counters: tuple = ()) -> Region:
    """0 ≤ β < 1 and 0 < α ≤ (1 - β)/L; the other symbols are positive.

    >>> safe_pairs().is_nonnegative(1 - b - a * L)
    True
    """
    inside = {u: b / (1 - b), t: (1 - b) / (a * L) - 1}
    return Region(
        L,
        *more,
        nonnegative=inside | {counter: counter for counter in counters},
        solve={b: u / (1 + u), a: (1 - b) / (L * (1 + t))},
    )


def _hidden_descent() -> tuple[sp.Expr, ...]:
    """z_{k+1} = z_k - α/(1 - β) g_k and x_k = β x_{k-1} + (1 - β) z_k, in letters."""
    before, now, g = sp.symbols("x_{k-1} x_k g_k")
    after = now - a * g + b * (now - before)
    z_now = now + b / (1 - b) * (now - before)
    z_after = after + b / (1 - b) * (after - now)
    return z_after - (z_now - a / (1 - b) * g), b * before + (1 - b) * z_now - now


def potential(best: Point, before: Point, z: Vector) -> Form:
    """V = ‖z - x*‖² + 2αβ/(1-β)² (f_{k-1} - f*)."""
    return (z - best) ** 2 + WEIGHT * (before.f - best.f)


def one_step(before: Point, z: Vector, noisy: bool) -> tuple[Point, Vector]:
    """x_k and z_{k+1}; the noise is younger than x_k and its gradient."""
    now = before.owner.at(b * before + (1 - b) * z, "k")
    gradient = now.g + noise(sigma**2, "e_k") if noisy else now.g
    return now, z - a / (1 - b) * gradient


def uses(best: Point, before: Point, now: Point) -> Using:
    """Smooth convexity seen from x*, and convexity seen from the point before."""
    f = best.owner
    return [(FALL, f.interpolation(best, now)), (WEIGHT, f.convex(before, now))]


def prove_step(noisy: bool = False) -> Proof:
    """V falls by 2α/(1-β) (f_k - f*)."""
    f = SmoothConvex(L)
    best, before, z = f.minimizer(), f.point("k-1"), Vector.letter("z_k")
    now, moved = one_step(before, z, noisy)
    left = potential(best, now, moved) + FALL * (now.f - best.f)
    V, where = potential(best, before, z), safe_pairs()
    if noisy:
        V, where = V + NOISE, safe_pairs(sigma)
    return prove(left <= V, uses(best, before, now), where, name="4g")


def prove_noisy_step() -> Proof:
    """The same with noise e_k in the gradient: α²σ²/(1-β)² is added."""
    return prove_step(noisy=True)


def prove_mean_gap() -> Proof:
    """N steps with noise: S_N is the sum of the gaps of x_0, …, x_{N-1}.

    After N steps the point before is written x_N.
    """
    f = SmoothConvex(L)
    best, first, gaps = f.minimizer(), f.point("0"), Form.value("S_k")
    before, z = f.point("k-1"), Vector.letter("z_k")
    now, moved = one_step(before, z, noisy=True)

    def V(before: Point, z: Vector, gaps: Form, k: sp.Expr) -> Form:
        return potential(best, before, z) + FALL * gaps - k * NOISE

    state, later = (before, z, gaps, k), (now, moved, gaps + now.f - best.f, k + 1)
    where = safe_pairs(sigma, counters=(k,))
    step = prove(V(*later) <= V(*state), uses(best, before, now), where)
    start = first, first, Form.of(0), 0
    (before, _, total, _), falls = telescope(V, step, state, later, start, N)
    bound = (first - best) ** 2 / (FALL * N) + b / (1 - b) * (first.f - best.f) / N
    noise_part, share = a * sigma**2 / (2 * (1 - b)), 1 / (FALL * N)
    used = [(share, falls), (share * WEIGHT, f.convex(before, best))]
    return prove(total / N <= bound + noise_part, used, safe_pairs(sigma, N), name="4g")


def safe_bound(K: Any, rule: Momentum, gap: float, square: float) -> Any:
    """(1-β)/(2αK) ‖x_0 - x*‖² + β/(1-β) (f_0 - f*)/K, for the mean gap of K points.

    >>> safe_bound(10, Momentum(lr=0.5, momentum=0.5), gap=1.0, square=2.0)
    0.2
    """
    lr, momentum = rule.lr, rule.momentum
    return ((1 - momentum) / (2 * lr) * square + momentum / (1 - momentum) * gap) / K


def _random_safe(rng: np.random.Generator) -> Run:
    problem, momentum = random_convex(rng), rng.uniform(0, 0.95)
    rule = Momentum((1 - momentum) / problem.L * rng.uniform(0.1, 1), momentum)
    run = walk(problem, rule, 20)
    K = run.ks + 1
    bounds = safe_bound(K, rule, run.gaps[0], run.distances[0])
    return Run(K, run.gaps.cumsum() / K, bounds)


THEOREMS = (
    Theorem(
        name="4g",
        title="Heavy ball with a small learning rate is safe",
        assumptions=r"f is convex and L-smooth; $0 \le \beta < 1$, "
        r"$\alpha \le (1 - \beta)/L$, $x_{-1} = x_0$",
        claim=r"$z_k = x_k + \frac{\beta}{1 - \beta}(x_k - x_{k-1})$ obeys "
        r"$z_{k+1} = z_k - \frac{\alpha}{1 - \beta} \nabla f(x_k)$, and the mean of "
        r"$f(x_k) - f_\star$ over $k < K$ is at most $\frac{1 - \beta}{2\alpha K}"
        r"\|x_0 - x_\star\|^2 + \frac{\beta}{(1 - \beta)K}(f(x_0) - f_\star)$. Noise "
        r"of variance $\sigma^2$ adds $\frac{\alpha\sigma^2}{2(1 - \beta)}$.",
        source="GhadimiFeyzmahdavianJohansson2015",
        proofs=(prove_step, prove_noisy_step, prove_mean_gap),
        identities=(_hidden_descent,),
        experiment=_random_safe,
        trusted="induction over the steps; means are linear and taken step by step",
    ),
)
