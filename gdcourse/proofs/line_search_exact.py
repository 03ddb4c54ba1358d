"""Lesson 04: exact line search: greedy, and no faster than one good fixed rate.

x_{k+1} is the lowest point on the line, so the next gradient is orthogonal to it.
"""

import numpy as np
import sympy as sp

from gdcourse.optimizers.line_search import ExactLineSearch
from gdcourse.proofs.assumptions import equation
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import SmoothStronglyConvex
from gdcourse.proofs.problems import Problem, random_strongly_convex
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import CURVED, L, mu
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.vectors import Vector

BISECTIONS = 50
u, v, w, lam, p, q = sp.symbols("u v w lambda p q")
rho = (L - mu) / (L + mu)


# --- 7c: every smooth strongly convex function


def exact_search() -> Proof:
    """x_1 is known only by two right angles; the rest is interpolation."""
    f = SmoothStronglyConvex(mu, L)
    best, x, y = f.minimizer(), f.point("0"), f.point("1")
    slopes = equation(y.g * x.g, 0, "the new gradient is orthogonal to the old")
    along = equation(y.g * (y - x), 0, "… and to the step")
    used = [
        (rho, f.interpolation(x, y)),
        (2 * mu * (L - mu) / (L + mu) ** 2, f.interpolation(best, x)),
        (2 * mu / (L + mu), f.interpolation(best, y)),
        (-2 / (L + mu), slopes),
        (-1, along),
    ]
    claim = y.f - best.f <= rho**2 * (x.f - best.f)
    turn = (L - mu) * (x - x.g / mu) + (L + mu) * (y - y.g / mu)
    left = [
        (2 * mu**2 * L**2 / ((L - mu) * (L + mu) ** 2), best - turn / (2 * L)),
        (mu / 2, x - y - 2 / (L + mu) * x.g),
    ]
    return prove(claim, used, CURVED, squares=left, conditions=[rho, 1 - rho])


def gap_bound(ks: np.ndarray, mu: float, L: float, gap: float) -> np.ndarray:
    """((L - μ)/(L + μ))^{2k} (f(x_0) - f*).

    >>> gap_bound(np.array([0, 1]), mu=1.0, L=3.0, gap=4.0).tolist()
    [4.0, 1.0]
    """
    return ((L - mu) / (L + mu)) ** (2 * np.asarray(ks)) * gap


def searched(f: Problem, x: np.ndarray) -> np.ndarray:
    """The lowest point along the gradient, by bisection of the slope.

    >>> bowl = Problem(lambda x: x @ x, lambda x: 2 * x, 2.0, np.ones(1), mu=2.0)
    >>> abs(searched(bowl, np.array([3.0]))).max() < 1e-12
    np.True_
    """
    g = f.gradient(x)
    short, long = 0.0, 1 / f.mu
    for _ in range(BISECTIONS):
        middle = (short + long) / 2
        if g @ f.gradient(x - middle * g) > 0:
            short = middle
        else:
            long = middle
    return x - short * g


def random_search(rng: np.random.Generator) -> Run:
    """Two steps; one is enough in one dimension."""
    f = random_strongly_convex(rng)
    points = [f.start]
    for _ in range(2):
        points.append(searched(f, points[-1]))
    gaps = np.array([f.value(x) for x in points])
    ks = np.arange(3)
    return Run(ks, gaps, gap_bound(ks, f.mu, f.L, gaps[0]))


def steady_zigzag(k: int) -> Run:
    """μx²/2 + Ly²/2 from (1/μ, 1/L): both coordinates shrink by ρ, one flips."""
    mu, L = 0.5, 8.0
    H, x = np.diag([mu, L]), np.array([1 / mu, 1 / L])
    rule, gaps = ExactLineSearch(hessian=lambda x: H), []
    for t in range(1, k + 2):
        gaps.append(x @ H @ x / 2)
        x, _ = rule.step(x, H @ x, None, t)
    ks = np.arange(k + 1)
    return Run(ks, np.array(gaps), gap_bound(ks, mu, L, gaps[0]))


# --- 7d: quadratics, by Kantorovich's inequality


def kantorovich() -> tuple[sp.Expr, ...]:
    """u = gᵀHg, w = gᵀg, v = gᵀH⁻¹g; A ≥ 0 is the lemma below, summed over λ."""
    A = (L + mu) * w - u - mu * L * v
    cauchy = (L + mu) ** 2 * w**2 - 4 * mu * L * u * v
    step = w / u  # the exact step; f = v/2, and f_+ = (v - 2 α w + α² u)/2
    after = v - 2 * step * w + step**2 * u
    return (
        cauchy - A * ((L + mu) * w + u + mu * L * v) - (u - mu * L * v) ** 2,
        after / v - (1 - w**2 / (u * v)),
        1 - 4 * mu * L / (L + mu) ** 2 - rho**2,
    )


def one_eigenvalue() -> Proof:
    """(L + μ) - λ - μL/λ = (L - λ)(λ - μ)/λ ≥ 0 for μ ≤ λ ≤ L."""
    g = Vector.letter(r"g_{\lambda}")
    where = Region(
        mu,
        nonnegative={p: lam - mu, q: L - lam},
        solve={lam: mu + p, L: mu + p + q},
    )
    left = [((L - lam) * (lam - mu) / lam, g)]
    return prove(((L + mu) - lam - mu * L / lam) * g**2 >= 0, [], where, squares=left)


def worst_start() -> tuple[sp.Expr, ...]:
    """From (1/μ, 1/L) the exact step is 2/(L + μ) and the coordinates turn by ±ρ."""
    H, x = sp.diag(mu, L), sp.Matrix([1 / mu, 1 / L])
    g = H * x
    step = (g.T * g)[0] / (g.T * H * g)[0]
    y = x - step * g
    return step - 2 / (L + mu), y[0] - rho * x[0], y[1] + rho * x[1]


def random_quadratic(rng: np.random.Generator) -> Run:
    """A random Hessian, and the rule of the course."""
    d = rng.integers(2, 6)
    curvatures = np.exp(rng.uniform(-3, 1, d))
    Q = np.linalg.qr(rng.normal(size=(d, d)))[0]
    H, x = Q @ np.diag(curvatures) @ Q.T, rng.normal(size=d)
    rule, gaps = ExactLineSearch(hessian=lambda x: H), []
    for t in range(1, 12):
        gaps.append(x @ H @ x / 2)
        x, _ = rule.step(x, H @ x, None, t)
    bounds = gap_bound(np.arange(11), curvatures.min(), curvatures.max(), gaps[0])
    return Run(np.arange(11), np.array(gaps), bounds)


THEOREMS = (
    Theorem(
        name="7c",
        title="Exact line search, smooth and strongly convex",
        assumptions=r"f is L-smooth and $\mu$-strongly convex, $\mu < L$; "
        r"$x_{k+1}$ is the lowest point on the line through $x_k$ along its gradient",
        claim=r"$f(x_{k+1}) - f_* \le \left(\frac{L - \mu}{L + \mu}\right)^2 "
        r"(f(x_k) - f_*)$.",
        source="DeKlerkGlineurTaylor2017",
        proofs=(exact_search,),
        experiment=random_search,
        worst_case=steady_zigzag,
        trusted="at the lowest point of a line the slope along it is 0; induction",
    ),
    Theorem(
        name="7d",
        title="Exact line search on quadratics: Kantorovich's inequality",
        assumptions=r"f is a quadratic with curvatures from $\mu > 0$ to L",
        claim=r"$\frac{(g^T g)^2}{g^T H g \; g^T H^{-1} g} \ge \frac{4 \mu L}"
        r"{(L + \mu)^2}$, so each exact step shrinks $f - f_*$ by "
        r"$\left(\frac{L - \mu}{L + \mu}\right)^2$ or more; from $(1/\mu, 1/L)$ by "
        "exactly this, for ever.",
        source="Kantorovich1948",
        proofs=(one_eigenvalue,),
        identities=(kantorovich, worst_start),
        experiment=random_quadratic,
        worst_case=steady_zigzag,
        trusted="a symmetric matrix has orthogonal eigenvectors; products of numbers "
        "that are at least 0 are at least 0",
    ),
)
