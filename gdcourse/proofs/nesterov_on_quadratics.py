"""Lesson 07: Nesterov's method on quadratics, mode by mode.

y_k = x_k + β (x_k - x_{k-1}),  x_{k+1} = y_k - α ∇f(y_k). In the direction of an
eigenvector with eigenvalue λ only A = αλ matters:
x_{k+1} = (1 - A) ((1 + β) x_k - β x_{k-1}).
"""

import numpy as np
import sympy as sp

from gdcourse.optimizers.momentum import Momentum
from gdcourse.proofs.heavy_ball_stability import quadratic
from gdcourse.proofs.problems import Problem, walk
from gdcourse.proofs.theorem import Run, Theorem

A, beta, c, kappa, q, s, u, v, z = sp.symbols("A beta c kappa q s u v z")


def polynomial(A: sp.Expr, beta: sp.Expr) -> sp.Expr:
    """Its roots are the factors by which a mode is multiplied, step by step.

    >>> polynomial(A, 0)
    z**2 - z*(1 - A)
    """
    return z**2 - (1 + beta) * (1 - A) * z + beta * (1 - A)


def _characteristic() -> tuple[sp.Expr, ...]:
    matrix = sp.Matrix([[(1 + beta) * (1 - A), -beta * (1 - A)], [1, 0]])
    return ((z * sp.eye(2) - matrix).det() - polynomial(A, beta),)


# --- 4d: α = 1/L, β = (1 - q)/(1 + q), q = √(μ/L)


def bound(k: np.ndarray, q: float) -> np.ndarray:
    """(1 - q)^k (1 + k q).

    >>> bound(1, 0.5)
    0.75
    """
    return (1 - q) ** k * (1 + k * q)


def _standard_modes() -> tuple[sp.Expr, ...]:
    """x_k = m^k (U_k(c) - m U_{k-1}(c)) with m = c (1 - q) and A = 1 - c² (1 - q²).

    c runs from 1 at λ = μ, where A = q² and U_k = k + 1, to 0 at λ = L. Then U_k - m
    U_{k-1} = T_k + c q U_{k-1}, with |T_k| ≤ 1 and |U_{k-1}| ≤ k.
    """
    k, t = sp.symbols("k t")
    m, push = c * (1 - q), (1 - q) / (1 + q)
    step = 1 - (1 - c**2 * (1 - q**2))  # 1 - A
    after, before = (2 * c * u - v) - m * u, v - m * (2 * c * v - u)
    moved = m**2 * after - step * ((1 + push) * m * (u - m * v) - push * before)
    split = (t + c * u) - m * u - (t + c * q * u)  # t = T_k, u = U_{k-1}
    worst = (k + 1) - (1 - q) * k - (1 + k * q)
    double = polynomial(q**2, push) - (z - (1 - q)) ** 2
    return moved, split, worst, double


def standard_run(curvatures: np.ndarray, problem: Problem, steps: int) -> Run:
    """‖x_k - x*‖ along Nesterov's method on a quadratic, and its bound."""
    q = (problem.mu / problem.L) ** 0.5
    rule = Momentum(1 / problem.L, (1 - q) / (1 + q), nesterov=True)
    ys = walk(problem, rule, steps).points[:-1]
    x = np.array([problem.start, *(y - curvatures * y / problem.L for y in ys)])
    far = np.linalg.norm(x, axis=1)
    return Run(np.arange(steps + 1), far, far[0] * bound(np.arange(steps + 1), q))


def _random_quadratic(rng: np.random.Generator) -> Run:
    curvatures = np.exp(rng.uniform(0, 7, 5))
    return standard_run(curvatures, quadratic(curvatures), 40)


def _flattest_mode(k: int) -> Run:
    """Only the flattest direction of κ = 100 moves."""
    problem = quadratic(np.array([1.0, 100.0]))
    start = np.array([1.0, 0.0])
    only = Problem(problem.value, problem.gradient, problem.L, start, problem.mu)
    return standard_run(np.array([1.0, 100.0]), only, k)


# --- 4d': α = 4/(3L + μ), β = (s - 2)/(s + 2), s = √(3κ + 1)


def _tuned_roots() -> tuple[sp.Expr, ...]:
    """A double root ρ = 1 - 2/s at μ, and -ρ beside ρ/3 at L: all within ρ there.

    The conditions for that, p(ρ) ≥ 0, p(-ρ) ≥ 0 and |β(1 - A)| ≤ ρ², are linear in A,
    so what holds at both ends holds between them.
    """
    rho, push, ratio = 1 - 2 / s, (s - 2) / (s + 2), (s**2 - 1) / 3  # ratio = κ
    low, high = 4 / (3 * ratio + 1), 4 * ratio / (3 * ratio + 1)
    return (
        polynomial(low, push) - (z - rho) ** 2,
        polynomial(high, push) - (z + rho) * (z - rho / 3),
        sp.diff(polynomial(A, beta), A, 2),
    )


def tuned_rate(kappa: float) -> float:
    """1 - 2 / √(3κ + 1).

    >>> tuned_rate(5.0)
    0.5
    """
    return 1 - 2 / (3 * kappa + 1) ** 0.5


def radius(A: np.ndarray, beta: float) -> np.ndarray:
    """The larger modulus of the two roots, for each A.

    >>> radius(np.array([0.25, 1.25]), 1 / 3)
    array([0.5, 0.5])
    """
    half, product = (1 + beta) * (1 - A) / 2, beta * (1 - A)
    root = half**2 - product
    real = abs(half) + np.maximum(root, 0) ** 0.5
    return np.where(root > 0, real, np.maximum(product, 0) ** 0.5)


def _random_spectrum(rng: np.random.Generator) -> Run:
    kappa = np.exp(rng.uniform(0.1, 7))
    curvatures = rng.uniform(1, kappa, 30)
    s = (3 * kappa + 1) ** 0.5
    reached = radius(4 / (3 * kappa + 1) * curvatures, (s - 2) / (s + 2))
    return Run(np.arange(30), reached, np.full(30, tuned_rate(kappa)))


def _steepest_mode(k: int) -> Run:
    """At λ = L the tuned method is multiplied by -ρ in each step."""
    kappa = 100.0
    s, rho = (3 * kappa + 1) ** 0.5, tuned_rate(kappa)
    A, push = 4 * kappa / (3 * kappa + 1), (s - 2) / (s + 2)
    x = [-1 / rho, 1.0]
    for _ in range(k):
        x.append((1 - A) * ((1 + push) * x[-1] - push * x[-2]))
    ks = np.arange(k + 1)
    return Run(ks, abs(np.array(x[1:])), rho**ks)


THEOREMS = (
    Theorem(
        name="4d",
        title="Nesterov's method on quadratics, with every step",
        assumptions=r"f is a quadratic with curvatures from $\mu > 0$ to $L$; "
        r"$\alpha = 1/L$, $\beta = (1 - q)/(1 + q)$, $q = \sqrt{\mu/L}$, $x_{-1}=x_0$",
        claim=r"$\|x_k - x_\star\| \le (1 - q)^k (1 + kq) \|x_0 - x_\star\|$",
        source="Nesterov2018",
        identities=(_characteristic, _standard_modes),
        experiment=_random_quadratic,
        worst_case=_flattest_mode,
        trusted="quadratics split into eigenvectors; induction over k; the Chebyshev "
        "polynomials are bounded by 1 and k + 1 (checked with 4c)",
    ),
    Theorem(
        name="4d'",
        title="Nesterov's method on quadratics, tuned",
        assumptions=r"f is a quadratic with curvatures from $\mu > 0$ to $L$; "
        r"$\alpha = 4/(3L + \mu)$, $\beta = (s - 2)/(s + 2)$, $s = \sqrt{3L/\mu + 1}$",
        claim=r"Every mode shrinks as fast as $\rho^k$ up to a factor linear in k, "
        r"$\rho = 1 - 2/s$.",
        source="LessardRechtPackard2016",
        identities=(_tuned_roots,),
        experiment=_random_spectrum,
        worst_case=_steepest_mode,
        trusted="quadratics split into eigenvectors; the modes shrink as fast as the "
        "larger root",
    ),
)
