"""Lesson 07: no method that only adds up gradients is faster than 1/k².

Nesterov's function f(x) = L/4 (xᵀAx/2 - x_1), A tridiagonal with 2 and -1, has 2K + 1
coordinates. From x_0 = 0 each gradient reveals one coordinate more: after K steps all
but the first K are 0, whatever the step sizes. Here a bound is promised from below: in
a run ``measured`` is the gap that must remain, ``bounds`` the gap that does.
"""

from typing import Any

import numpy as np
import sympy as sp

from gdcourse.optimizers import ConjugateGradients, GradientDescent, Momentum, Nesterov
from gdcourse.proofs.assumptions import equation
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import Convex
from gdcourse.proofs.problems import Problem, walk
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.vectors import Vector

K, L, i, n = sp.symbols("K L i n")


def minimizer(i: Any, n: Any) -> Any:
    """Coordinate i of the minimizer among the first n: 1 - i/(n + 1).

    >>> [minimizer(i, 3) for i in (1, 2, 3)]
    [0.75, 0.5, 0.25]
    """
    return 1 - i / (n + 1)


def least(n: Any) -> Any:
    """The least value with n coordinates, -L/8 (1 - 1/(n + 1))."""
    return -L / 8 * (1 - 1 / (n + 1))


def square(n: Any) -> Any:
    """‖x*‖² with n coordinates: n (2n + 1) / (6 (n + 1))."""
    return n * (2 * n + 1) / (6 * (n + 1))


def share(K: Any) -> Any:
    """What must remain after K steps, in units of L ‖x_0 - x*‖².

    >>> share(1)
    0.03571428571428571
    """
    return 3 / (4 * (2 * K + 1) * (4 * K + 3))


def _minimizer() -> tuple[sp.Expr, ...]:
    """The gradient L/4 (Ax - e_1) is 0 there, and f = -L/8 x_1 since xᵀAx = x_1."""
    rows = [2 * minimizer(i, n) - minimizer(i - 1, n) - minimizer(i + 1, n)]
    rows += [2 * minimizer(1, n) - minimizer(2, n) - 1]
    rows += [2 * minimizer(n, n) - minimizer(n - 1, n)]
    return (*rows, -L / 8 * minimizer(1, n) - least(n))


def _square() -> tuple[sp.Expr, ...]:
    """Σ (i/(n + 1))² over i ≤ n, with Σ i² = n (n + 1)(2n + 1)/6 by its differences."""
    total = n * (n + 1) * (2 * n + 1) / 6
    grown = total - total.subs(n, n - 1)
    return grown - n**2, total.subs(n, 0), total / (n + 1) ** 2 - square(n)


def _gap() -> tuple[sp.Expr, ...]:
    """f*_K - f*_{2K+1} = L/(16 (K + 1)), which is the share of L ‖x*‖²."""
    gap = least(K) - least(2 * K + 1)
    return gap - L / (16 * (K + 1)), gap - share(K) * L * square(2 * K + 1)


def prove_smooth() -> Proof:
    """Part of xᵀAx ≤ 4 ‖x‖²: each (x_i - x_{i+1})² is at most 2 x_i² + 2 x_{i+1}²."""
    p, q = Vector.letter("x_i"), Vector.letter("x_{i+1}")
    return prove((p - q) ** 2 <= 2 * p**2 + 2 * q**2, [], name="9")


def prove_gap() -> Proof:
    """Wherever a method is after K steps, f lies above its minimum there."""
    f = Convex()
    best, start = f.minimizer(), f.point("0")
    x, low = f.point("k"), f.point("K")
    hidden = "the first K entries of the gradient are 0, and all others of x_k - x_K"
    used = [
        (1, f.convex(x, low)),
        (1, equation(low.g * (x - low), 0, hidden)),
        (1, equation(low.f, least(K), "least value with K coordinates")),
        (-1, equation(best.f, least(2 * K + 1), "least value with 2K + 1")),
        (
            -share(K) * L,
            equation((start - best) ** 2, square(2 * K + 1), "distance of x*"),
        ),
    ]
    claim = share(K) * L * (start - best) ** 2 <= x.f - best.f
    more = share(K) - sp.Rational(3, 32) / (K + 1) ** 2  # the bound of the textbooks
    return prove(claim, used, Region(L, nonnegative=[K]), conditions=[more], name="9")


def chain(K: int) -> tuple[Problem, np.ndarray]:
    """Nesterov's function for K steps, with L = 1 and from 0, and its Hessian."""
    size = 2 * K + 1
    H = (2 * np.eye(size) - np.eye(size, k=1) - np.eye(size, k=-1)) / 4
    first = np.eye(size)[0] / 4
    problem = Problem(
        value=lambda x: x @ H @ x / 2 - first @ x,
        gradient=lambda x: H @ x - first,
        L=1.0,
        start=np.zeros(size),
        minimizer=minimizer(np.arange(1, size + 1), size),
        minimum=float(least(size).subs(L, 1)),
    )
    return problem, H


def promised(K: int, rule: Any) -> Run:
    """The gap that must remain, against the gap that a rule leaves after K steps."""
    problem, _ = chain(K)
    gap = walk(problem, rule, K).gaps[-1:]
    must = share(K) * float(np.sum(problem.minimizer**2))
    return Run(np.array([K]), np.array([must]), gap)


def _random_method(rng: np.random.Generator) -> Run:
    steps, lr, momentum = int(rng.integers(1, 16)), rng.uniform(0.2, 2), rng.random()
    rules = GradientDescent(lr), Momentum(lr, momentum), Nesterov(min(lr, 1.0))
    return promised(steps, rules[rng.integers(3)])


def _conjugate_gradients(k: int) -> Run:
    _, H = chain(k)
    rule = ConjugateGradients("fletcher-reeves", search="exact", hessian=lambda x: H)
    return promised(k, rule)


THEOREMS = (
    Theorem(
        name="9",
        title="A lower bound for all first-order methods",
        assumptions=r"$x_k - x_0$ is a sum of multiples of the gradients seen so far; "
        r"f is convex and L-smooth with at least 2K + 1 variables",
        claim=r"For some such f, $f(x_K) - f_\star \ge \frac{3L}{4(2K + 1)(4K + 3)} "
        r"\|x_0 - x_\star\|^2 \ge \frac{3L}{32(K + 1)^2} \|x_0 - x_\star\|^2$.",
        source="Nesterov2018",
        proofs=(prove_smooth, prove_gap),
        identities=(_minimizer, _square, _gap),
        experiment=_random_method,
        worst_case=_conjugate_gradients,
        trusted="that each gradient reveals one coordinate more; sums of squares by "
        "induction; the bound is reached by conjugate gradients in the runs",
    ),
)
