"""Lesson 07: heavy ball on quadratics, when it is stable and how fast it is.

x_{k+1} = x_k - α ∇f(x_k) + β (x_k - x_{k-1}). In the direction of an eigenvector with
eigenvalue λ every quadratic is one number, and A = αλ is all that matters:
x_{k+1} = (1 + β - A) x_k - β x_{k-1}.
"""

from typing import Any

import numpy as np
import sympy as sp

from gdcourse.optimizers.momentum import Momentum
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.problems import Problem, walk
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.vectors import Vector

A, beta, r, u, w, z = sp.symbols("A beta r u w z")


def rate(A: Any, beta: Any) -> float:
    """The larger modulus of the roots of z² - (1 + β - A) z + β.

    √β while (1 - √β)² ≤ A ≤ (1 + √β)², and more outside. Fractions are used exactly.

    >>> rate(1.0, 0.25), rate(3.0, 0.25)
    (0.5, 1.5930703308172536)
    """
    half = (1 + beta - A) / 2
    root = half * half - beta
    return float(beta) ** 0.5 if root <= 0 else abs(half) + root**0.5


def _stable() -> tuple[sp.Expr, ...]:
    """The polynomial of the iteration; |z| < 1 is the left half plane of w."""
    matrix = sp.Matrix([[1 + beta - A, -beta], [1, 0]])
    p = z**2 - (1 + beta - A) * z + beta
    moved = p.subs(z, (1 + w) / (1 - w)) * (1 - w) ** 2
    return (
        (z * sp.eye(2) - matrix).det() - p,
        moved - ((2 * (1 + beta) - A) * w**2 + 2 * (1 - beta) * w + A),
        (1 + r**2 - A) ** 2 - 4 * r**2 - (A - (1 - r) ** 2) * (A - (1 + r) ** 2),
    )


def _energy(x: Any, y: Any, A: Any, beta: Any) -> Any:
    """E of two neighbors x_k, x_{k+1}."""
    return y * y - (1 + beta - A) * (x * y) + beta * (x * x)


def prove_energy() -> Proof:
    """E_{k+1} ≤ β E_k, with nothing left over: it is an equality."""
    x, y = Vector.letter("x_k"), Vector.letter("x_{k+1}")
    after = (1 + beta - A) * y - beta * x
    claim = _energy(y, after, A, beta) <= beta * _energy(x, y, A, beta)
    return prove(claim, [], Region(A, beta), squares=[], name="4a")


def prove_energy_is_positive() -> Proof:
    """E ≥ 0 for (1 - r)² ≤ A ≤ (1 + r)², r = √β."""
    x, y = Vector.letter("x_k"), Vector.letter("x_{k+1}")
    inside = ((1 - r) ** 2 + u * (1 + r) ** 2) / (1 + u)  # from end to end
    part = {u: (A - (1 - r) ** 2) / ((1 + r) ** 2 - A)}
    between = Region(r, nonnegative=part, solve={A: inside})
    return prove(_energy(x, y, A, r**2) >= 0, [], between, name="4a")


def quadratic(curvatures: np.ndarray) -> Problem:
    """Σ λ_i x_i² / 2, from (1, …, 1).

    >>> quadratic(np.array([1.0, 4.0])).value(np.array([1.0, 1.0]))
    2.5
    """
    return Problem(
        value=lambda x: float(curvatures @ x**2) / 2,
        gradient=lambda x: curvatures * x,
        L=curvatures.max(),
        mu=curvatures.min(),
        start=np.ones(len(curvatures)),
    )


def energy_run(curvatures: np.ndarray, rule: Momentum, steps: int = 40) -> Run:
    """√E along a run from (1, …, 1), and √β^k √E_0."""
    A, momentum = rule.lr * curvatures, rule.momentum
    x = np.array(walk(quadratic(curvatures), rule, steps + 1).points)
    energies = _energy(x[:-1], x[1:], A, momentum).sum(axis=1)
    ks = np.arange(len(energies))
    return Run(ks, energies**0.5, momentum ** (ks / 2) * energies[0] ** 0.5)


def _random_energy(rng: np.random.Generator) -> Run:
    r, lr = rng.uniform(0.6, 0.95), rng.uniform(0.1, 2)
    low, high = (1 - r) ** 2, (1 + r) ** 2
    A = rng.uniform(low + 0.05 * (high - low), high - 0.05 * (high - low), 5)
    return energy_run(A / lr, Momentum(lr, r**2))


def _steady_energy(k: int) -> Run:
    return energy_run(np.array([0.5, 1.0, 2.0]), Momentum(1.0, 0.81), k)


THEOREMS = (
    Theorem(
        name="4a",
        title="Heavy ball on quadratics: stability, and √β per step",
        assumptions=r"f is a quadratic with curvatures from $\mu > 0$ to $L$",
        claim=r"The steps converge from every start exactly when $|\beta| < 1$ and "
        r"$0 < \alpha L < 2(1 + \beta)$. Where $A = \alpha\lambda$ lies between "
        r"$(1 - \sqrt\beta)^2$ and $(1 + \sqrt\beta)^2$, the energy "
        r"$x_{k+1}^2 - (1 + \beta - A) x_{k+1} x_k + \beta x_k^2 \ge 0$ "
        r"is multiplied by exactly $\beta$ in each step.",
        source="Polyak1964",
        proofs=(prove_energy, prove_energy_is_positive),
        identities=(_stable,),
        experiment=_random_energy,
        worst_case=_steady_energy,
        trusted="quadratics split into eigenvectors; a real polynomial of degree two "
        "has its roots in the left half plane when its coefficients have one sign",
    ),
)
