"""Lesson 02: what its prose says in numbers, and its displayed equations."""

import numpy as np

from gdcourse import landscapes
from gdcourse.datasets import load_penguins
from gdcourse.derivation import derive, letters, same
from gdcourse.optimizers import GradientDescent, minimize

PROSE = {"342": lambda: len(load_penguins().body_mass)}


def closed_form_holds_by_induction() -> bool:
    """At k = 0 it is the start, and the rule's own step leads from k to k + 1."""
    a, alpha, x0, k = letters("a alpha x_0 k")
    formula = x0 * (1 - alpha * a) ** k
    following, _ = GradientDescent(lr=alpha).step(formula, a * formula, None, 1)
    return formula.subs(k, 0) == x0 and same(following, formula.subs(k, k + 1))


def updates_are_counted_by_logarithms() -> bool:
    """Rounded up it is the number of updates; for small rates it is nearly ln/αa."""
    for a, lr, tol in [
        (1, 0.01, 1e-6),
        (4, 0.1, 1e-3),
        (2, 0.8, 1e-4),
        (0.5, 3.3, 1e-5),
    ]:
        f = landscapes.parabola(a)
        rule = GradientDescent(lr)
        run = minimize(f.value, f.gradient, [3.0], rule, steps=5000, tol=tol)
        if run.updates != np.ceil(np.log(1 / tol) / -np.log(abs(1 - lr * a))):
            return False
    exact = np.log(1e6) / -np.log(1 - 1e-4)
    return bool(abs(exact / (np.log(1e6) / 1e-4) - 1) < 1e-4)


def turned_bowl(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A Hessian with its curvatures, increasing, and its axes."""
    rng = np.random.default_rng(seed)
    Q, _ = np.linalg.qr(rng.normal(size=(5, 5)))
    curvatures = np.sort(rng.uniform(0.1, 10, 5))
    return Q * curvatures @ Q.T, curvatures, Q


def step_falls_apart_along_the_axes() -> bool:
    """Both forms of the equation, for random Hessians, rates and points."""
    for seed in range(20):
        H, curvatures, Q = turned_bowl(seed)
        x, lr = np.arange(1.0, 6.0), 0.03 * seed
        middle = Q.T @ (np.eye(5) - lr * Q @ np.diag(curvatures) @ Q.T) @ Q @ (Q.T @ x)
        after = Q.T @ (x - lr * H @ x)
        apart = (1 - lr * curvatures) * (Q.T @ x)
        if not (np.allclose(middle, apart) and np.allclose(after, apart)):
            return False
    return True


def fastest_rate_balances_the_extremes() -> bool:
    """Both factors are equal there, and no rate of a fine grid has a smaller worst."""
    for seed in range(20):
        _, curvatures, _ = turned_bowl(seed)
        mu, L = curvatures[0], curvatures[-1]
        best, factor = 2 / (mu + L), (L - mu) / (L + mu)
        if not np.allclose(np.abs(1 - best * np.array([mu, L])), factor):
            return False
        grid = np.linspace(0, 2 / L, 2001)[:, None]
        if np.abs(1 - grid * curvatures).max(axis=1).min() < factor - 1e-12:
            return False
    return True


def one_update_changes_the_loss_to_first_order() -> bool:
    """Halving a small rate halves the change, up to a term of second order."""
    f, p = landscapes.rosenbrock, np.array([-1.2, 1.0])
    g = f.gradient(p)
    rates = np.array([1e-5, 1e-6, 1e-7])
    change = f.value(p) - f.value(p[:, None] - rates * g[:, None])
    error = np.abs(change / (rates * (g @ g)) - 1)
    return bool((error < 1e3 * rates).all() and error[2] < error[1] < error[0])


def gradient_bounds_the_gap() -> bool:
    """On strongly convex functions everywhere, with equality along the flat axis."""
    rng = np.random.default_rng(0)
    p = rng.normal(size=(2, 1000)) * 5
    bent = derive("(x**2 + 3*y**2)/2 + x**4 + log(1 + exp(y))")
    low = minimize(bent.value, bent.gradient, [0.0, 0.0], GradientDescent(0.2)).x
    for f, mu, least in (
        (landscapes.quadratic(20.0, angle=0.7), 1.0, 0.0),
        (bent, 1.0, bent.value(low)),
    ):
        bound = (f.gradient(p) ** 2).sum(axis=0) / (2 * mu)
        if not (f.value(p) - least <= bound + 1e-9).all():
            return False
    flat = landscapes.quadratic(20.0)
    g = flat.gradient([3.0, 0.0])
    return bool(np.isclose(flat.value([3.0, 0.0]), g @ g / 2))


EQUATIONS = {
    "closed-form": closed_form_holds_by_induction,
    "updates": updates_are_counted_by_logarithms,
    "eigen-factors": step_falls_apart_along_the_axes,
    "fastest": fastest_rate_balances_the_extremes,
    "one-update": one_update_changes_the_loss_to_first_order,
    "gap-bound": gradient_bounds_the_gap,
}
