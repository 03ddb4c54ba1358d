"""Lesson 08: the learning rate that each feature gets, and how far a sum lets us go."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse.optimizers import AdaGrad, RMSprop, minimize
from gdcourse.optimizers.moments import root
from gdcourse.widgets.adaptive_methods_rates_panes import (
    draw_panes,
    name_of,
    place_names,
)
from gdcourse.widgets.choices import Steps
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

LR, ROUNDS, FAR = 0.1, 1000, 10_000
PERIODS = (5, 10, 20, 50, 100)
MEMORIES = (0.9, 0.99, 0.999)
TIMES = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, FAR)
SEEN = np.unique(np.geomspace(1, FAR, 60).astype(int))


def effective_rates() -> LiveFigure:
    """AdaGrad remembers every gradient, RMSprop forgets: the rates, and the travel."""
    return LiveFigure(
        "effective rates",
        [
            Steps("period", "rare: seen every … rounds", "p", PERIODS, 10),
            Steps("rho", "memory of RMSprop", "ρ", MEMORIES, 0.99),
            Steps("T", "steps", "T", TIMES, 1000),
        ],
        rates_and_travel,
        draw_panes,
        place_names,
        tell,
        tasks=[
            Task("ten", "AdaGrad gives the rare feature 10 times the rate", tenfold),
            Task("far", "T: AdaGrad is 10 times as far as after 100 steps", far),
            Task(
                "forgets",
                "while the rare feature is away, its rate in RMSprop grows by more "
                "than 100 times",
                forgets,
            ),
        ],
    )


@lru_cache(maxsize=8)
def memories(rule: Any) -> np.ndarray:
    """Each feature's rate α / (√s + ε) after each round: (rounds, 1 + periods).

    Feature 0 is seen in every round, the others every so many; the gradient is 1 where
    a feature is seen.
    """
    rounds = np.arange(1, ROUNDS + 1)[:, None]
    seen = (rounds % np.array([1, *PERIODS]) == 0).astype(float)
    trace = minimize(
        lambda x: 0.0,
        lambda x, here: here,
        np.zeros(1 + len(PERIODS)),
        rule,
        steps=ROUNDS,
        batches=[(row,) for row in seen],
    )
    after = [update.next_memory for update in trace.replay()]
    squares = [m[0] if isinstance(m, tuple) else m for m in after]
    rates = rule.lr / root(np.array(squares), rule.eps, inside=False)
    return np.where(np.cumsum(seen, axis=0) > 0, rates, np.nan)


@lru_cache(maxsize=1)
def travels() -> dict[Any, np.ndarray]:
    """How far a constant gradient of 1 takes AdaGrad, and RMSprop with each memory."""
    far = {"steps": FAR, "tol": 0.0}
    sums = minimize(lambda x: x[0], np.ones_like, [0.0], AdaGrad(LR), **far)
    fading = RMSprop(LR, alpha=np.array(MEMORIES))
    means = minimize(lambda x: x[0], np.ones_like, [0.0], fading, **far)
    gone = {rho: -means.points[:, 0, i] for i, rho in enumerate(MEMORIES)}
    return gone | {"AdaGrad": -sums.points[:, 0]}


def corners(period: int) -> np.ndarray:
    """The rounds when a feature was just seen, and those just before."""
    seen = np.arange(period, ROUNDS + 1, period)
    return np.unique(np.r_[seen, seen[1:] - 1, ROUNDS])


def over_rounds(rule: Any, period: int) -> np.ndarray:
    """The rate of the feature with this period, at the corners of its curve."""
    column = 0 if period == 1 else 1 + PERIODS.index(period)
    rounds = np.arange(1, ROUNDS + 1, 8) if period == 1 else corners(period)
    return np.stack([rounds, memories(rule)[rounds - 1, column]])


@lru_cache(maxsize=64)
def rates_and_travel(period: int, rho: float, T: int) -> dict[str, Any]:
    """The four rates over the rounds; the travel after T steps."""
    numbers: dict[str, Any] = {}
    for name, rule in (("AdaGrad", AdaGrad(LR)), ("RMSprop", RMSprop(LR, alpha=rho))):
        common, rare = over_rounds(rule, 1), over_rounds(rule, period)
        ratio = memories(rule)[-1, 1 + PERIODS.index(period)] / memories(rule)[-1, 0]
        numbers |= {f"{name} common": common, f"{name} rare": rare}
        numbers |= {f"{name} ratio": float(ratio), f"{name} end": rare[:, -1:]}
        numbers |= {f"{name} {w} name": name_of(name, w) for w in ("rare", "common")}
    gone = travels()
    numbers |= travelled("AdaGrad", gone["AdaGrad"], T)
    numbers |= travelled("RMSprop", gone[rho], T) | promised(T)
    numbers["growth"] = float((rare[1][1:] / rare[1][:-1]).max())
    numbers["rates title"] = (
        f"AdaGrad's rare rate: {numbers['AdaGrad ratio']:.3g} × the common one"
    )
    numbers["travel title"] = f"{T} steps of AdaGrad go {gone['AdaGrad'][T]:.4g} far"
    return numbers


def travelled(name: str, gone: np.ndarray, T: int) -> dict[str, Any]:
    """The curve of the travel, its point at T, and its words."""
    return {
        f"{name} travel": np.stack([SEEN, gone[SEEN]]),
        f"{name} now": np.array([[T], [gone[T]]]),
        f"{name} gone": float(gone[T]),
        f"{name} words": f"{name}: {gone[T]:.4g}",
    }


def promised(T: int) -> dict[str, Any]:
    """What a sum of 1/√t promises: about 2 α √T."""
    return {"promise words": f"2α√T = {2 * LR * T**0.5:.4g}"}


def tenfold(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether the rates stand as 10 to 1: the counts as 1 to 100."""
    return abs(numbers["AdaGrad ratio"] - 10) < 0.1


def far(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether 100 times the steps were made, for 10 times the way."""
    return numbers["AdaGrad gone"] > 10 * travels()["AdaGrad"][100]


def forgets(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether the mean of squares has all but vanished before it is needed."""
    return numbers["growth"] > 100


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    return (
        f"Rare feature seen every {state['period']} rounds: AdaGrad's rate is "
        f"{numbers['AdaGrad ratio']:.3g} × the common one's. {state['T']} steps of "
        f"AdaGrad go {numbers['AdaGrad gone']:.4g}, of RMSprop with ρ = "
        f"{state['rho']:g} {numbers['RMSprop gone']:.4g}."
    )
