"""Lesson 08: what is promised of AdaGrad and AMSGrad, coordinate by coordinate.

In a coordinate x_{t+1} = P(x_t - g_t / w_t), where P cuts off at the ends of the box.
The proof needs w_t to grow; Adam's may fall: see ``adaptive_methods_adam``.
"""

from typing import Any

import numpy as np
import sympy as sp

from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.adaptive_methods import AdaGrad
from gdcourse.optimizers.schedules import inverse_sqrt
from gdcourse.proofs import adaptive_methods_adam, adaptive_methods_bias
from gdcourse.proofs.assumptions import equation, hypothesis, projection
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.vectors import ONE, Vector

eta, D, s, r, w, v, e = sp.symbols("eta D s_t s_{t-1} w_t w_{t-1} e")
GROWING = Region(D, positive={e: w - v}, nonnegative=[v], solve={w: v + e})
ANY = Region(D, v, w)  # as in Adam, where w_t may fall


def numbers() -> tuple[Vector, Vector, Vector, Vector]:
    """One coordinate of u, x_t, g_t and x_{t+1}."""
    letters = ("u", "x_{t}", "g_{t}", "x_{t+1}")
    return tuple(Vector.letter(name) for name in letters)


# --- 8a: AdaGrad


def adagrad_step() -> Proof:
    """s_t² = s_{t-1}² + g_t² and w_t = s_t/η, in a box as wide as D; s_t > s_{t-1}."""
    u, x, g, y = numbers()
    paid = r * (x - u) ** 2 / (2 * eta) - s * (y - u) ** 2 / (2 * eta)
    claim = g * (x - u) <= paid + (D**2 / (2 * eta) + eta) * (s - r)
    used = [
        (s / (2 * eta), projection(x - eta / s * g, y, u)),
        ((s - r) / (2 * eta), hypothesis((x - u) ** 2 <= D**2, "box of width D")),
        (-eta / (2 * s), equation(g**2, s**2 - r**2, "s is the length of all g")),
    ]
    where = Region(eta, D, positive={e: s - r}, nonnegative=[r], solve={s: r + e})
    left = [(eta * (s - r) ** 2 / (2 * s), ONE)]
    return prove(claim, used, where, squares=left)


def root_lemma() -> tuple[sp.Expr, ...]:
    """g²/s_t ≤ 2 (s_t - s_{t-1}): what is left is a square. And the best η."""
    width = D**2 / (2 * eta) + eta
    best = D / sp.sqrt(2)
    return (
        2 * (s - r) - (s**2 - r**2) / s - (s - r) ** 2 / s,
        width - sp.sqrt(2) * D - (eta - best) ** 2 / eta,
    )


def adagrad_bound(slopes: np.ndarray, width: float, eta: float) -> np.ndarray:
    """(D²/(2η) + η) Σ_i √(Σ_t g_{t,i}²) after each round; slopes has a row per round.

    >>> adagrad_bound(np.array([[3.0], [4.0]]), width=2.0, eta=2.0).tolist()
    [9.0, 15.0]
    """
    lengths = np.sqrt(np.cumsum(slopes**2, axis=0)).sum(axis=1)
    return (width**2 / (2 * eta) + eta) * lengths


def played(rule: Any, slopes: np.ndarray, half: float, start: Any) -> np.ndarray:
    """The regret after each round of linear losses on a box, against its best corner.

    >>> rule, slopes = AdaGrad(lr=1.0, eps=0.0), np.array([[1.0], [1.0]])
    >>> played(rule, slopes, half=1.0, start=np.zeros(1)).tolist()
    [1.0, 1.0]
    """
    x, memory = start, rule.init(start)
    corner = -half * np.sign(slopes.sum(axis=0))
    regret, total = [], 0.0
    for count, g in enumerate(slopes, 1):
        total += g @ (x - corner)
        regret.append(total)
        x, memory = rule.step(x, g, memory, count)
        x = np.minimum(np.maximum(x, -half), half)
    return np.array(regret)


def random_slopes(rng: np.random.Generator, rounds: int = 20) -> np.ndarray:
    """Gradients whose coordinates have different sizes, and trends."""
    d = rng.integers(1, 4)
    sizes, trend = np.exp(rng.normal(size=d) * 2), rng.normal(size=d)
    return sizes * (rng.normal(size=(rounds, d)) + trend)


def random_adagrad(rng: np.random.Generator) -> Run:
    """Any η, and any corner of the box as comparison."""
    slopes, half = random_slopes(rng), rng.exponential() + 0.1
    lr = 2 * half * rng.uniform(0.1, 2)
    start = half * rng.uniform(-1, 1, slopes.shape[1])
    regret = played(AdaGrad(lr=lr, eps=0.0), slopes, half, start)
    ks = np.arange(len(slopes)) + 1
    return Run(ks, regret, adagrad_bound(slopes, 2 * half, lr))


# --- 8b: any rule whose w_t never falls


def adaptive_step(where: Region = GROWING) -> Proof:
    """The multiplier (w_t - w_{t-1})/2 must have a sign: ``ANY`` is refused."""
    u, x, g, y = numbers()
    paid = v / 2 * (x - u) ** 2 - w / 2 * (y - u) ** 2
    claim = g * (x - u) <= paid + D**2 / 2 * (w - v) + g**2 / (2 * w)
    used = [
        (w / 2, projection(x - g / w, y, u)),
        ((w - v) / 2, hypothesis((x - u) ** 2 <= D**2, "box of width D")),
    ]
    return prove(claim, used, where, squares=[])


def amsgrad_bound(
    rounds: Any, d: int, lr: float, width: float, steepest: float, beta2: float
) -> np.ndarray:
    """d G √T (D²/(2α) + α/√(1 - β₂)), for α_t = α/√t and |g_{t,i}| ≤ G.

    >>> float(amsgrad_bound(4, d=1, lr=1.0, width=2.0, steepest=3.0, beta2=0.75))
    24.0
    """
    width_of_one = width**2 / (2 * lr) + lr / (1 - beta2) ** 0.5
    return d * steepest * np.sqrt(rounds) * width_of_one


def random_amsgrad(rng: np.random.Generator) -> Run:
    """Without momentum and bias correction, as in the paper's proof."""
    slopes, half = random_slopes(rng), rng.exponential() + 0.1
    lr, beta2 = 2 * half * rng.uniform(0.1, 2), rng.uniform(0.1, 0.999)
    settings = {"eps": 0.0, "amsgrad": True, "bias_correction": False}
    rule = Adam(inverse_sqrt(lr), betas=(0.0, beta2), **settings)
    start = half * rng.uniform(-1, 1, slopes.shape[1])
    regret, ks = played(rule, slopes, half, start), np.arange(len(slopes)) + 1
    d, steepest = slopes.shape[1], abs(slopes).max()
    return Run(ks, regret, amsgrad_bound(ks, d, lr, 2 * half, steepest, beta2))


THEOREMS = (
    Theorem(
        name="8a",
        title="AdaGrad: regret",
        assumptions=r"each $f_t$ is convex; the steps stay in a box of width D "
        "by being cut off at its sides; u lies in it",
        claim=r"$\sum_t f_t(x_t) - f_t(u) \le (\frac{D^2}{2\eta} + \eta) \sum_i "
        r"\sqrt{\sum_t g_{t,i}^2}$, which is $\sqrt2 D \sum_i \sqrt{\sum_t g_{t,i}^2}$ "
        r"for $\eta = D / \sqrt2$.",
        source="DuchiHazanSinger2011",
        proofs=(adagrad_step,),
        identities=(root_lemma,),
        experiment=random_adagrad,
        trusted="convexity, $f_t(x_t) - f_t(u) \\le \\sum_i g_{t,i} (x_{t,i} - u_i)$; "
        "induction over the rounds; where $g_{t,i} = 0$ nothing moves",
    ),
    Theorem(
        name="8b",
        title="AMSGrad: regret, since its divisor never falls",
        assumptions=r"as in 8a, $\|g_t\|_\infty \le G$ and $\beta_1 = 0$; $w_t = "
        r"\sqrt{t \hat v_t} / \alpha$ with $\hat v_t = \max(\hat v_{t-1}, v_t)$, so "
        r"that $w_t \ge w_{t-1}$",
        claim=r"$\sum_t f_t(x_t) - f_t(u) \le \sum_i \frac{D^2}{2} w_{T,i} + "
        r"\sum_{t,i} \frac{g_{t,i}^2}{2 w_{t,i}} \le d\,G \sqrt T "
        r"\left(\frac{D^2}{2\alpha} + \frac{\alpha}{\sqrt{1 - \beta_2}}\right)$.",
        source="ReddiEtAl2018",
        proofs=(adaptive_step,),
        experiment=random_amsgrad,
        trusted=r"convexity and induction as in 8a; $\hat v_t \ge (1 - \beta_2) g_t^2$ "
        r"and $\sum 1/\sqrt t \le 2 \sqrt T$ (8g)",
    ),
    *adaptive_methods_adam.THEOREMS,
    *adaptive_methods_bias.THEOREMS,
)
