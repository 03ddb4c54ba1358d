"""Lesson 03: what smoothness and convexity say about two points, and why.

Each inequality comes from three points: a tangent (or a parabola) at q holds f up at a
third point z, the descent lemma at p holds it down there, and z is chosen so that the
two leave as little room as possible (Taylor et al. 2017).
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import sympy as sp

from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import Smooth, SmoothConvex, SmoothStronglyConvex
from gdcourse.proofs.problems import (
    Problem,
    random_convex,
    random_smooth,
    random_strongly_convex,
)
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import CURVED, L, mu
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.worst_functions import parabola


def descent_lemma() -> tuple[sp.Expr, ...]:
    """f(x + v) - f(x) - ⟨∇f(x), v⟩ = ∫ ⟨∇f(x + tv) - ∇f(x), v⟩ dt ≤ ∫ L t ‖v‖² dt."""
    t, r = sp.symbols("t r")  # r = ‖v‖
    return (sp.integrate(L * t * r**2, (t, 0, 1)) - L / 2 * r**2,)


def smooth_convex() -> Proof:
    """The tangent at q holds f up at z, where the parabola from p is lowest."""
    f = SmoothConvex(L)
    p, q = f.point("p"), f.point("q")
    w = p.g - q.g
    z = f.at(p - w / L, "z")
    claim = q.f + q.g * (p - q) + w**2 / (2 * L) <= p.f
    return prove(claim, [(1, f.convex(z, q)), (1, f.descent(p, z))], Region(L))


def smooth_strongly_convex() -> Proof:
    """The same with the parabola of curvature μ at q in place of the tangent."""
    f = SmoothStronglyConvex(mu, L)
    p, q = f.point("p"), f.point("q")
    w = p.g - q.g
    z = f.at(p - (w - mu * (p - q)) / (L - mu), "z")
    gain = w**2 / (2 * L) + mu * L / (2 * (L - mu)) * (p - q - w / L) ** 2
    claim = q.f + q.g * (p - q) + gain <= p.f
    return prove(claim, [(1, f.strongly_convex(z, q)), (1, f.descent(p, z))], CURVED)


def smooth() -> Proof:
    """The same with the parabola of curvature -L at q: f need not be convex."""
    f = Smooth(L)
    p, q = f.point("p"), f.point("q")
    w = p.g - q.g
    z = f.at((p + q) / 2 - w / (2 * L), "z")
    gain = w**2 / (2 * L) - L / 4 * (p - q - w / L) ** 2
    claim = q.f + q.g * (p - q) + gain <= p.f
    return prove(claim, [(1, f.lower(z, q)), (1, f.descent(p, z))], Region(L))


# What is added to the tangent at q, as numbers; v = p - q and w = ∇f(p) - ∇f(q).


def bend(f: Problem, v: np.ndarray, w: np.ndarray) -> float:
    """L/2 ‖v‖², the most that f can rise above its tangent."""
    return f.L / 2 * v @ v


def gain_smooth_convex(f: Problem, v: np.ndarray, w: np.ndarray) -> float:
    """‖w‖² / (2L), the least that f rises above its tangent."""
    return w @ w / (2 * f.L)


def gain_smooth_strongly_convex(f: Problem, v: np.ndarray, w: np.ndarray) -> float:
    """‖w‖²/(2L) + μL/(2(L - μ)) ‖v - w/L‖²."""
    rest = v - w / f.L
    return w @ w / (2 * f.L) + f.mu * f.L / (2 * (f.L - f.mu)) * rest @ rest


def gain_smooth(f: Problem, v: np.ndarray, w: np.ndarray) -> float:
    """‖w‖²/(2L) - L/4 ‖v - w/L‖²."""
    rest = v - w / f.L
    return w @ w / (2 * f.L) - f.L / 4 * rest @ rest


def compare(f: Problem, gain: Callable, pairs: np.ndarray) -> Run:
    """Tangent plus gain, and the value at p; the descent lemma is the other way round.

    Both are counted from the least value of f.
    """
    tangents, values = [], []
    for p, q in pairs:
        slope = f.gradient(q)
        rise = slope @ (p - q) + gain(f, p - q, f.gradient(p) - slope)
        tangents.append(f.value(q) - f.minimum + rise)
        values.append(f.value(p) - f.minimum)
    tangents, values = np.ravel(tangents), np.ravel(values)
    if gain is bend:
        tangents, values = values, tangents
    return Run(np.arange(len(pairs)), tangents, values)


def random_pairs(make: Callable, gain: Callable) -> Callable:
    """An experiment: five pairs of points of a random function."""

    def experiment(rng: np.random.Generator) -> Run:
        problem = make(rng)
        pairs = problem.start + 2 * rng.normal(size=(5, 2, problem.start.size))
        return compare(problem, gain, pairs)

    return experiment


def parabola_pairs(gain: Callable) -> Callable:
    """The worst case: k + 1 pairs of points of L x²/2."""

    def worst_case(k: int) -> Run:
        xs = np.linspace(1, 2, k + 1)[:, None]
        problem = replace(parabola(curvature=2.0), mu=0.5)
        return compare(problem, gain, np.stack([xs, 1 - xs], axis=1))

    return worst_case


def two_points(make: Callable, gain: Callable, **words: object) -> Theorem:
    """A theorem about two points, with its experiment and its worst case."""
    return Theorem(
        source="TaylorEtAl2017",
        experiment=random_pairs(make, gain),
        worst_case=parabola_pairs(gain),
        **words,
    )


LEMMA = "the descent lemma: integrals and the Cauchy–Schwarz inequality"
HELD = r"$f(p) \ge f(q) + \langle\nabla f(q), p - q\rangle + {}$"
W = r"\frac{1}{2L}\|w\|^2"

THEOREMS = (
    two_points(
        random_smooth,
        bend,
        name="0",
        title="The descent lemma",
        assumptions=r"$\nabla f$ is $L$-Lipschitz",
        claim=r"$f(p) \le f(q) + \langle\nabla f(q), p - q\rangle "
        r"+ \frac{L}{2}\|p - q\|^2$",
        identities=(descent_lemma,),
        trusted="the fundamental theorem of calculus and Cauchy–Schwarz",
    ),
    two_points(
        random_convex,
        gain_smooth_convex,
        name="0a",
        title="A smooth convex function rises above its tangents",
        assumptions=r"$f$ convex, $\nabla f$ $L$-Lipschitz; "
        r"$w = \nabla f(p) - \nabla f(q)$",
        claim=HELD.format(W),
        proofs=(smooth_convex,),
        trusted=LEMMA,
    ),
    two_points(
        random_strongly_convex,
        gain_smooth_strongly_convex,
        name="0b",
        title="A smooth strongly convex function rises more",
        assumptions=r"$f$ $\mu$-strongly convex, $\nabla f$ $L$-Lipschitz, $\mu < L$; "
        r"$v = p - q$, $w = \nabla f(p) - \nabla f(q)$",
        claim=HELD.format(W + r" + \frac{\mu L}{2(L - \mu)}\|v - w/L\|^2"),
        proofs=(smooth_strongly_convex,),
        trusted=LEMMA,
    ),
    two_points(
        random_smooth,
        gain_smooth,
        name="0c",
        title="A smooth function, convex or not",
        assumptions=r"$\nabla f$ $L$-Lipschitz; "
        r"$v = p - q$, $w = \nabla f(p) - \nabla f(q)$",
        claim=HELD.format(W + r" - \frac{L}{4}\|v - w/L\|^2"),
        proofs=(smooth,),
        trusted=LEMMA,
    ),
)
