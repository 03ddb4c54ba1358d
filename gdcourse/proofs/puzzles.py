"""Lesson 03: the puzzles of "find the multipliers", from one assumption to three.

Each is a function that makes its puzzle anew. There is no answer key: the engine
accepts whatever proves the claim. Some assumptions are there to be left out.
"""

from collections.abc import Callable

import sympy as sp

from gdcourse.proofs.functions import (
    SmoothConvex,
    SmoothPL,
    SmoothStronglyConvex,
    StronglyConvex,
)
from gdcourse.proofs.multipliers import Puzzle
from gdcourse.proofs.region import Region
from gdcourse.proofs.vectors import Vector

L, mu, a, k, d, t = sp.symbols("L mu a k d t")
SHORT = Region(
    mu,
    positive={d: L - mu},
    nonnegative={t: 2 / (a * (L + mu)) - 1},
    solve={L: mu + d, a: 2 / ((2 * mu + d) * (1 + t))},
)


def one_step() -> Puzzle:
    """How far f falls in one step of any length: one assumption is enough."""
    f = SmoothConvex(L)
    x = f.point("k")
    y = f.at(x - a * x.g, "k+1")
    return Puzzle(
        "one step of gradient descent",
        y.f <= x.f - a * (1 - a * L / 2) * x.g**2,
        {"A": f.descent(x, y), "B": f.convex(x, y)},
        Region(L, a),
        r"x_{k+1} = x_k - a\,g_k",
    )


def steepness() -> Puzzle:
    """Strong convexity makes f steep: f_k - f* ≤ ‖g_k‖² / (2μ)."""
    f = StronglyConvex(mu)
    best, x = f.minimizer(), f.point("k")
    return Puzzle(
        "strong convexity makes f steep",
        x.f - best.f <= x.g**2 / (2 * mu),
        {"A": f.strongly_convex(best, x), "B": f.strongly_convex(x, best)},
        Region(mu),
    )


def linear_rate() -> Puzzle:
    """Steep functions: the gap shrinks by the factor 1 - μ/L in each step of 1/L."""
    f = SmoothPL(mu, L)
    best, x = f.minimizer(), f.point("k")
    y = f.at(x - x.g / L, "k+1")
    return Puzzle(
        "a linear rate without convexity",
        y.f - best.f <= (1 - mu / L) * (x.f - best.f),
        {"A": f.descent(x, y), "B": f.steep(x, best), "C": f.steep(y, best)},
        Region(mu, L),
        r"x_{k+1} = x_k - \frac{1}{L}\,g_k",
    )


def one_over_k() -> Puzzle:
    """k (f_k - f*) + L/2 ‖x_k - x*‖² never grows, which gives the rate 1/k."""
    f = SmoothConvex(L)
    best, x = f.minimizer(), f.point("k")
    y = f.at(x - x.g / L, "k+1")
    before = k * (x.f - best.f) + L / 2 * (x - best) ** 2
    after = (k + 1) * (y.f - best.f) + L / 2 * (y - best) ** 2
    return Puzzle(
        "the rate 1/k of gradient descent",
        after <= before,
        {"A": f.descent(x, y), "B": f.convex(best, x), "C": f.convex(x, best)},
        Region(L, nonnegative=[k]),
        r"x_{k+1} = x_k - \frac{1}{L}\,g_k",
    )


def exact_first_step() -> Puzzle:
    """One step of length 1 (L = 1): f_1 - f* ≤ ‖x_0 - x*‖² / 6, and no less is true."""
    f = SmoothConvex(1)
    best, x = f.minimizer(), f.point("0")
    y = f.at(x - x.g, "1")
    return Puzzle(
        "the exact worst case of one step",
        y.f - best.f <= (x - best) ** 2 / 6,
        {
            "A": f.interpolation(x, y),
            "B": f.interpolation(best, x),
            "C": f.interpolation(best, y),
        },
        Region(),
        r"x_1 = x_0 - g_0",
    )


def contraction() -> Puzzle:
    """Two runs of gradient descent come closer by the factor 1 - αμ in each step."""
    f = SmoothStronglyConvex(mu, L)
    x, y = f.point("k"), f.point("l")
    ahead = (x - a * x.g) - (y - a * y.g)
    return Puzzle(
        "two runs come closer",
        ahead**2 <= (1 - a * mu) ** 2 * (x - y) ** 2,
        {"A": f.interpolation(x, y), "B": f.interpolation(y, x)},
        SHORT,
    )


def falling_slopes() -> Puzzle:
    """The slope never grows, for every rate up to 2/L; two directions are needed."""
    f = SmoothConvex(L)
    x = f.point("k")
    y = f.at(x - a * x.g, "k+1")
    return Puzzle(
        "the slope never grows",
        y.g**2 <= x.g**2,
        {"A": f.interpolation(x, y), "B": f.interpolation(y, x), "C": f.descent(x, y)},
        Region(L, nonnegative={t: 2 / (a * L) - 1}, solve={a: 2 / (L * (1 + t))}),
        r"x_{k+1} = x_k - a\,g_k,\quad a \le \frac{2}{L}",
    )


def momentum() -> Puzzle:
    """Nesterov's method, from k to k + 1: A f + L/2 ‖z‖² never grows, A = k(k+1)/4."""
    f = SmoothConvex(L)
    now, gain = k * (k + 1) / 4, (k + 1) / 2
    best, x, z = f.minimizer(), f.point("k"), Vector.letter("z_{k}")
    y = f.at(now / (now + gain) * x + gain / (now + gain) * z, "y")
    ahead, moved = f.at(y - y.g / L, "k+1"), z - gain / L * y.g
    before = now * (x.f - best.f) + L / 2 * (z - best) ** 2
    after = (now + gain) * (ahead.f - best.f) + L / 2 * (moved - best) ** 2
    return Puzzle(
        "the rate 1/k² of Nesterov's method",
        after <= before,
        {"A": f.convex(x, y), "B": f.convex(best, y), "C": f.descent(y, ahead)},
        Region(L, nonnegative=[k]),
        r"x_y = \frac{k\,x_k + 2\,z_k}{k + 2},\quad x_{k+1} = x_y - \frac{1}{L}\,g_y",
    )


PUZZLES: tuple[Callable[[], Puzzle], ...] = (
    one_step,
    steepness,
    linear_rate,
    one_over_k,
    exact_first_step,
    contraction,
    falling_slopes,
    momentum,
)
