"""Lesson 08: where Adam's proof breaks, Adam breaks.

The losses C x, -x, -x, again and again, on [-1, 1] with C > 2: -1 is best. With β₁ = 0
and β₂ = 1/(1 + C²) Adam is back at +1, the worst point, after every three rounds.
"""

from typing import Any

import numpy as np
import sympy as sp

from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.schedules import inverse_sqrt
from gdcourse.proofs.assumptions import hypothesis
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.region import Region
from gdcourse.proofs.theorem import Run, Theorem
from gdcourse.proofs.vectors import Vector

C, i, j, q = sp.symbols("C i j q")
LARGE = Region(positive={q: C - 2}, solve={C: 2 + q})
FORGETFUL = 1 / (1 + C**2)  # β₂


def memory_after_one() -> Proof:
    """v ≤ C², so after the next gradient, -1, v ≤ 2(1 - β₂)."""
    v = Form.value("v")
    used = [(FORGETFUL, hypothesis(v <= C**2, "a mean of squares of at most C²"))]
    claim = FORGETFUL * v + (1 - FORGETFUL) <= 2 * (1 - FORGETFUL)
    return prove(claim, used, LARGE, squares=[])


def memory_after_two() -> Proof:
    """And after one more."""
    v, most = Form.value("v"), 2 * (1 - FORGETFUL)
    used = [(FORGETFUL, hypothesis(v <= most, "the round before"))]
    return prove(FORGETFUL * v + (1 - FORGETFUL) <= most, used, LARGE)


def later_cycles() -> Proof:
    """(2/√(2(3i + 3)))² ≥ (1/√(3i + 1))² for i ≥ 1: two steps up for one down."""
    where = Region(nonnegative={j: i - 1}, solve={i: 1 + j})
    return prove(Form.of(1 / (3 * i + 1)) <= 4 / (2 * (3 * i + 3)), [], where)


def first_cycle() -> Proof:
    """From p q ≤ 16 follows p^(-1/2) + q^(-1/2) ≥ 1, with p^(-1/4) and q^(-1/4)."""
    a, b = Vector.letter("p^{-1/4}"), Vector.letter("q^{-1/4}")
    product = hypothesis(a * b >= sp.Rational(1, 2), "p q is at most 16")
    return prove(a**2 + b**2 >= 1, [(2, product)], squares=[(1, a - b)])


def first_memory() -> Proof:
    """p = 2(2 - β₂), q = 3(1 + 2β₂ - β₂²) are 2 v_2 and 3 v_3 over 1 - β₂."""
    p, q = 2 * (2 - FORGETFUL), 3 * (1 + 2 * FORGETFUL - FORGETFUL**2)
    return prove(Form.of(p * q) <= 16, [], LARGE)


def first_values() -> tuple[sp.Expr, ...]:
    """v_2 and v_3, from v_1 = (1 - β₂) C² and β₂ C² = 1 - β₂."""
    fresh = 1 - FORGETFUL
    second = FORGETFUL * fresh * C**2 + fresh
    third = FORGETFUL * second + fresh
    return (
        second / fresh - (2 - FORGETFUL),
        third / fresh - (1 + 2 * FORGETFUL - FORGETFUL**2),
    )


def cycle_regret() -> Proof:
    """From 1 a cycle costs C - x_2 - x_3, and at most 2 - C at the best point."""
    x, y = Form.value("x_{2}"), Form.value("x_{3}")
    used = [
        (1, hypothesis(x <= 1, "the interval ends at 1")),
        (1, hypothesis(y <= 1, "the interval ends at 1")),
    ]
    claim = Form.of(2 * (C - 2)) <= (C - x - y) - (2 - C)
    return prove(claim, used, LARGE, squares=[])


def least_regret(cycles: Any, C: float) -> Any:
    """2 (C - 2) in each cycle of three rounds: on average (2C - 4)/3 for ever.

    >>> least_regret(10, C=3.0)
    20.0
    """
    return 2 * (C - 2) * cycles


def cycled(rule: Any, C: float, cycles: int) -> tuple[np.ndarray, np.ndarray]:
    """x and the regret against -1 after each cycle, from x = 1.

    >>> rule = Adam(0.1, betas=(0.0, 0.1), eps=0.0, bias_correction=False)
    >>> [float(x) for x in cycled(rule, C=3.0, cycles=2)[0]]
    [1.0, 1.0]
    """
    x, memory, total = 1.0, rule.init(1.0), 0.0
    ends, regret = [], []
    for count in range(1, 3 * cycles + 1):
        g = C if count % 3 == 1 else -1.0
        total += g * (x + 1)
        x, memory = rule.step(x, g, memory, count)
        x = min(1.0, max(-1.0, x))
        if count % 3 == 0:
            ends.append(x)
            regret.append(total)
    return np.array(ends), np.array(regret)


def forgetful(lr: float, C: float, amsgrad: bool = False) -> Adam:
    """Adam as in the example; with amsgrad=True it finds -1."""
    betas = 0.0, 1 / (1 + C**2)
    options = {"eps": 0.0, "bias_correction": False, "amsgrad": amsgrad}
    return Adam(inverse_sqrt(lr), betas=betas, **options)


def random_cycles(rng: np.random.Generator) -> Run:
    """The regret that is at least promised, against what it is; any C and any rate."""
    C, lr, ks = 2 + rng.exponential(), rng.exponential(0.5), np.arange(1, 26)
    _, regret = cycled(forgetful(lr, C), C, cycles=25)
    return Run(ks, least_regret(ks, C), regret)


THEOREMS = (
    Theorem(
        name="8b'",
        title="Adam can stay at the worst point",
        assumptions=r"losses $Cx, -x, -x, Cx, \dots$ on $[-1, 1]$ with $C > 2$; Adam "
        r"from 1 with $\beta_1 = 0$, $\beta_2 = 1/(1 + C^2)$, $\alpha_t = \alpha / "
        r"\sqrt t$ for any $\alpha$, and no bias correction",
        claim=r"After every three rounds Adam is at 1, though $-1$ is best. Its regret "
        r"grows by at least $2 (C - 2)$ in three rounds, so that regret$/T$ does not "
        r"fall below $(2C - 4)/3$.",
        source="ReddiEtAl2018",
        proofs=(
            memory_after_one,
            memory_after_two,
            first_memory,
            first_cycle,
            later_cycles,
            cycle_regret,
        ),
        identities=(first_values,),
        experiment=random_cycles,
        trusted="roots grow with what is under them; to be cut off at -1 shortens the "
        "step down, not those up; induction over the cycles",
    ),
)
