"""Lesson 07: on quadratics Nesterov's method bears a smaller learning rate.

Heavy ball is stable up to α = 2(1 + β)/L, Nesterov's method up to 2(1 + β)/((1 + 2β)L):
for β = 0.9 that is 1.36/L, less than the 2/L of gradient descent.
"""

from typing import Any

import numpy as np
import sympy as sp

from gdcourse.optimizers import Momentum
from gdcourse.proofs.heavy_ball_stability import quadratic
from gdcourse.proofs.nesterov_on_quadratics import A, beta, polynomial, radius, z
from gdcourse.proofs.problems import walk
from gdcourse.proofs.theorem import Run, Theorem

w = sp.Symbol("w")


def edge(beta: Any) -> Any:
    """The largest αL, 2(1 + β)/(1 + 2β).

    >>> edge(0.0), edge(0.5)
    (2.0, 1.5)
    """
    return 2 * (1 + beta) / (1 + 2 * beta)


def _half_plane() -> tuple[sp.Expr, ...]:
    """|z| < 1 is the left half plane of w; at the edge there is a root at -1.

    The other coefficients are A > 0 and 2 (1 - β(1 - A)), positive for 0 ≤ β < 1.
    """
    p = polynomial(A, beta)
    moved = p.subs(z, (1 + w) / (1 - w)) * (1 - w) ** 2
    last = 2 * (1 + beta) - (1 + 2 * beta) * A
    parts = last * w**2 + 2 * (1 - beta * (1 - A)) * w + A
    return moved - parts, last.subs(A, edge(beta)), p.subs({A: edge(beta), z: -1})


def _random_pair(rng: np.random.Generator) -> Run:
    """The larger root is within the unit circle wherever the theorem says so."""
    betas = rng.uniform(0, 1, 30)
    inside = edge(betas) * rng.uniform(0, 1, 30)
    roots = [
        float(radius(step, beta)) for step, beta in zip(inside, betas, strict=True)
    ]
    return Run(np.arange(30), np.array(roots), np.ones(30))


def _edge_run(k: int) -> Run:
    """At the edge, from x_0 = 1 with the push of x_{-1} = -1, x jumps to and fro."""
    beta, x = 0.5, [-1.0, 1.0]
    for _ in range(k):
        x.append((1 - edge(beta)) * ((1 + beta) * x[-1] - beta * x[-2]))
    return Run(np.arange(k + 1), abs(np.array(x[1:])), np.ones(k + 1))


def ends(lr: float, momentum: float, nesterov: bool) -> float:
    """|x| after 400 steps from 1 on x²/2.

    >>> ends(1.5, 0.9, nesterov=False) < 1e-6 < 1e6 < ends(1.5, 0.9, nesterov=True)
    True
    """
    rule = Momentum(lr, momentum, nesterov=nesterov)
    return float(abs(walk(quadratic(np.ones(1)), rule, 400).points[-1][0]))


THEOREMS = (
    Theorem(
        name="4f",
        title="Nesterov's method on quadratics: stability",
        assumptions=r"f is a quadratic with curvatures from $\mu > 0$ to $L$; "
        r"$0 \le \beta < 1$",
        claim=r"The steps converge from every start exactly when "
        r"$0 < \alpha < \frac{2(1 + \beta)}{(1 + 2\beta)L}$.",
        source="Nesterov2018",
        identities=(_half_plane,),
        experiment=_random_pair,
        worst_case=_edge_run,
        trusted="quadratics split into eigenvectors; a real polynomial of degree two "
        "has its roots in the left half plane when its coefficients have one sign",
    ),
)
