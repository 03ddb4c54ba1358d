"""Lesson 06: noise that vanishes at the minimizer: a constant rate goes all the way.

Where one x* minimizes all f_i, as when a model fits every sample, the gradients of all
samples are 0 there.
"""

from itertools import product
from typing import Any

import numpy as np

from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.proofs.assumptions import hypothesis
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import SmoothConvex, SmoothStronglyConvex
from gdcourse.proofs.noise_runs import parabola_means
from gdcourse.proofs.problems import Problem
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.step_ranges import L, a, d, mu, steps_up_to_the_best, t
from gdcourse.proofs.theorem import Run, Theorem


def every_draw() -> Proof:
    """Each f_i strongly convex: every draw brings x closer, by the same factor."""
    f = SmoothStronglyConvex(mu, L, "f_i")
    best, x = f.minimizer(), f.point("k")
    y = (x - a * x.g).named("x_{k+1}")
    both = 2 * a * (1 - a * mu)
    used = [(both, f.interpolation(x, best)), (both, f.interpolation(best, x))]
    claim = (y - best) ** 2 <= (1 - a * mu) ** 2 * (x - best) ** 2
    where, conditions = steps_up_to_the_best(), [1 - a * mu]
    left = [(a * (2 - a * (L + mu)) / (L - mu), x.g - mu * (x - best))]
    return prove(claim, used, where, squares=left, conditions=conditions)


def mean_draw() -> Proof:
    """Each f_i convex, their mean strongly convex; written out for two samples."""
    f, g = SmoothConvex(L, "f_1"), SmoothConvex(L, "f_2")
    best = f.minimizer()
    low, x = g.minimizer(shared=best), f.point("k")
    z = g.at(x, "k")
    mean, lowest = (x.f + z.f) / 2, (best.f + low.f) / 2
    steep = mean + (x.g + z.g) * (best - x) / 2 + mu / 2 * (best - x) ** 2
    strong = hypothesis(steep <= lowest, "the mean is strongly convex")
    used = [(2 * a, strong)]
    used += [(a, f.interpolation(x, best)), (a, g.interpolation(z, low))]
    after = ((x - a * x.g - best) ** 2 + (x - a * z.g - best) ** 2) / 2
    claim = after <= (1 - a * mu) * (x - best) ** 2
    where = Region(
        mu,
        positive={d: L - mu},
        nonnegative={t: 1 / (a * L) - 1},
        solve={L: mu + d, a: 1 / ((mu + d) * (1 + t))},
    )
    return prove(claim, used, where, conditions=[1 - a * mu])


def random_samples(rng: np.random.Generator, strong: bool = False) -> list[Problem]:
    """Three f_i = ½ (a_i·x)² + h(b_i·x), all least at 0; or with a strong bowl each.

    The first problem also carries the μ of the theorem, and L is the largest.
    """
    A, B = rng.normal(size=(2, 3, 2))
    mu = rng.uniform(0.05, 1) if strong else np.linalg.svd(A)[1][-1] ** 2 / 3
    bowl = mu if strong else 0.0
    L = max((A * A).sum(axis=1) + (B * B).sum(axis=1)) + bowl
    start = rng.normal(size=2) * 2
    return [_sample(*rows, bowl, L, mu, start) for rows in zip(A, B, strict=True)]


def _sample(u: Any, v: Any, bowl: float, L: float, mu: float, start: Any) -> Problem:
    def value(x: np.ndarray) -> np.ndarray:
        s, t = u @ x, v @ x
        h = np.clip(t, -0.5, 0.5)
        return s * s / 2 + h * (t - h / 2) + bowl / 2 * (x * x).sum(axis=0)

    def gradient(x: np.ndarray) -> np.ndarray:
        h = np.clip(v @ x, -0.5, 0.5)
        return np.multiply.outer(u, u @ x) + np.multiply.outer(v, h) + bowl * x

    return Problem(value, gradient, L, start, mu)


def draw_bound(ks: Any, factor: float, start: float) -> np.ndarray:
    """factor^k ‖x_0 - x*‖²: the factor is (1 - αμ)² if all f_i curve, else 1 - αμ.

    >>> draw_bound(np.array([0, 1, 2]), factor=0.5, start=4.0).tolist()
    [4.0, 2.0, 1.0]
    """
    return factor ** np.asarray(ks) * start


def _draws(rng: np.random.Generator, strong: bool) -> tuple[np.ndarray, float]:
    """‖x_k‖² for all sequences of four draws, k = 0, …, 4; and αμ."""
    samples = random_samples(rng, strong)
    L, mu = samples[0].L, samples[0].mu
    lr = rng.uniform(0, 2) / (L + mu) if strong else rng.uniform(0, 1) / L
    draws = np.array(list(product(range(3), repeat=4))).T
    x = np.repeat(samples[0].start[:, None], draws.shape[1], axis=1)
    rule, lengths = GradientDescent(lr), [(x * x).sum(axis=0)]
    for k, drawn in enumerate(draws):
        slopes = np.array([sample.gradient(x) for sample in samples])
        g = np.take_along_axis(slopes, drawn[None, None], axis=0)[0]
        x, _ = rule.step(x, g, None, k + 1)
        lengths.append((x * x).sum(axis=0))
    return np.array(lengths), lr * mu


def random_unlucky(rng: np.random.Generator) -> Run:
    """The worst of 81 sequences."""
    lengths, shrink = _draws(rng, strong=True)
    bound = draw_bound(np.arange(5), (1 - shrink) ** 2, lengths[0, 0])
    return Run(np.arange(5), lengths.max(axis=1), bound)


def random_mean(rng: np.random.Generator) -> Run:
    """The mean of 81 sequences."""
    lengths, shrink = _draws(rng, strong=False)
    bound = draw_bound(np.arange(5), 1 - shrink, lengths[0, 0])
    return Run(np.arange(5), lengths.mean(axis=1), bound)


def quiet_parabola(k: int) -> Run:
    """All samples are the same parabola; αμ = 0.3."""
    means = parabola_means(0.5, [0.6] * k, radius=2.0, sigma=0.0)
    ks = np.arange(k + 1)
    return Run(ks, means, draw_bound(ks, (1 - 0.6 * 0.5) ** 2, 4.0))


THEOREMS = (
    Theorem(
        name="6e",
        title="One minimizer for all samples, each strongly convex: no noise ball",
        assumptions=r"every $f_i$ is L-smooth and $\mu$-strongly convex, $\mu < L$; "
        r"all have the minimizer $x_*$; $0 < \alpha \le 2 / (L + \mu)$",
        claim=r"Whatever sample is drawn: $\|x_{k+1} - x_*\| \le (1 - \alpha\mu) "
        r"\|x_k - x_*\|$.",
        source="VaswaniBachSchmidt2019",
        proofs=(every_draw,),
        experiment=random_unlucky,
        worst_case=quiet_parabola,
        trusted="induction over the steps",
    ),
    Theorem(
        name="6e'",
        title="One minimizer for all samples, strongly convex on the mean",
        assumptions=r"every $f_i$ is convex and L-smooth and all have the minimizer "
        r"$x_*$; their mean is $\mu$-strongly convex; $0 < \alpha \le 1/L$; "
        "samples are drawn evenly",
        claim=r"$E\|x_{k+1} - x_*\|^2 \le (1 - \alpha\mu) E\|x_k - x_*\|^2$.",
        source="VaswaniBachSchmidt2019",
        proofs=(mean_draw,),
        experiment=random_mean,
        trusted="the certificate is written out for two samples; with n each adds the "
        "same line with weight 1/n",
    ),
)
