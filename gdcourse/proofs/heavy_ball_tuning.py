"""Lesson 07: the best heavy ball for quadratics, and what it costs at first.

The tuned pair has the double roots r at λ = μ and -r at λ = L. No pair is faster. A
double root brings a factor that grows like k: the first steps may lead away.
"""

from fractions import Fraction

import numpy as np
import sympy as sp

from gdcourse.optimizers.momentum import Momentum
from gdcourse.proofs.assumptions import hypothesis
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.heavy_ball_stability import quadratic, rate
from gdcourse.proofs.problems import walk
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.theorem import Run, Theorem

L, c, d, mu, r, rho, t, u, v, z = sp.symbols("L c d mu r rho t u v z")


def tuned(mu: float, L: float) -> tuple[float, float]:
    """The best learning rate and momentum for curvatures from μ to L.

    α = 4 / (√L + √μ)²,    β = r²,    r = (√L - √μ) / (√L + √μ)

    >>> tuned(1.0, 9.0)
    (0.25, 0.25)
    """
    low, high = mu**0.5, L**0.5
    return 4 / (low + high) ** 2, ((high - low) / (high + low)) ** 2


# --- 4b: no pair (α, β) is better


def prove_no_pair_is_better() -> Proof:
    """Both roots within ρ ≤ 1 at λ = μ and λ = L need 2(L+μ)ρ ≥ (L-μ)(1+ρ²)."""
    a, b = Form.value(r"\alpha"), Form.value(r"\beta")  # of any size and sign
    low = rho**2 - rho + (1 - rho) * b + mu * rho * a
    high = rho**2 + rho + (1 + rho) * b - L * rho * a
    used = [
        (L / rho, hypothesis(low >= 0, "no root beyond ρ where λ = μ")),
        (mu / rho, hypothesis(high >= 0, "no root beyond -ρ where λ = L")),
        ((L + mu) / rho - L + mu, hypothesis(b <= rho**2, "the product of the roots")),
    ]
    claim = Form.of((L - mu) * (1 + rho**2)) <= 2 * (L + mu) * rho
    where = Region(
        mu,
        positive={d: L - mu},
        nonnegative={t: 1 / rho - 1},
        solve={L: mu + d, rho: 1 / (1 + t)},
    )
    return prove(claim, used, where, squares=[], name="4b")


def _best_is_attained() -> tuple[sp.Expr, ...]:
    """With L = l², μ = m² the tuned pair has double roots r at μ and -r at L."""
    low, high = sp.symbols("m l")
    best = (high - low) / (high + low)
    lr = 4 / (high + low) ** 2
    at_low = z**2 - (1 + best**2 - lr * low**2) * z + best**2
    at_high = z**2 - (1 + best**2 - lr * high**2) * z + best**2
    worst = 2 * (high**2 + low**2) * best - (high**2 - low**2) * (1 + best**2)
    return at_low - (z - best) ** 2, at_high - (z + best) ** 2, worst


def _random_pair(rng: np.random.Generator) -> Run:
    """What is promised to be out of reach, against what random pairs reach."""
    kappa = np.exp(rng.uniform(0.1, 7))
    best = tuned(1.0, kappa)[1] ** 0.5
    pairs = zip(rng.uniform(0, 4 / kappa, 30), rng.uniform(0, 1, 30), strict=True)
    rates = [max(rate(lr, b), rate(lr * kappa, b)) for lr, b in pairs]
    return Run(np.arange(30), np.full(30, best), np.array(rates))


def _tuned_pair(k: int) -> Run:
    """κ = (k + 2)², in exact fractions, so that double roots stay double."""
    r, kappa = Fraction(k + 1, k + 3), (k + 2) ** 2
    lr = Fraction(4, (k + 3) ** 2)
    reached = max(rate(lr, r**2), rate(lr * kappa, r**2))
    return Run(np.array([k]), np.array([float(r)]), np.array([reached]))


# --- 4c: how far the tuned pair may swing before it settles


def bound(k: np.ndarray, r: float) -> np.ndarray:
    """r^k (1 + k (1 + r)).

    >>> bound(1, 0.5)
    1.25
    """
    return r**k * (1 + k * (1 + r))


def _modes() -> tuple[sp.Expr, ...]:
    """x_k = r^k (U_k(c) - r U_{k-1}(c)) with 2rc = 1 + r² - A, U = Chebyshev.

    The step, with u = U_k, v = U_{k-1}, U_{k+1} = 2cu - v and U_{k-2} = 2cv - u; the
    start, x_0 = x_{-1} = 1; the worst mode c = -1, where U_k = (-1)^k (k + 1).
    """
    k = sp.Symbol("k")
    after, before = (2 * c * u - v) - r * u, v - r * (2 * c * v - u)
    step = r**2 * after - 2 * r * c * r * (u - r * v) + r**2 * before
    zeroth, minus_first = (
        1 - r * 0,
        (0 - r * (-1)) / r,
    )  # U_0, U_{-1}, U_{-2} = 1, 0, -1
    worst = (k + 2) + r * (k + 1) - (1 + (k + 1) * (1 + r))
    return step, zeroth - 1, minus_first - 1, worst


def _chebyshev_is_short() -> tuple[sp.Expr, ...]:
    """T² + (1 - c²) U² stays 1, so |T_k| ≤ 1 and |U_k| = |T_k + c U_{k-1}| ≤ k + 1."""
    t_next, u_next = c * t - (1 - c**2) * u, t + c * u
    kept = t_next**2 + (1 - c**2) * u_next**2 - (t**2 + (1 - c**2) * u**2)
    return kept, (c * t_next - (1 - c**2) * u_next) - (2 * c * t_next - t)


def tuned_run(curvatures: np.ndarray, steps: int) -> Run:
    """‖x_k - x*‖ of the tuned heavy ball, and its bound."""
    problem = quadratic(curvatures)
    lr, momentum = tuned(problem.mu, problem.L)
    run = walk(problem, Momentum(lr, momentum), steps)
    far = run.distances**0.5
    return Run(run.ks, far, far[0] * bound(run.ks, momentum**0.5))


def _random_quadratic(rng: np.random.Generator) -> Run:
    return tuned_run(np.exp(rng.uniform(0, 7, 5)), 40)


def _steepest_mode(k: int) -> Run:
    """Only the steepest direction of κ = 100 swings: μ stands for the flattest."""
    problem, (lr, momentum) = quadratic(np.array([100.0])), tuned(1.0, 100.0)
    run = walk(problem, Momentum(lr, momentum), k)
    return Run(run.ks, run.distances**0.5, bound(run.ks, momentum**0.5))


THEOREMS = (
    Theorem(
        name="4b",
        title="Heavy ball on quadratics: no learning rate and momentum are faster",
        assumptions=r"f is any quadratic with curvatures from $\mu > 0$ to $L > \mu$",
        claim=r"If for some $\alpha, \beta$ all modes shrink like $\rho^k$, then $\rho "
        r"\ge r = (\sqrt L - \sqrt\mu) / (\sqrt L + \sqrt\mu)$. The pair $\alpha = 4 / "
        r"(\sqrt L + \sqrt\mu)^2$, $\beta = r^2$ reaches $r$.",
        source="Polyak1964",
        proofs=(prove_no_pair_is_better,),
        identities=(_best_is_attained,),
        experiment=_random_pair,
        worst_case=_tuned_pair,
        trusted="quadratics split into eigenvectors; the modes shrink as fast as the "
        r"larger root; $2(L + \mu)\rho - (L - \mu)(1 + \rho^2)$ grows up to $\rho = 1$",
    ),
    Theorem(
        name="4c",
        title="The tuned heavy ball on quadratics, with its first swing",
        assumptions=r"f is a quadratic with curvatures from $\mu > 0$ to $L > \mu$; "
        r"$\alpha, \beta$ are tuned and $x_{-1} = x_0$",
        claim=r"$\|x_k - x_\star\| \le r^k (1 + k(1 + r)) \|x_0 - x_\star\|$ "
        r"with $r = (\sqrt L - \sqrt\mu) / (\sqrt L + \sqrt\mu)$",
        source="Polyak1964",
        identities=(_modes, _chebyshev_is_short),
        experiment=_random_quadratic,
        worst_case=_steepest_mode,
        trusted="quadratics split into eigenvectors; induction over k",
    ),
)
