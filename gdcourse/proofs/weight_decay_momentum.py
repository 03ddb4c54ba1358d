"""Lesson 09: momentum remembers the decay too; and how far its steps go at last."""

from collections.abc import Callable
from typing import Any

import numpy as np
import sympy as sp

from gdcourse.optimizers.momentum import Momentum
from gdcourse.proofs.assumptions import hypothesis
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.problems import Problem, random_smooth
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.vectors import Vector
from gdcourse.proofs.worst_functions import parabola

a, beta, lam, x, g, h = sp.symbols("alpha beta lambda x g_0 g_1")
G, V, p, q = sp.symbols("G V p q")


# --- 8d': L2 and decoupled decay


def two_steps(
    settings: tuple, decoupled: bool, x: Any, gradient: Callable, steps: int = 2
) -> Any:
    """x_2 of momentum with either decay; settings are α, β, λ.

    gradient : a function of x_k and k

    >>> settings = 0.5, 0.5, 0.5
    >>> [two_steps(settings, kind, 4.0, lambda x, k: 0.0) for kind in (False, True)]
    [1.75, 2.25]
    """
    rate, friction, strength = settings
    rule = Momentum(rate, friction, weight_decay=0 if decoupled else strength)
    v = rule.init(x)
    for k in range(steps):
        slope = gradient(x, k)
        x = (1 - rate * strength) * x if decoupled else x
        x, v = rule.step(x, slope, v, k + 1)
    return x


def part_after_two_steps() -> tuple[sp.Expr, ...]:
    """The first step is the same; after the second -αβλ x_0 is between them."""
    settings, slopes = (a, beta, lam), (g, h)
    one, two = (
        two_steps(settings, False, x, lambda _, k: slopes[k], steps)
        - two_steps(settings, True, x, lambda _, k: slopes[k], steps)
        for steps in (1, 2)
    )
    return one, two + a * beta * lam * x


def resting_points() -> tuple[sp.Expr, ...]:
    """L2 rests where g = -λ x and v = 0, decoupled decay where g = -(1 - β) λ x."""
    moved, v = Momentum(a, beta, weight_decay=lam).step(x, -lam * x, 0 * x, 2)
    slope = -(1 - beta) * lam * x
    velocity = slope / (1 - beta)
    shrunk = (1 - a * lam) * x
    still, kept = Momentum(a, beta).step(shrunk, slope, velocity, 2)
    return moved - x, v, still - x, kept - velocity


def apart(f: Problem, settings: tuple) -> tuple[float, float]:
    """How far the two are after two steps, and αβλ ‖x_0‖."""
    rate, friction, strength = settings
    ends = [
        two_steps(settings, kind, f.start, lambda x, k: f.gradient(x))
        for kind in (False, True)
    ]
    wanted = rate * friction * strength * np.linalg.norm(f.start)
    return np.linalg.norm(ends[0] - ends[1]), wanted


def random_pairs(rng: np.random.Generator) -> Run:
    """Any smooth function, not too small a decay."""
    f = random_smooth(rng)
    lr = rng.uniform(0.1, 1) / f.L
    settings = lr, rng.uniform(0.1, 0.99), rng.uniform(0.1, 1) / lr
    distance, wanted = apart(f, settings)
    return Run(np.array([2]), np.array([distance]), np.array([wanted]))


def parabola_pairs(k: int) -> Run:
    """From 1, 2, …, k + 1 on a parabola."""
    starts, settings = np.arange(1.0, k + 2), (0.1, 0.9, 0.5)
    pairs = [apart(parabola(2.0, float(start)), settings) for start in starts]
    return Run(starts, *np.array(pairs).T)


# --- 8e: the effective learning rate


def velocity_step() -> Proof:
    """‖v‖ ≤ V and ‖g‖ ≤ G give ‖βv + g‖ ≤ βV + G: what is left is one square."""
    v, g = Vector.letter("v"), Vector.letter("g")
    used = [
        (beta**2 + beta * G / V, hypothesis(v**2 <= V**2, "velocity so far")),
        (1 + beta * V / G, hypothesis(g**2 <= G**2, "bounded gradient")),
    ]
    claim = (beta * v + g) ** 2 <= Form.of((beta * V + G) ** 2)
    left = [(beta * G * V, v / V - g / G)]
    return prove(claim, used, Region(beta, G, V), squares=left)


def geometric_sum() -> tuple[sp.Expr, ...]:
    """β V_n + G = V_{n+1} for V_n = G (1 - p)/(1 - β), p = βⁿ."""
    now, later = G * (1 - p) / (1 - beta), G * (1 - beta * p) / (1 - beta)
    return (beta * now + G - later,)


def velocity_bound(ns: Any, beta: float, steepest: float) -> np.ndarray:
    """G (1 - βⁿ)/(1 - β) after n gradients no longer than G.

    >>> velocity_bound(np.array([1, 2]), beta=0.5, steepest=2.0).tolist()
    [2.0, 3.0]
    """
    return steepest * (1 - beta ** np.asarray(ns)) / (1 - beta)


def velocities(slopes: np.ndarray, beta: float) -> np.ndarray:
    """‖v_n‖ after each of the gradients, from the memory of the rule."""
    rule, x = Momentum(0.1, beta), np.zeros(slopes.shape[1])
    v, lengths = rule.init(x), []
    for count, slope in enumerate(slopes, 1):
        x, v = rule.step(x, slope, v, count)
        lengths.append(np.linalg.norm(v))
    return np.array(lengths)


def random_velocities(rng: np.random.Generator) -> Run:
    """Gradients with a trend."""
    beta = rng.uniform(0.1, 0.99)
    slopes = rng.normal(size=(30, 3)) + 2 * rng.normal(size=3)
    steepest, ns = np.linalg.norm(slopes, axis=1).max(), np.arange(1, 31)
    return Run(ns, velocities(slopes, beta), velocity_bound(ns, beta, steepest))


def steady_velocity(k: int) -> Run:
    """A constant gradient."""
    ns, slopes = np.arange(1, k + 2), np.full((k + 1, 1), 3.0)
    return Run(ns, velocities(slopes, 0.9), velocity_bound(ns, 0.9, 3.0))


THEOREMS = (
    Theorem(
        name="8d'",
        title="Momentum: L2 and decoupled decay part at the second step",
        assumptions=r"$v \leftarrow \beta v + g$, $x \leftarrow x - \alpha v$, "
        "from rest",
        claim=r"After two steps L2 is ahead by $-\alpha\beta\lambda x_0$. L2 rests "
        r"where $\nabla f(x) = -\lambda x$, decoupled decay where $\nabla f(x) = "
        r"-(1 - \beta) \lambda x$: there it is $1/(1 - \beta)$ times as weak.",
        source="LoshchilovHutter2019",
        identities=(part_after_two_steps, resting_points),
        experiment=random_pairs,
        worst_case=parabola_pairs,
    ),
    Theorem(
        name="8e",
        title="Momentum multiplies the learning rate by 1/(1 - β), in time",
        assumptions=r"$v_n = \beta v_{n-1} + g_n$, $v_0 = 0$, $0 < \beta < 1$, "
        r"$\|g_i\| \le G$",
        claim=r"$\|v_n\| \le G (1 - \beta^n) / (1 - \beta)$, attained by a constant "
        r"gradient: its steps grow to $\alpha G / (1 - \beta)$.",
        source="SutskeverEtAl2013",
        proofs=(velocity_step,),
        identities=(geometric_sum,),
        experiment=random_velocities,
        worst_case=steady_velocity,
        trusted="induction over the steps",
    ),
)
