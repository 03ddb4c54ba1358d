"""Lesson 10: what learning rates add up to, and why it matters.

Theorems about steps that shrink need two sums: Σ α_k, how far the walk may go, and
Σ α_k², how much noise it collects.
"""

from typing import Any

import numpy as np
import sympy as sp

from gdcourse.optimizers.schedules import exponential, inverse_sqrt, inverse_time
from gdcourse.proofs import schedules_cosine
from gdcourse.proofs.assumptions import equation
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.vectors import ONE

k, n, j, e, p, lr, gamma = sp.symbols("k n j e p alpha gamma")
low, high = sp.symbols("r_{k-1} r_k")  # √(k - 1) and √k
ROOTS = Region(positive={e: high - low}, nonnegative=[low], solve={high: low + e})
APART = Region(low, positive={e: high - low}, solve={high: low + e})  # k ≥ 2


def one_apart() -> Any:
    """What is known of two neighboring roots."""
    return equation(Form.of(high**2 - low**2), 1, "squares of neighboring roots")


# --- 8g: 1/√k


def root_from_above() -> Proof:
    """1/√k ≤ 2(√k - √(k - 1)): AdaGrad's square again."""
    claim = Form.of(1 / high) <= 2 * (high - low)
    left = [((high - low) ** 2 / high, ONE)]
    return prove(claim, [(1 / high, one_apart())], ROOTS, squares=left)


def root_from_below() -> Proof:
    """1/√(k - 1) ≥ 2(√k - √(k - 1))."""
    claim = Form.of(2 * (high - low)) <= 1 / low
    left = [((high - low) ** 2 / low, ONE)]
    return prove(claim, [(-1 / low, one_apart())], APART, squares=left)


def root_bounds(n: Any, lr: float) -> tuple[Any, Any]:
    """2α(√(n + 1) - 1) ≤ Σ α/√k ≤ 2α√n, k = 1, …, n.

    >>> root_bounds(3, lr=1.0)[0], root_bounds(4, lr=1.0)[1]
    (2.0, 4.0)
    """
    return 2 * lr * ((n + 1) ** 0.5 - 1), 2 * lr * n**0.5


def random_roots(rng: np.random.Generator) -> Run:
    """Any first rate; the sum from above."""
    lr, ns = rng.exponential(), np.arange(1, 200)
    return Run(ns, np.cumsum(inverse_sqrt(lr)(ns - 1)), root_bounds(ns, lr)[1])


# --- 8g': 1/k


def doubled() -> Proof:
    """1/(n + j) ≥ 1/(2n) for j ≤ n: each doubling of n adds 1/2 to Σ 1/k."""
    where = Region(j, nonnegative={e: n - j}, solve={n: j + e})
    return prove(Form.of(1 / (2 * n)) <= 1 / (n + j), [], where)


def telescoping_square() -> Proof:
    """1/k² ≤ 1/(k - 1) - 1/k for k ≥ 2, so that Σ 1/k² ≤ 2 - 1/n."""
    where = Region(positive={e: k - 1}, solve={k: 1 + e})
    return prove(Form.of(1 / k**2) <= 1 / (k - 1) - 1 / k, [], where)


def harmonic_bounds(n: Any, lr: float) -> tuple[Any, Any]:
    """Σ α/k ≥ α(1 + ⌊log₂ n⌋/2), and Σ (α/k)² ≤ α²(2 - 1/n).

    >>> [float(bound) for bound in harmonic_bounds(4, lr=1.0)]
    [2.0, 1.75]
    """
    doublings = np.frexp(n)[1] - 1.0
    return lr * (1 + doublings / 2), lr**2 * (2 - 1 / n)


def random_harmonic(rng: np.random.Generator) -> Run:
    """The squares, from above."""
    lr, ns = rng.exponential(), np.arange(1, 200)
    rates = inverse_time(lr)(ns - 1)
    return Run(ns, np.cumsum(rates**2), harmonic_bounds(ns, lr)[1])


# --- 8g'': a geometric schedule


def geometric_sum() -> tuple[sp.Expr, ...]:
    """S_n = α(1 - p)/(1 - γ) with p = γⁿ grows by α p to S_{n+1}."""
    now, later = lr * (1 - p) / (1 - gamma), lr * (1 - gamma * p) / (1 - gamma)
    return (now + lr * p - later,)


def reach(n: Any, lr: float, gamma: float) -> Any:
    """α(1 - γⁿ)/(1 - γ): with slopes up to 1 the walk gets no farther in n steps.

    >>> reach(2, lr=1.0, gamma=0.5)
    1.5
    """
    return lr * (1 - gamma**n) / (1 - gamma)


def walked(slopes: np.ndarray, lr: float, gamma: float) -> np.ndarray:
    """How far from the start a walk with these slopes is, after each step."""
    rates = exponential(lr, gamma)(np.arange(len(slopes)))
    return abs(np.cumsum(rates * slopes))


def random_reach(rng: np.random.Generator) -> Run:
    """Slopes from -1 to 1 with a trend."""
    lr, gamma, ns = rng.exponential(), rng.uniform(0.5, 0.99), np.arange(1, 100)
    slopes = np.clip(rng.normal(size=99) + rng.normal() * 2, -1, 1)
    return Run(ns, walked(slopes, lr, gamma), reach(ns, lr, gamma))


def steady_reach(k: int) -> Run:
    """Slope 1, always: f = -x, or a minimizer that is too far away."""
    ns = np.arange(1, k + 2)
    return Run(ns, walked(np.ones(k + 1), 0.5, 0.9), reach(ns, 0.5, 0.9))


THEOREMS = (
    Theorem(
        name="8g",
        title="Rates like 1/√k: their sum grows like 2√n",
        assumptions=r"$\alpha_k = \alpha / \sqrt k$, $k = 1, 2, \dots$",
        claim=r"$2 (\sqrt{n + 1} - 1) \le \sum_{k \le n} 1/\sqrt k \le 2 \sqrt n$. The "
        r"squares sum to $\sum 1/k$, without a limit.",
        source="RobbinsMonro1951",
        proofs=(root_from_above, root_from_below),
        experiment=random_roots,
        trusted="induction: the right sides telescope",
    ),
    Theorem(
        name="8g'",
        title="Rates like 1/k: the sum has no limit, the squares have one",
        assumptions=r"$\alpha_k = \alpha / k$, $k = 1, 2, \dots$",
        claim=r"$\sum_{k \le n} 1/k \ge 1 + \lfloor \log_2 n \rfloor / 2$ and "
        r"$\sum_{k \le n} 1/k^2 \le 2 - 1/n$. So the bound of 6a tends to 0; these are "
        "the conditions of Robbins and Monro.",
        source="RobbinsMonro1951",
        proofs=(doubled, telescoping_square),
        experiment=random_harmonic,
        trusted="induction; that the steps themselves converge, almost surely, is "
        "another theorem and not proved here",
    ),
    Theorem(
        name="8g''",
        title="Geometric rates can stop short of the minimizer",
        assumptions=r"$\alpha_k = \alpha \gamma^k$, $0 < \gamma < 1$, slopes up to 1",
        claim=r"After n steps the walk is no farther from its start than "
        r"$\alpha (1 - \gamma^n) / (1 - \gamma)$.",
        source="RobbinsMonro1951",
        identities=(geometric_sum,),
        experiment=random_reach,
        worst_case=steady_reach,
        trusted="induction over the steps; the triangle inequality",
    ),
    *schedules_cosine.THEOREMS,
)
