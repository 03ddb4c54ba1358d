"""Lesson 04: backtracking: when Armijo's test passes, so that the search ends.

f(x - α g) ≤ f(x) - c α ‖g‖². The search does not know L; its theorems do.
"""

import math

import numpy as np
import sympy as sp

from gdcourse.optimizers.line_search import backtrack
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import Smooth
from gdcourse.proofs.problems import random_convex
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import L, a, t
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.worst_functions import parabola

c, e = sp.symbols("c e")
GUARD = 1e-10  # so much beyond the threshold a trial is sure to fail


def passes() -> Proof:
    """Every α ≤ 2(1 - c)/L passes, for 0 < c < 1."""
    f = Smooth(L)
    x = f.point("k")
    y = f.at(x - a * x.g, "k+1")
    where = Region(
        L,
        positive={e: 1 / c - 1},
        nonnegative={t: 2 * (1 - c) / (a * L) - 1},
        solve={c: 1 / (1 + e), a: 2 * e / ((1 + e) * L * (1 + t))},
    )
    claim = y.f <= x.f - c * a * x.g**2
    left = [(a * (1 - c - a * L / 2), x.g)]
    return prove(claim, [(1, f.descent(x, y))], where, squares=left)


def shortest_step(alpha0: float, shrink: float, c: float, L: float) -> float:
    """min(α₀, 2β(1 - c)/L): what backtracking accepts is no shorter.

    >>> shortest_step(1.0, shrink=0.5, c=0.25, L=3.0)
    0.25
    """
    return min(alpha0, 2 * shrink * (1 - c) / L)


def most_refusals(alpha0: float, shrink: float, c: float, L: float) -> int:
    """How many trials fail at most: ⌈log(α₀ L/(2(1 - c))) / log(1/β)⌉, or none.

    >>> most_refusals(8.0, shrink=0.5, c=0.5, L=1.0)
    3
    """
    beyond = alpha0 * L / (2 * (1 - c))
    return max(0, math.ceil(math.log(beyond) / -math.log(shrink) - GUARD))


def random_threshold(rng: np.random.Generator) -> Run:
    """What a step up to the threshold must gain, against what it gains."""
    f, share = random_convex(rng), rng.uniform(0.01, 0.99)
    x, promised, gained = f.start, [], []
    for _ in range(10):
        g, lr = f.gradient(x), rng.uniform(0.1, 1) * 2 * (1 - share) / f.L
        y = x - lr * g
        promised.append(share * lr * (g @ g))
        gained.append(f.value(x) - f.value(y))
        x = y
    return Run(np.arange(10), np.array(promised), np.array(gained))


def steady_threshold(k: int) -> Run:
    """α = 2(1 - c)/L on L x²/2 passes with nothing to spare."""
    f, share, x = parabola(curvature=2.0), 0.75, 1.0
    promised, gained = [], []
    for _ in range(k + 1):
        g, lr = f.gradient(x), 2 * (1 - share) / f.L
        promised.append(share * lr * g * g)
        gained.append(f.value(x) - f.value(x - lr * g))
        x -= lr * g
    return Run(np.arange(k + 1), np.array(promised), np.array(gained))


def random_search(rng: np.random.Generator) -> Run:
    """The shortest step that may be accepted, against the one that is."""
    f, share = random_convex(rng), rng.uniform(0.01, 0.9)
    shrink, alpha0 = rng.uniform(0.2, 0.9), 10 ** rng.uniform(-1, 1.5) / f.L
    x, found = f.start, []
    for _ in range(5):
        g = f.gradient(x)
        settings = {"alpha0": alpha0, "shrink": shrink, "c": share}
        found.append(backtrack(f.value, x, -g, -g @ g, **settings))
        x = x - found[-1] * g
    least = shortest_step(alpha0, shrink, share, f.L)
    return Run(np.arange(5), np.full(5, least), np.array(found))


def unlucky_search(k: int) -> Run:
    """The first trial is a hair too long, on L x²/2; k + 1 refusals."""
    f, share, shrink = parabola(curvature=2.0), 0.25, 0.5
    alpha0 = 2 * (1 - share) / f.L * (1 + GUARD) / shrink**k
    settings = {"alpha0": alpha0, "shrink": shrink, "c": share}
    found = backtrack(f.value, 1.0, -2.0, -4.0, **settings)
    least = shortest_step(alpha0, shrink, share, f.L)
    return Run(np.array([k]), np.array([least]), np.array([found]))


THEOREMS = (
    Theorem(
        name="7a",
        title="Armijo's test passes for every short step",
        assumptions=r"f is L-smooth; $0 < c < 1$, $0 < \alpha \le 2 (1 - c) / L$",
        claim=r"$f(x - \alpha \nabla f(x)) \le f(x) - c \alpha \|\nabla f(x)\|^2$.",
        source="Armijo1966",
        proofs=(passes,),
        experiment=random_threshold,
        worst_case=steady_threshold,
    ),
    Theorem(
        name="7a'",
        title="Backtracking ends, with a step that is long enough",
        assumptions=r"f is L-smooth; trials $\alpha_0, \beta\alpha_0, \beta^2\alpha_0, "
        r"\dots$ with $0 < \beta < 1$ until Armijo's test passes, $0 < c < 1$",
        claim=r"The accepted step is at least $\min(\alpha_0, 2 \beta (1 - c) / L)$, "
        r"after at most $\lceil \log \frac{\alpha_0 L}{2 (1 - c)} / \log \frac1\beta "
        r"\rceil$ refusals (none if this is negative).",
        source="NocedalWright2006",
        proofs=(passes,),
        experiment=random_search,
        worst_case=unlucky_search,
        trusted="a trial that was refused was longer than $2(1 - c)/L$; the worst case "
        "is a limit, approached to ten digits",
    ),
)
