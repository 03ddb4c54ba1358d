"""Lesson 01: what its prose says in numbers, and its displayed equations."""

import numpy as np
import sympy as sp

from gdcourse import derivation, landscapes

LAYERS = (100 * 200, 200 * 200, 200 * 10)
EPS = np.finfo(float).eps


def degrees_off(kappa: float) -> float:
    """The angle between −∇f and the way to the minimizer, at (10, 1)."""
    start = np.array([10.0, 1.0])
    g = landscapes.quadratic(kappa).gradient(start)
    return np.degrees(np.arccos(g @ start / np.linalg.norm(g) / np.linalg.norm(start)))


def passes() -> float:
    """Value and gradient by reverse mode, in forward passes."""
    backward = sum(LAYERS) + sum(LAYERS[1:])
    return 1 + backward / sum(LAYERS)


PROSE = {
    "78.58": lambda: degrees_off(100),
    "62,001": lambda: sum(LAYERS) + 1,
    "2.68": passes,
}


def slope_along_u_is_the_product() -> bool:
    """d/dt f(x + tu) at t = 0 is ∇f·u, for any f of three variables."""
    x, u, t = sp.symbols("x:3"), sp.symbols("u:3"), sp.Symbol("t")
    for f in (x[0] ** 2 * sp.sin(x[1] * x[2]), sp.exp(x[0] - x[1] * x[2]) / x[1]):
        moved = f.subs({a: a + t * b for a, b in zip(x, u, strict=True)})
        slope = moved.diff(t).subs(t, 0)
        product = sum(f.diff(a) * b for a, b in zip(x, u, strict=True))
        if sp.simplify(slope - product) != 0:
            return False
    return True


def missing_part_is_a_sum_of_squares() -> bool:
    """Lagrange's identity, in one to five dimensions."""
    for d in range(1, 6):
        g, u = sp.symbols(f"g:{d}"), sp.symbols(f"u:{d}")
        left = sum(a**2 for a in g) * sum(b**2 for b in u)
        left -= sum(a * b for a, b in zip(g, u, strict=True)) ** 2
        pairs = [(i, j) for j in range(d) for i in range(j)]
        right = sum((g[i] * u[j] - g[j] * u[i]) ** 2 for i, j in pairs)
        if sp.expand(left - right) != 0:
            return False
    return True


def small_steps_keep_the_promise() -> bool:
    """Below the promise at random points and rates, and tight along curvature L."""
    rng = np.random.default_rng(0)
    for f in (landscapes.quadratic(30, 0.4), landscapes.booth, landscapes.rastrigin):
        p, rate = rng.normal(size=(2, 500)), rng.uniform(0, 3 / f.L, 500)
        g = f.gradient(p)
        promise = f.value(p) - rate * (1 - f.L * rate / 2) * (g * g).sum(axis=0)
        spare = promise - f.value(p - rate * g)
        if not (spare >= -1e-9 * (1 + np.abs(promise))).all():
            return False
    steep, tight = landscapes.parabola(3.0), np.linspace(0, 1, 11)
    g = steep.gradient([2.0])
    promise = steep.value([2.0]) - tight * (1 - 3 * tight / 2) * g**2
    return np.allclose(steep.value(2 - tight * g[:, None]), promise, rtol=1e-12)


def complex_step_errs_like_h_squared() -> bool:
    """The error falls by 100 where h falls by 10, and is rounding at h = 1e-200."""
    rng = np.random.default_rng(0)
    f = derivation.derive("exp(x)*sin(y) + x**3*y")
    p, u = rng.uniform(0.5, 1.5, 2), rng.normal(size=2)
    exact = f.gradient(p) @ u
    found = {h: f.value(p + 1j * h * u).imag / h for h in (1e-2, 1e-3, 1e-200)}
    errors = {h: abs(slope - exact) for h, slope in found.items()}
    ratio = errors[1e-2] / errors[1e-3]
    return 99 < ratio < 101 and errors[1e-200] < 1e-15 * (1 + abs(exact))


def two_errors_bound_the_forward_difference() -> bool:
    """The bound holds within 10 %, and is met within a factor of 4."""
    x = np.random.default_rng(0).uniform(1.2, 1.4, 2000)
    f, first = np.exp(x) * np.sin(x), np.exp(x) * (np.sin(x) + np.cos(x))
    second = 2 * np.exp(x) * np.cos(x)
    for h in 10.0 ** -np.arange(3, 15):
        ahead = np.exp(x + h) * np.sin(x + h)
        error = np.abs((ahead - f) / h - first)
        bound = h / 2 * np.abs(second) + 2 * EPS / h * np.abs(f)
        if not ((error <= 1.1 * bound).all() and error.max() > bound.max() / 4):
            return False
    return True


EQUATIONS = {
    "directional-derivative": slope_along_u_is_the_product,
    "lagrange-identity": missing_part_is_a_sum_of_squares,
    "small-step": small_steps_keep_the_promise,
    "complex-step": complex_step_errs_like_h_squared,
    "two-errors": two_errors_bound_the_forward_difference,
}
