"""Lesson 10: a cosine schedule adds up exactly; its averaged bound is no better."""

from typing import Any

import numpy as np
import sympy as sp

from gdcourse.optimizers.schedules import cosine
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.theorem import Run, Theorem

T, z, w = sp.symbols("T z w")
LONG = Region(nonnegative={w: T - 2}, solve={T: 2 + w})
LAST = 600  # the longest schedule that is tried


def sum_of_cosines() -> tuple[sp.Expr, ...]:
    """2 sin(h/2) cos(kh) = sin((k + ½)h) - sin((k - ½)h): z = e^{ih/2}, w = e^{ikh}.

    Summed over k = 0, …, T - 1 the sines at both ends are left. For h = π/T they are
    equal, so that Σ cos(πk/T) = 1; for h = 2π/T they cancel, and Σ cos(2πk/T) = 0.
    """
    h = sp.Symbol("h")
    product = (z - 1 / z) * (w + 1 / w)
    difference = (w * z - 1 / (w * z)) - (w / z - z / w)
    ends = [sp.sin(times * sp.pi - h / 2) for times in (1, 2)]
    return product - difference, ends[0] - sp.sin(h / 2), ends[1] + sp.sin(h / 2)


def sums_follow() -> tuple[sp.Expr, ...]:
    """Σ (1 + c)/2 and Σ ((1 + c)/2)²; Σ c = 1, and Σ c² = Σ (1 + cos 2·)/2 = T/2."""
    first, second = sp.Integer(1), T / 2
    plain, squares = cosine_sums(T, 1)
    return (T + first) / 2 - plain, (T + 2 * first + second) / 4 - squares


def cosine_sums(steps: Any, lr: Any) -> tuple[Any, Any]:
    """Σ α_k = α(T + 1)/2 and Σ α_k² = α²(3T + 4)/8 over k = 0, …, T - 1; T ≥ 2.

    >>> cosine_sums(4, lr=1.0)
    (2.5, 2.0)
    """
    return lr * (steps + 1) / 2, lr**2 * (3 * steps + 4) / 8


def scheduled_sums(steps: int, lr: float) -> tuple[float, float]:
    """The same sums, of the schedule of the course.

    >>> np.round(scheduled_sums(4, lr=1.0), 12).tolist()
    [2.5, 2.0]
    """
    rates = cosine(lr, T_max=steps)(np.arange(steps))
    return rates.sum(), (rates**2).sum()


def averaged_price() -> Proof:
    """Squared, Rσ√(Σα²)/Σα is less than 3/2 of R²σ²/T, that of a constant rate.

    (3T + 4)/8 / ((T + 1)/2)² against 1/T.
    """
    plain, squares = cosine_sums(T, 1)
    claim = Form.of(squares / plain**2) <= sp.Rational(3, 2) / T
    return prove(claim, [], LONG)


def constant_rate_is_cheaper() -> Proof:
    """1/T is less than that."""
    plain, squares = cosine_sums(T, 1)
    return prove(Form.of(1 / T) <= squares / plain**2, [], LONG)


def random_cosine(rng: np.random.Generator) -> Run:
    """Both sums, for any T ≥ 2 and any first rate."""
    steps, lr = int(rng.integers(2, LAST)), rng.exponential()
    both = scheduled_sums(steps, lr), cosine_sums(steps, lr)
    return Run(np.array([1, 2]), *map(np.array, both))


def steady_cosine(k: int) -> Run:
    """Every T from 2 to k + 2."""
    ks = np.arange(2, k + 3)
    sums = [(scheduled_sums(int(T), 0.5), cosine_sums(T, 0.5)) for T in ks]
    return Run(ks, *np.array(sums)[:, :, 1].T)


THEOREMS = (
    Theorem(
        name="8g'''",
        title="Cosine rates: their sums, exactly",
        assumptions=r"$\alpha_k = \frac{\alpha}{2} (1 + \cos \frac{\pi k}{T})$, "
        r"$k = 0, \dots, T - 1$, $T \ge 2$",
        claim=r"$\sum \alpha_k = \alpha (T + 1)/2$ and $\sum \alpha_k^2 = "
        r"\alpha^2 (3T + 4)/8$. So the best bound of 6a, $R \sigma \sqrt{\sum "
        r"\alpha_k^2} / \sum \alpha_k$, is 1 to $\sqrt{3/2} = 1.22$ times that of a "
        "constant rate: where cosine is better, it is at the last point.",
        source="LoshchilovHutter2017",
        proofs=(averaged_price, constant_rate_is_cheaper),
        identities=(sum_of_cosines, sums_follow),
        experiment=random_cosine,
        worst_case=steady_cosine,
        trusted="Euler's formula; the sums telescope",
    ),
)
