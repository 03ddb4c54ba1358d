"""Lesson 07: what its prose says in numbers, and its displayed equations."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import sympy as sp

from gdcourse import landscapes
from gdcourse.optimizers import Momentum, convert, convert_velocity, minimize
from gdcourse.proofs import theorem
from gdcourse.proofs.heavy_ball_stability import rate
from gdcourse.proofs.heavy_ball_tuning import tuned

CONVENTIONS = ("outside", "inside", "average")


def points(f, x0, rule, steps: int) -> np.ndarray:
    return minimize(f.value, f.gradient, x0, rule, steps=steps, tol=0).points


@cache
def way(steps: int) -> float:
    """How far five steps of β = 0.9 lead under a constant push of αg = 1."""
    rule, x = Momentum(1.0, 0.9), 0.0
    v = rule.init(x)
    for t in range(1, steps + 1):
        x, v = rule.step(x, -1.0, v, t)
    return x


@cache
def step_after_the_drop(convention: str) -> np.ndarray:
    """The step of k = 20, at a tenth of the rate, on ½(x² + 25y²)."""

    def lr(k: int) -> float:
        return 0.02 if k < 20 else 0.002

    rule = Momentum(lr, 0.9, convention=convention)
    x = points(landscapes.quadratic(25.0), [1.0, 1.0], rule, 21)
    return x[21] - x[20]


def ratio(direction: int) -> float:
    inside, outside = map(step_after_the_drop, ("inside", "outside"))
    return (inside / outside)[direction]


PROSE = {
    "263": lambda: np.ceil(np.log(1e-6) / np.log(0.9**0.5)),
    "13.1": lambda: way(5),
    "13.2": lambda: ratio(0),
    "45.6": lambda: ratio(1),
}


def random_pairs(count: int, highest: float = 4.2) -> Iterator[tuple[float, float]]:
    """αλ and β, on both sides of the edge of stability."""
    rng = np.random.default_rng(7)
    yield from zip(
        rng.uniform(0, highest, count), rng.uniform(0, 1, count), strict=True
    )


def matrix(nesterov: bool = False) -> tuple[sp.Matrix, tuple[sp.Symbol, ...]]:
    """One step of the rule on ½λx², as a matrix of (x, v), with α = 1 and A = λ."""
    x, v, A, beta = symbols = sp.symbols("x v A beta", positive=True)
    rule = Momentum(1.0, beta, nesterov=nesterov)
    step = sp.Matrix(rule.step(x, A * x, v, 2))
    return sp.nsimplify(step.jacobian([x, v])), symbols[2:]


def spectral_radius(nesterov: bool, A: float, beta: float) -> float:
    found, letters = matrix(nesterov)
    numbers = np.array(found.subs(dict(zip(letters, (A, beta), strict=True))), float)
    return float(np.abs(np.linalg.eigvals(numbers)).max())


def velocity_is_a_geometric_sum() -> bool:
    """In letters for 8 steps, as the rule computes it."""
    beta, g, x, v = *sp.symbols("beta g", positive=True), sp.Integer(0), sp.Integer(0)
    rule = Momentum(sp.Symbol("alpha", positive=True), beta)
    for k in range(1, 9):
        x, v = rule.step(x, g, v, k)
        if sp.expand(v * (1 - beta) - g * (1 - beta**k)) != 0:
            return False
    return True


def rates_convert() -> bool:
    """And a path stays the same path, on 20 random settings."""
    f = landscapes.quadratic(25.0)
    for lr, beta in np.random.default_rng(1).uniform([0.001, 0], [0.05, 0.98], (20, 2)):
        rule = Momentum(lr, beta)
        rates = [convert(rule, name).lr for name in CONVENTIONS]
        if not np.allclose(rates, [lr, lr, lr / (1 - beta)], rtol=1e-12, atol=0):
            return False
        paths = [points(f, [1, -2], convert(rule, name), 100) for name in CONVENTIONS]
        if not np.allclose(paths[1:], paths[0], rtol=0, atol=1e-10):
            return False
    return True


def velocities_convert() -> bool:
    """As told, and as the running rules keep them."""
    f, rule = landscapes.quadratic(25.0), Momentum(0.01, 0.9)
    kept = []
    for name in CONVENTIONS:
        one = convert(rule, name)
        run = minimize(f.value, f.gradient, [1, -2], one, steps=50, tol=0)
        kept.append(run.memory)
        if not np.allclose(convert_velocity(rule, kept[0], name), kept[-1]):
            return False
    told = [kept[0], -0.01 * kept[0], (1 - 0.9) * kept[0]]
    return np.allclose(kept, told, rtol=1e-9)


def roots_belong_to_the_step() -> bool:
    found, (A, beta) = matrix()
    z = sp.Symbol("z")
    polynomial = found.charpoly(z).as_expr()
    return sp.expand(polynomial - (z**2 - (1 + beta - A) * z + beta)) == 0


def is_stable_exactly_inside() -> bool:
    """300 random pairs, negative β among them, and the edges themselves."""
    for A, b in random_pairs(300):
        for beta in (b, -b):
            roots = np.roots([1, -(1 + beta - A), beta])
            if (np.abs(roots).max() < 1) != (2 * (1 + beta) > A):
                return False
    edges = [np.roots([1, -(1 + b - 2 * (1 + b)), b]) for b in (0.0, 0.5, 0.9)]
    return all(np.isclose(np.abs(roots).max(), 1) for roots in edges)


def energy_keeps_its_share() -> bool:
    """In letters, with the step that the rule takes; and 4a: positive in a swing."""
    x, v, A, beta = sp.symbols("x v A beta", positive=True)
    rule, points = Momentum(1.0, beta), [x]
    for _ in range(2):
        now, v = rule.step(points[-1], A * points[-1], v, 2)
        points.append(now)
    start, then, last = points
    first = then**2 - (1 + beta - A) * then * start + beta * start**2
    second = last**2 - (1 + beta - A) * last * then + beta * then**2
    theorem("4a").verify()
    return sp.expand(sp.nsimplify(second - beta * first)) == 0


def motion_obeys_newton() -> bool:
    """On a function that is no bowl."""
    f, lr, beta = landscapes.himmelblau, 0.002, 0.8
    x = points(f, [1.0, 0.5], Momentum(lr, beta), 60)
    acceleration = x[2:] - 2 * x[1:-1] + x[:-2]
    friction = (1 - beta) * (x[1:-1] - x[:-2])
    force = np.array([-lr * f.gradient(p) for p in x[1:-1]])
    return np.allclose(acceleration + friction, force, rtol=1e-9, atol=1e-12)


def tuned_pair_is_the_fastest() -> bool:
    """Double roots r and -r, and no pair of a fine grid is faster."""
    lrs, betas = np.meshgrid(np.linspace(0.01, 4, 150), np.linspace(0, 1, 101))
    for kappa in (4.0, 25.0, 100.0):
        r = (kappa**0.5 - 1) / (kappa**0.5 + 1)
        lr, beta = tuned(1.0, kappa)
        told = 4 / (kappa**0.5 + 1) ** 2, r * r
        ends = np.roots([1, -2 * r, r * r]), np.roots([1, 2 * r, r * r])
        sums = [1 + beta - lr, 1 + beta - lr * kappa]
        grid = [
            max(rate(a / kappa, b), rate(a, b))
            for a, b in zip(lrs.flat, betas.flat, strict=True)
        ]
        if not (
            np.allclose((lr, beta), told, rtol=1e-12, atol=0)
            and np.allclose(sums, [end.sum() for end in ends])
            and min(grid) >= r - 1e-9
        ):
            return False
    theorem("4b").verify()
    return True


def keeps(name: str, seeds: int = 100) -> bool:
    """Verified, and kept by random runs."""
    one = theorem(name)
    one.verify()
    runs = (one.experiment(np.random.default_rng(seed)) for seed in range(seeds))
    return all((run.ratio <= 1 + 1e-9).all() for run in runs)


def swing_is_bounded_and_the_bound_attained() -> bool:
    worst = theorem("4c").worst_case(60).ratio
    return keeps("4c") and bool(np.allclose(worst, 1, rtol=1e-9, atol=0))


def nesterov_is_stable_exactly_inside() -> bool:
    """100 random pairs, and the edge itself."""
    for A, beta in random_pairs(100, 2.2):
        edge = 2 * (1 + beta) / (1 + 2 * beta)
        if (spectral_radius(True, A, beta) < 1) != (edge > A):
            return False
    return bool(np.isclose(spectral_radius(True, 3.8 / 2.8, 0.9), 1))


def floor_is_the_fixed_point_of_the_covariance() -> bool:
    """Iterated to its end for 20 random settings, with the rule's own matrix."""
    rng = np.random.default_rng(2)
    for alpha, curvature, beta, sigma in rng.uniform(0.05, 0.9, (20, 4)):
        A = np.array([[1 - alpha * curvature, -alpha * beta], [curvature, beta]])
        kick = sigma * np.array([[-alpha], [1.0]])
        S = np.zeros((2, 2))
        for _ in range(6000):
            S = A @ S @ A.T + kick @ kick.T
        above = alpha * sigma**2 * (1 + beta)
        below = curvature * (1 - beta) * (2 * (1 + beta) - alpha * curvature)
        if not np.isclose(S[0, 0], above / below, rtol=1e-9):
            return False
    return True


EQUATIONS = {
    "velocity": velocity_is_a_geometric_sum,
    "convert-rates": rates_convert,
    "convert-velocities": velocities_convert,
    "characteristic": roots_belong_to_the_step,
    "stability": is_stable_exactly_inside,
    "energy": energy_keeps_its_share,
    "newton": motion_obeys_newton,
    "tuned": tuned_pair_is_the_fastest,
    "transient": swing_is_bounded_and_the_bound_attained,
    "fast-rate": lambda: keeps("5a", 50),
    "nesterov-stability": nesterov_is_stable_exactly_inside,
    "noise-floor": floor_is_the_fixed_point_of_the_covariance,
}
