"""Lesson 09: a weight without gradient, under three kinds of weight decay."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import plotting
from gdcourse.optimizers import Adam, AdamW, Momentum, constant, cosine
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable
from gdcourse.widgets.choices import Choice, Steps
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.play import Play
from gdcourse.widgets.tasks import Task
from gdcourse.widgets.weight_decay_labels import apart

STEPS, EVERY, LOOK = 1000, 10, 50
LAMBDAS = (1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1.0, 10.0)
RATES = (0.0005, 0.001, 0.002)
STEADY, WAVE = "constant", "cosine"
NAMES = ("Adam + L2", "AdamW", "SGD + L2")
LOOKS = {"Adam + L2": "Adam", "AdamW": "AdamW", "SGD + L2": "SGD"}


def idle_weight() -> LiveFigure:
    """Starts at 1, its gradient is always 0: what is left is the decay alone."""
    return LiveFigure(
        "idle weight",
        [
            Steps("decay", "weight decay", "λ", LAMBDAS, 0.01),
            Choice("schedule", "schedule", (STEADY, WAVE), STEADY, buttons=True),
            Steps("lr", "learning rate", "α", RATES, 0.001),
            Play("k", "update", "k", 0, STEPS, LOOK, 500, 200),
        ],
        shrink,
        draw_panes,
        place_names,
        tell,
        tasks=[
            Task("strong", "k = 500: AdamW shrinks the weight more than L2", strong),
            Task(
                "weak",
                "constant α = 0.001: a λ that Adam + L2 feels: over 0.6 at k = 500",
                weak,
            ),
            Task("wave", "cosine to its end: AdamW leaves 0.951", wave),
        ],
    )


def scheduled(schedule: str, lr: float) -> Any:
    """The learning rate of all three, over 1,000 updates."""
    return constant(lr) if schedule == STEADY else cosine(lr, T_max=STEPS)


@lru_cache(maxsize=8)
def weights(schedule: str, lr: float) -> dict[str, np.ndarray]:
    """The weight after 0, 10, 20, … updates (rows), for every λ (columns)."""
    rate, decay = scheduled(schedule, lr), np.array(LAMBDAS)
    rules = (
        Adam(rate, weight_decay=decay),
        AdamW(rate, weight_decay=decay),
        Momentum(rate, momentum=0.0, weight_decay=decay),
    )
    return {name: idle(rule) for name, rule in zip(NAMES, rules, strict=True)}


def idle(rule: Any) -> np.ndarray:
    """Step by step from 1: ``minimize`` would stop at once where the gradient is 0."""
    parts = [np.ones((1, len(LAMBDAS)))]
    x, memory = parts[0], rule.init(parts[0])
    for t in range(1, STEPS + 1):
        x, memory = rule.step(x, 0 * x, memory, t)
        if t % EVERY == 0:
            parts.append(x)
    return np.concatenate(parts)


def shrink(decay: float, schedule: str, lr: float, k: int) -> dict[str, Any]:
    """The weight under all three over the updates, and after k of them over λ."""
    runs, row, column = weights(schedule, lr), k // EVERY, LAMBDAS.index(decay)
    left = {name: float(runs[name][row, column]) for name in NAMES}
    ks = np.arange(0, STEPS + 1, EVERY)
    moving = {}
    for name in NAMES:
        moving[name] = np.stack([ks, runs[name][:, column]])
        moving[f"{name} over λ"] = np.stack([LAMBDAS, runs[name][row]])
        moving[f"{name} now"] = np.array([[k], [left[name]]])
        moving[f"{name} here"] = np.array([[decay], [left[name]]])
    return moving | {
        "left": left,
        "k line": np.array([[k, k], [-0.05, 1.05]]),
        "λ line": np.array([[decay, decay], [-0.05, 1.05]]),
        "title": f"After k = {k}: {short(left)}",
        "flat": flatness(runs["Adam + L2"][row], k),
        "Adam + L2 name": "Adam + L2",
        "AdamW name": "AdamW and SGD + L2",
    }


def digits(left: dict[str, float]) -> str:
    """
    >>> digits({"Adam + L2": 0.56052, "AdamW": 0.99501, "SGD + L2": 0.99501})
    'Adam + L2 leaves 0.5605, AdamW 0.9950'
    """
    return f"Adam + L2 leaves {left['Adam + L2']:.4f}, AdamW {left['AdamW']:.4f}"


def short(left: dict[str, float]) -> str:
    """The same, for a title."""
    return digits(left).replace(" leaves", "")


def flatness(left: np.ndarray, k: int) -> str:
    """How much Adam + L2 hears of λ where λ is not lost beneath ε."""
    heard = left[LAMBDAS.index(1e-4) :]
    spread = float(heard.max() - heard.min())
    if k == 0:
        return "At k = 0 nothing has happened yet"
    same = "the same" if spread < 0.0005 else f"within {spread:.2g}"
    return f"Adam + L2: {same} for all λ ≥ 0.0001"


def strong(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    left = numbers["left"]
    return state["k"] == 500 and left["AdamW"] < left["Adam + L2"] - 0.001


def weak(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    usual = state["k"] == 500 and state["lr"] == 0.001 and state["schedule"] == STEADY
    return usual and numbers["left"]["Adam + L2"] > 0.6


def wave(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    ended = state["schedule"] == WAVE and state["k"] == STEPS
    return ended and round(numbers["left"]["AdamW"], 3) == 0.951


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    return (
        f"A weight with gradient 0, {state['schedule']} α = {state['lr']:g}, "
        f"λ = {state['decay']:g}: after k = {state['k']} updates "
        f"{digits(numbers['left'])}, like SGD with L2."
    )


def place_names(artists: dict[str, Any], numbers: dict[str, Any]) -> None:
    """The names stand at the ends of their lines, apart from each other."""
    ends = [numbers[name][1, -1] for name in ("Adam + L2", "AdamW")]
    for name, y in zip(
        ("Adam + L2", "AdamW"), apart(ends, 0.09, 0.0, 1.0), strict=True
    ):
        artists[f"{name} name"].set_position((STEPS + 40, y))


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The weight over the updates; beside it, after k updates, over λ."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(1, 1))
    return fig, time_pane(left) | decay_pane(right)


def time_pane(ax: Any) -> dict[str, Any]:
    """Three weights over 1,000 updates; the chosen update is marked."""
    plotting.steps(ax, "weight $w_k$")
    ax.set(xlim=(0, 1.66 * STEPS), ylim=(-0.05, 1.05), xticks=range(0, 1001, 250))
    moving = {"k line": ax.plot([], [], color=style.SPINE, linewidth=1.2)[0]}
    for name in reversed(NAMES):
        moving |= weight_lines(ax, name, 10)
    for name in NAMES[:2]:
        color = readable(style.method(LOOKS[name]).color)
        look = {"va": "center", "color": color, "path_effects": style.halo(3)}
        moving[f"{name} name"] = ax.text(STEPS + 40, 0.5, "", **look)
    return moving | {"title": ax.set_title("Weights")}


def weight_lines(ax: Any, name: str, every: int) -> dict[str, Any]:
    """The line of one method, and its weight after k updates."""
    look = style.line(LOOKS[name], zorder=3)
    if name == "SGD + L2":
        look |= {"linewidth": 5.0, "alpha": 0.55, "marker": "", "zorder": 2}
    (line,) = ax.plot([], [], **look, markevery=every)
    ring = look | {"linestyle": "none", "markersize": 9, "alpha": 1, "zorder": 5}
    (now,) = ax.plot([], [], **ring, path_effects=style.halo(3.5))
    return {name: line, f"{name} now": now}


def decay_pane(ax: Any) -> dict[str, Any]:
    """The same weights after k updates, over all λ."""
    ax.set(xscale="log", xlim=(5e-9, 20), ylim=(-0.05, 1.05))
    ax.set(xlabel="weight decay λ", ylabel="weight after k updates")
    ax.grid(axis="y")
    moving = {"λ line": ax.plot([], [], color=style.SPINE, linewidth=1.2)[0]}
    for name in reversed(NAMES):
        parts = weight_lines(ax, name, 1)
        moving |= {f"{name} over λ": parts[name], f"{name} here": parts[f"{name} now"]}
    return moving | {"flat": ax.set_title("All λ")}
