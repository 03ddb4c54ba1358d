"""Lesson 06: regret against one fixed point, when the losses keep changing."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse.optimizers import GradientDescent, constant, inverse_sqrt, inverse_time
from gdcourse.proofs.noise_runs import projected
from gdcourse.widgets.choices import Choice
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.noise_regret_panes import ROUNDS, draw_panes
from gdcourse.widgets.tasks import Task

KINK, SQUARE = "|x − z|", "½(x − z)²"
COIN, FOE, TURN = "coin", "adversary", "turncoat"
SCHEDULES = {"α": constant, "α/√t": inverse_sqrt, "α/t": inverse_time}
SEEN = np.unique(np.geomspace(1, ROUNDS, 80).astype(int))


def regret() -> LiveFigure:
    """Projected gradient descent on [-1, 1], one loss per round, and its regret."""
    return LiveFigure(
        "regret",
        [
            Choice("loss", "loss", (KINK, SQUARE), KINK, buttons=True),
            Choice("stream", "targets", (COIN, FOE, TURN), COIN, buttons=True),
            Choice("schedule", "rates", tuple(SCHEDULES), "α", buttons=True),
            Slider("lr", "rate", "α", 0.1, 2.0, 0.1, 0.5),
        ],
        play,
        draw_panes,
        None,
        tell,
        tasks=[
            Task("foe", "adversary, loss |x − z|: a regret below 20", holds_out),
            Task("turn", "turncoat: rates that shrink, and regret above 150", stuck),
            Task("log", "adversary, squared loss: a promise below 15", logarithmic),
        ],
    )


def targets(stream: str) -> Callable[[float, int], float]:
    """z as a function of x and the round t = 1, 2, …; all are 1 or −1."""
    if stream == FOE:
        return lambda x, t: -1.0 if x >= 0 else 1.0
    if stream == TURN:
        return lambda x, t: 1.0 if t <= ROUNDS // 4 else -1.0
    coins = np.random.default_rng(61).random(ROUNDS) < 0.6
    return lambda x, t: 1.0 if coins[t - 1] else -1.0


@lru_cache(maxsize=256)
def rounds(loss: str, stream: str, schedule: str, lr: float) -> np.ndarray:
    """The points x_1, x_2, … above the targets z_1, z_2, …: shape (2, 500)."""
    rule, target = GradientDescent(SCHEDULES[schedule](lr)), targets(stream)
    x, played = np.zeros(1), np.empty((2, ROUNDS))
    for t in range(1, ROUNDS + 1):
        here = x.item()
        z = target(here, t)
        played[:, t - 1] = here, z
        slope = here - z if loss == SQUARE else float(np.sign(here - z))
        x = projected(rule.step(x, slope, None, t)[0], 1.0)
    return played


def losses(loss: str, x: Any, z: Any) -> Any:
    """
    >>> losses(KINK, 0.5, -1.0), losses(SQUARE, 0.5, -1.0)
    (1.5, 1.125)
    """
    return (x - z) ** 2 / 2 if loss == SQUARE else abs(x - z)


def fixed(loss: str, z: np.ndarray) -> np.ndarray:
    """The best fixed point for the first t targets, for every t."""
    mean = np.cumsum(z) / np.arange(1, ROUNDS + 1)
    return mean if loss == SQUARE else np.where(mean >= 0, 1.0, -1.0)


def regrets(loss: str, x: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Σ f_s(x_s) − min over u of Σ f_s(u), over the first t rounds, for every t."""
    u, t = fixed(loss, z), np.arange(1, ROUNDS + 1)
    ahead = np.cumsum(z == 1)
    best = losses(loss, u, 1.0) * ahead + losses(loss, u, -1.0) * (t - ahead)
    return np.cumsum(losses(loss, x, z)) - best


def promised(loss: str, schedule: str, lr: float) -> np.ndarray:
    """D²/(2α_T) + G²/2 Σ α_t, D = 2, for every T; αG²/2 Σ 1/t where μα ≥ 1."""
    rates = SCHEDULES[schedule](lr)(np.arange(ROUNDS)) * np.ones(ROUNDS)
    steepest = 2.0 if loss == SQUARE else 1.0
    noise = steepest**2 / 2 * np.cumsum(rates)
    curved = loss == SQUARE and schedule == "α/t" and lr >= 1
    return noise if curved else noise + 2.0**2 / (2 * rates)


def play(loss: str, stream: str, schedule: str, lr: float) -> dict[str, Any]:
    """The points played, and the regret against the best fixed point."""
    x, z = rounds(loss, stream, schedule, lr)
    owed, most = regrets(loss, x, z), promised(loss, schedule, lr)
    t, u = np.arange(1, ROUNDS + 1), fixed(loss, z)[-1]
    return {
        "played": np.stack([t, x]),
        "targets": np.stack([t, 1.12 * z]),
        "best": np.array([[1, ROUNDS], [u, u]]),
        "owed": np.stack([SEEN, owed[SEEN - 1]]),
        "most": np.stack([SEEN, most[SEEN - 1]]),
        "regret": float(owed[-1]),
        "promised": float(most[-1]),
        "title": f"Regret {number(owed[-1])}, at most {number(most[-1])}",
        "fixed": best_point(loss, z, u),
    }


def best_point(loss: str, z: np.ndarray, u: float) -> str:
    """Which fixed point pays least in all rounds together.

    >>> best_point(KINK, np.array([1, -1]), 1.0), best_point(SQUARE, np.ones(2), 1.0)
    ('All fixed points pay the same', 'The best fixed point is 1')
    """
    if loss == KINK and z.sum() == 0:
        return "All fixed points pay the same"
    return f"The best fixed point is {u:.3g}".replace("-", "−")


def number(value: float) -> str:
    """
    >>> number(2012.3), number(-4.0449)
    ('2,012', '−4.04')
    """
    text = f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return text.replace("-", "−")


def holds_out(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    against = (state["stream"], state["loss"]) == (FOE, KINK)
    return against and numbers["regret"] < 20


def stuck(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    shrinks = (state["stream"], state["schedule"] != "α") == (TURN, True)
    return shrinks and numbers["regret"] > 150


def logarithmic(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    against = (state["stream"], state["loss"]) == (FOE, SQUARE)
    return against and numbers["promised"] < 15


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    return (
        f"Losses {state['loss']}, targets by {state['stream']}, rates "
        f"{state['schedule']} with α = {state['lr']:.1f}: after {ROUNDS} rounds the "
        f"regret is {number(numbers['regret'])}, promised at most "
        f"{number(numbers['promised'])}. {numbers['fixed']}."
    )
