"""Lesson 04: what its prose says in numbers, and its displayed equations."""

import numpy as np
import sympy as sp

from gdcourse import landscapes, proofs
from gdcourse.optimizers import ExactLineSearch, GradientDescent, backtrack, minimize
from gdcourse.proofs.problems import random_convex, random_smooth

PROSE = {}


def kappa_of_a_product_is_squared() -> bool:
    """For 50 random matrices; the factor 1/n changes nothing."""
    for seed in range(50):
        X = np.random.default_rng(seed).normal(size=(9, 4)) @ np.diag([1, 2, 5, 9])
        curvatures = np.linalg.eigvalsh(X.T @ X / 9)
        if not np.isclose(curvatures[-1] / curvatures[0], np.linalg.cond(X) ** 2):
            return False
    return True


def steps_beyond_one_over_L_flip() -> bool:
    """For every κ, on a grid of rates that leaves out 1/L itself."""
    for kappa in (1.0, 2.0, 10.0, 1000.0):
        f = landscapes.quadratic(kappa)
        for share in (0.1, 0.5, 0.99, 1.01, 1.5, 1.9):
            rule = GradientDescent(share / f.L)
            y = minimize(f.value, f.gradient, [1.0, 1.0], rule, steps=9, tol=0).points
            flips = np.count_nonzero(y[1:, 1] * y[:-1, 1] < 0)
            if flips != (9 if share > 1 else 0):
                return False
    return True


def quadratic(dimension: int) -> tuple[sp.Expr, ...]:
    """x, H and g = Hx in letters."""
    n = dimension
    H = sp.Matrix(n, n, lambda i, j: sp.Symbol(f"h{min(i, j)}{max(i, j)}"))
    x = sp.Matrix(sp.symbols(f"x:{n}"))
    return x, H, H * x


def height_along_the_line_is_a_parabola() -> bool:
    """Exactly, in one to three dimensions."""
    alpha = sp.Symbol("alpha")
    for n in (1, 2, 3):
        x, H, g = quadratic(n)
        there = x - alpha * g
        left = (there.T * H * there)[0] / 2
        right = (x.T * H * x)[0] / 2 - alpha * (g.T * g)[0]
        if sp.expand(left - right - alpha**2 * (g.T * H * g)[0] / 2) != 0:
            return False
    return True


def lowest_point_of_the_line() -> bool:
    """There the slope is 0, and no step of a grid is lower, for random bowls."""
    for n in (1, 2, 3):
        x, H, g = quadratic(n)
        alpha = (g.T * g)[0] / (g.T * H * g)[0]
        slope = (g.T * (H * (x - alpha * g)))[0]
        if sp.simplify(slope) != 0:
            return False
    rng = np.random.default_rng(0)
    for _ in range(20):
        B, x = rng.normal(size=(3, 3)), rng.normal(size=3)
        H = B @ B.T + np.eye(3)
        g = H @ x
        steps = (g @ g) / (g @ H @ g) * np.linspace(0, 3, 301)
        there = x[:, None] - g[:, None] * steps
        heights = (there * (H @ there)).sum(axis=0)
        if heights.argmin() != 100:
            return False
    return True


def exact_steps_keep_their_promise() -> bool:
    """Proved; kept by 100 random functions; attained from (κ, 1)."""
    theorem = proofs.theorem("7c")
    theorem.verify()
    for seed in range(100):
        if theorem.experiment(np.random.default_rng(seed)).ratio.max() > 1 + 1e-9:
            return False
    for kappa in (2.0, 10.0, 100.0):
        f = landscapes.quadratic(kappa)
        run = minimize(
            f.value,
            f.gradient,
            [kappa, 1.0],
            ExactLineSearch(hessian=f.hessian),
            steps=20,
            tol=0,
        )
        share = ((kappa - 1) / (kappa + 1)) ** 2
        if not np.allclose(run.values[1:] / run.values[:-1], share, rtol=1e-9):
            return False
    return True


def short_steps_pass_armijo() -> bool:
    """Proved; and at random places of random smooth functions, for all c."""
    proofs.theorem("7a").verify()
    for seed in range(100):
        rng = np.random.default_rng(seed)
        f = random_smooth(rng)
        x, c = rng.normal(size=f.start.size) * 2, rng.uniform(0.01, 0.99)
        g, alpha = f.gradient(x), rng.uniform(0, 2 * (1 - c) / f.L)
        if f.value(x - alpha * g) > f.value(x) - c * alpha * (g @ g) + 1e-9:
            return False
    return True


def searches_end_with_a_long_step() -> bool:
    """Proved; and never shorter on 100 random convex functions."""
    proofs.theorem("7a'").verify()
    for seed in range(100):
        rng = np.random.default_rng(seed)
        f = random_convex(rng)
        c, rho, alpha0 = rng.uniform([0.01, 0.2, 0.1], [0.9, 0.9, 9.0]) / [1, 1, f.L]
        g = f.gradient(f.start)
        settings = {"alpha0": alpha0, "shrink": rho, "c": c}
        alpha = backtrack(f.value, f.start, -g, -g @ g, **settings)
        if alpha < min(alpha0, 2 * rho * (1 - c) / f.L) * (1 - 1e-9):
            return False
    return True


def derivatives_in_new_variables() -> bool:
    """The chain rule for x = Sz, on functions that are no bowls."""
    z = sp.Matrix(sp.symbols("u v"))
    S = sp.Matrix([[2, 1], [sp.Rational(1, 3), 5]])
    p = sp.Matrix(sp.symbols("x y"))
    inside = dict(zip(p, S * z, strict=True))
    for f in (sp.exp(p[0]) * p[1] ** 2, sp.sin(p[0] * p[1]) + p[0] ** 4):
        slopes = sp.Matrix([f.diff(a) for a in p]).subs(inside)
        bends = sp.hessian(f, list(p)).subs(inside)
        F = f.subs(inside)
        first = sp.Matrix([F.diff(a) for a in z]) - S.T * slopes
        second = sp.hessian(F, list(z)) - S.T * bends * S
        if sp.simplify(first) != sp.zeros(2, 1) or sp.simplify(second) != sp.zeros(2):
            return False
    return True


EQUATIONS = {
    "kappa-squared": kappa_of_a_product_is_squared,
    "flips": steps_beyond_one_over_L_flip,
    "along-the-line": height_along_the_line_is_a_parabola,
    "exact-step": lowest_point_of_the_line,
    "exact-rate": exact_steps_keep_their_promise,
    "armijo-passes": short_steps_pass_armijo,
    "armijo-floor": searches_end_with_a_long_step,
    "preconditioned": derivatives_in_new_variables,
}
