"""Lesson 09: what its prose says in numbers, and its displayed equations."""

import numpy as np
import sympy as sp

from gdcourse import proofs
from gdcourse.optimizers import GradientDescent, Momentum, cosine, soft_threshold
from gdcourse.optimizers.weight_decay import decayed

PROSE = {}


def rest_of_momentum(strength, momentum, decoupled, curvature=1.0) -> float:
    """Where ½h(x − 0.5)² with decay comes to rest."""
    rule, x = Momentum(0.1, momentum), 1.0
    memory = rule.init(x)
    for t in range(1, 4001):
        x, grad = decayed(x, curvature * (x - 0.5), 0.1, strength, decoupled)
        x, memory = rule.step(x, grad, memory, t)
    return x


def the_step_on_the_penalized_loss_shrinks_first() -> bool:
    """On letters, by the rule of the course and by the penalty's derivative."""
    w, g, alpha, lam = sp.symbols("w g alpha lambda")
    slope = g + sp.diff(lam * w**2 / 2, w)
    new, _ = GradientDescent(alpha).step(w, slope, None, 1)
    proofs.theorem("8d").verify()
    return sp.expand(new - ((1 - alpha * lam) * w - alpha * g)) == 0


def both_rest_where_the_lesson_says() -> bool:
    """The identities hold, and six runs rest there."""
    proofs.theorem("8d'").verify()
    for strength, momentum, curvature in ((0.1, 0.9, 1.0), (0.5, 0.8, 2.0), (1, 0, 1)):
        for decoupled in (False, True):
            x = rest_of_momentum(strength, momentum, decoupled, curvature)
            share = 1 - momentum if decoupled else 1
            if abs(curvature * (x - 0.5) + share * strength * x) > 1e-9:
                return False
    return True


def the_product_is_nearly_an_exponential() -> bool:
    """Off by less than ½ Σ (αλ)², relatively, for a half cosine."""
    for lr, strength, T in ((1e-3, 0.1, 1000), (1e-3, 0.1, 40_000), (0.01, 1.0, 500)):
        schedule = cosine(lr, T_max=T)
        small = strength * np.array([schedule(k) for k in range(T)])
        error = abs(np.prod(1 - small) / np.exp(-small.sum()) - 1)
        if not 0 < error < (small**2).sum() * 0.52:
            return False
    return True


def slopes_shrink_with_the_size() -> bool:
    """For f = −⟨c, w⟩/‖w‖ in three dimensions, derived by SymPy."""
    w, c = sp.Matrix(sp.symbols("w1:4", real=True)), sp.Matrix([1, -2, 3])
    f = -c.dot(w) / sp.sqrt(w.dot(w))
    slope = sp.Matrix([sp.diff(f, part) for part in w])
    here = {w[0]: 1, w[1]: 2, w[2]: -2}
    there = {letter: 7 * value for letter, value in here.items()}
    same = sp.simplify(f.subs(there) - f.subs(here)) == 0
    left = slope.subs(there) - slope.subs(here) / 7
    return same and sp.simplify(left) == sp.zeros(3, 1)


def the_threshold_solves_the_problem_in_one_weight() -> bool:
    """Each case by its slope, and no point of a fine grid is lower."""
    w, z, tau = sp.symbols("w z tau")
    for sign in (1, -1):
        (root,) = sp.solve(sp.diff((w - z) ** 2 / 2 + tau * sign * w, w), w)
        if sp.simplify(root - (z - sign * tau)) != 0:
            return False
    grid = np.linspace(-4, 4, 8001)
    for seed in range(100):
        at, size = np.random.default_rng(seed).uniform([-3, 0], [3, 2])
        best = float(soft_threshold(at, size))
        formula = np.sign(at) * max(abs(at) - size, 0)
        values = (grid - at) ** 2 / 2 + size * abs(grid)
        if best != formula or (best - at) ** 2 / 2 + size * abs(best) > values.min():
            return False
    return True


EQUATIONS = {
    "decay-step": the_step_on_the_penalized_loss_shrinks_first,
    "resting-points": both_rest_where_the_lesson_says,
    "total-shrink": the_product_is_nearly_an_exponential,
    "scale-free": slopes_shrink_with_the_size,
    "soft-threshold": the_threshold_solves_the_problem_in_one_weight,
}
