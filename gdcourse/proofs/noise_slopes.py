"""Lesson 06: noise without convexity: the slope becomes small in the mean."""

from typing import Any

import numpy as np
import sympy as sp

from gdcourse.proofs.assumptions import hypothesis, noise
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import Smooth
from gdcourse.proofs.noise_runs import (
    COINS,
    KS,
    coin_means,
    random_shoves,
    random_waves,
)
from gdcourse.proofs.noise_steps import NOISE, TRUSTED, L, N, a, k, sigma
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.step_ranges import long_steps
from gdcourse.proofs.telescope import telescope
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.vectors import Vector

DROP = a * (1 - a * L / 2)  # what a step pays for the squared slope


def one_fall() -> Proof:
    """The descent lemma with noise."""
    f = Smooth(L)
    x = f.point("k")
    y = f.at(x - a * (x.g + noise(sigma**2, "e_{k}")), "k+1")
    claim = y.f <= x.f - DROP * x.g**2 + a**2 * L * sigma**2 / 2
    used = [(1, f.descent(x, y))]
    return prove(claim, used, long_steps(sigma), squares=[], conditions=[DROP])


def mean_slope() -> Proof:
    """N steps of one α: S_N is the sum of the ‖g_k‖², and f never falls below f_inf."""
    f = Smooth(L)
    x, slopes, first = f.point("k"), Form.value("S_{k}"), f.point("0")
    y = f.at(x - a * (x.g + noise(sigma**2, "e_{k}")), "k+1")

    def V(x: Vector, slopes: Form, k: sp.Expr) -> Form:
        return x.f + DROP * slopes - k * a**2 * L * sigma**2 / 2

    after = slopes + x.g**2
    claim = V(y, after, k + 1) <= V(x, slopes, k)
    step = prove(claim, [(1, f.descent(x, y))], long_steps(sigma, counters=[k]))
    states = (x, slopes, k), (y, after, k + 1), (first, Form.of(0), 0)
    (last, total, _), falls = telescope(V, step, *states, N)
    low = Form.value(r"f_{\inf}")
    above = hypothesis(low <= last.f, "f is bounded below")
    share = 1 / (N * DROP)
    bound = share * (first.f - low) + a * L * sigma**2 / (2 - a * L)
    return prove(
        total / N <= bound, [(share, falls), (share, above)], long_steps(sigma, N)
    )


def slope_bound(ks: Any, lr: float, L: float, gap: float, sigma: float) -> np.ndarray:
    """(f(x_0) - f_inf) / (K α (1 - αL/2)) + αLσ²/(2 - αL) for the mean of K slopes.

    >>> slope_bound(np.array([1, 2]), lr=1.0, L=1.0, gap=1.0, sigma=1.0).tolist()
    [3.0, 2.0]
    """
    paid = np.asarray(ks) * lr * (1 - lr * L / 2)
    return gap / paid + lr * L * sigma**2 / (2 - lr * L)


def random_slopes(rng: np.random.Generator) -> Run:
    """Sums of waves."""
    f, sigma = random_waves(rng), rng.exponential()
    lr = rng.uniform(0.01, 1.99) / f.L
    means = coin_means(f, [lr] * COINS, random_shoves(rng, f.start, sigma))
    slopes = np.cumsum(means.slopes[:-1]) / KS[1:]
    return Run(KS[1:], slopes, slope_bound(KS[1:], lr, f.L, means.gaps[0], sigma))


THEOREMS = (
    Theorem(
        name="6g",
        title="Stochastic gradient descent without convexity: the mean slope",
        assumptions=r"f is L-smooth and never below $f_{\inf}$; $0 < \alpha < 2/L$; "
        + NOISE,
        claim=r"$E f(x_{k+1}) \le E f(x_k) - \alpha (1 - \alpha L/2) "
        r"E\|\nabla f(x_k)\|^2 + \alpha^2 L \sigma^2 / 2$. So the mean of "
        r"$E\|\nabla f(x_k)\|^2$, $k < K$, is at most $(f(x_0) - f_{\inf}) / "
        r"(K \alpha (1 - \alpha L/2)) + \alpha L \sigma^2 / (2 - \alpha L)$.",
        source="GhadimiLan2013",
        proofs=(one_fall, mean_slope),
        experiment=random_slopes,
        trusted=TRUSTED,
    ),
)
