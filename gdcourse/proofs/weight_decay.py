"""Lesson 09: L2 and weight decay: one thing, until a rule remembers or rescales.

L2 adds λ x to the gradient; decoupled decay first shrinks x by 1 - αλ. The identities
run the rules of the course on symbols.
"""

from typing import Any

import numpy as np
import sympy as sp

from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.weight_decay import decayed
from gdcourse.proofs import weight_decay_adam, weight_decay_momentum
from gdcourse.proofs.problems import Problem, random_smooth
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.worst_functions import parabola

a, lam, x, g = sp.symbols("alpha lambda x g")


def step(rule: Any, point: Any, slope: Any, strength: Any, decoupled: bool) -> Any:
    """One step of a rule without memory, with either kind of decay.

    >>> step(GradientDescent(0.5), 2.0, 1.0, strength=0.5, decoupled=True)
    1.0
    """
    point, slope = decayed(point, slope, rule.lr, strength, decoupled)
    return rule.step(point, slope, rule.init(point), 1)[0]


def same_step() -> tuple[sp.Expr, ...]:
    """Both are (1 - αλ) x - α g."""
    rule = GradientDescent(lr=a)
    both = [step(rule, x, g, lam, decoupled) for decoupled in (False, True)]
    return both[0] - both[1], both[0] - ((1 - a * lam) * x - a * g)


def both_paths(f: Problem, lr: float, strength: float, steps: int) -> Run:
    """‖x_k‖ with decoupled decay, against ‖x_k‖ with L2."""
    rule, paths = GradientDescent(lr), []
    for decoupled in (True, False):
        point, lengths = f.start, []
        for _ in range(steps + 1):
            lengths.append(np.linalg.norm(point))
            point = step(rule, point, f.gradient(point), strength, decoupled)
        paths.append(np.array(lengths))
    return Run(np.arange(steps + 1), *paths)


def random_paths(rng: np.random.Generator) -> Run:
    """Any smooth function."""
    f = random_smooth(rng)
    return both_paths(f, rng.uniform(0.1, 1) / f.L, rng.exponential(0.1), 10)


def parabola_paths(k: int) -> Run:
    """On a parabola."""
    return both_paths(parabola(curvature=2.0, start=3.0), 0.1, 0.2, k)


THEOREMS = (
    Theorem(
        name="8d",
        title="Gradient descent: L2 and decoupled decay are one step",
        assumptions=r"any f with a gradient; rate $\alpha$, strength $\lambda$",
        claim=r"$x - \alpha (\nabla f(x) + \lambda x) = (1 - \alpha\lambda) x - \alpha "
        r"\nabla f(x)$, so both walk the same path.",
        source="LoshchilovHutter2019",
        identities=(same_step,),
        experiment=random_paths,
        worst_case=parabola_paths,
        trusted="induction over the steps",
    ),
    *weight_decay_momentum.THEOREMS,
    *weight_decay_adam.THEOREMS,
)
