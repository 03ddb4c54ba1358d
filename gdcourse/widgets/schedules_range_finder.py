"""Lesson 10: a range test, three rates read off it, and what each then achieves."""

from typing import Any

import numpy as np
from matplotlib.ticker import NullLocator

from gdcourse import plotting
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable
from gdcourse.widgets.choices import Choice, Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.schedules_range import (
    DIVISORS,
    EVERY,
    LOGISTIC,
    MINIMUM,
    SEEDS,
    SQUARES,
    STABLE,
    STEEPEST,
    UPDATES,
    place,
    range_tests,
    suggestions,
    trained,
)
from gdcourse.widgets.tasks import Task
from gdcourse.widgets.weight_decay_labels import apart

RULES = (STEEPEST, MINIMUM, STABLE)
LOOKS = {
    STEEPEST: style.line("Nesterov", linestyle=":"),
    MINIMUM: style.line("gradient descent"),
    STABLE: style.line("theory", linewidth=1.5),
}
HEIGHTS = (0.45, 0.5, 0.6, 0.7, 0.8)
LOSSES = {SQUARES: (2e-3, 10.0), LOGISTIC: (0.42, 0.8)}
LEGEND = """learning rate α · dotted: steepest/d
solid: minimum/d · dashed: 1/L · gray: all seeds"""
SEEN = {SQUARES: (5e-6, 10.0), LOGISTIC: (1e-3, 100.0)}
ROOMS = {SQUARES: 0.34, LOGISTIC: 0.027}  # between names, in powers of ten


def rate_finder() -> LiveFigure:
    """The steepest point wanders from seed to seed, the minimum stays."""
    return LiveFigure(
        "rate finder",
        [
            Slider("seed", "seed", "", 0, SEEDS - 1, 1, 2),
            Choice("problem", "problem", (SQUARES, LOGISTIC), SQUARES, buttons=True),
            Steps("divisor", "divisor", "d", DIVISORS, 10),
        ],
        find,
        draw_panes,
        place_names,
        tell,
        tasks=[
            Task(
                "lucky",
                "least squares, d = 10: a seed where steepest/d is lucky",
                lucky,
            ),
            Task("good", "least squares: a d with minimum/d as good as 1/L", good),
            Task("wild", "least squares: a d that makes minimum/d diverge", wild),
        ],
        rebuild=("problem",),
    )


def find(seed: int, problem: str, divisor: int) -> dict[str, Any]:
    """The test of one seed, and the training with the three rates."""
    test, columns = range_tests(problem)[seed], [place(rule, divisor) for rule in RULES]
    rates = dict(zip(RULES, suggestions(problem)[seed, columns], strict=True))
    losses = dict(zip(RULES, trained(problem)[:, seed, columns].T, strict=True))
    ends = {rule: float(loss[-1]) for rule, loss in losses.items()}
    ks, (low, high) = np.arange(0, UPDATES + 1, EVERY), LOSSES[problem]
    numbers: dict[str, Any] = {"rates": rates, "ends": ends, "floor": low}
    for rule in RULES:
        seen = np.minimum(np.nan_to_num(losses[rule], nan=1e300), 2 * high)
        numbers[f"{rule} run"] = np.stack([ks, seen])
        numbers[f"{rule} rate"] = np.array([[rates[rule]] * 2, [low, high]])
        numbers[f"{rule} name"] = f"{called(rule, divisor)} {shown(ends[rule])}"
    return numbers | {
        "curve": np.stack([test.rates, test.smoothed]),
        "points": np.array(
            [
                [test.steepest, test.minimum],
                np.interp([test.steepest, test.minimum], test.rates, test.smoothed),
            ]
        ),
        "test title": f"Steepest at α = {test.steepest:.2g}, "
        f"minimum at {test.minimum:.2g}",
        "title": f"Lowest after {UPDATES} updates: {best(ends, divisor)}",
    }


def called(rule: str, divisor: int) -> str:
    """A suggestion by its name."""
    return rule if rule == STABLE else f"{rule}/{divisor}"


def best(ends: dict[str, float], divisor: int) -> str:
    """The suggestion that leaves the least."""
    left = {rule: loss if np.isfinite(loss) else np.inf for rule, loss in ends.items()}
    return called(min(left, key=left.get), divisor)


def shown(loss: float) -> str:
    """
    >>> shown(0.01441), shown(1e40)
    ('0.0144', 'diverges')
    """
    return f"{loss:.3g}" if loss < 100 else "diverges"


def lucky(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    usual = state["problem"] == SQUARES and state["divisor"] == 10
    return usual and numbers["ends"][STEEPEST] < 0.5


def good(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    ends = numbers["ends"]
    return state["problem"] == SQUARES and ends[MINIMUM] <= 1.1 * ends[STABLE]


def wild(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["problem"] == SQUARES and not numbers["ends"][MINIMUM] < 100


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    ends, rates, d = numbers["ends"], numbers["rates"], state["divisor"]
    each = ", ".join(
        f"{called(rule, d)} = {rates[rule]:.2g}: {shown(ends[rule])}" for rule in RULES
    )
    return (
        f"Range test, {state['problem']}, seed {state['seed']}. "
        f"Loss after {UPDATES} updates with {each}."
    )


def place_names(artists: dict[str, Any], numbers: dict[str, Any]) -> None:
    """The names at the ends of the lines, apart from each other."""
    name = SQUARES if numbers["floor"] == LOSSES[SQUARES][0] else LOGISTIC
    (low, high), room = np.log10(LOSSES[name]), ROOMS[name]
    lasts = np.nan_to_num([numbers["ends"][rule] for rule in RULES], nan=1e9)
    powers = np.clip(np.log10(lasts), low, high)
    heights = apart(powers, room, low + room / 2, high - room / 2)
    for rule, height in zip(RULES, heights, strict=True):
        artists[f"{rule} name"].set_position((UPDATES + 8, 10**height))


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The tests of all seeds in gray, the chosen one in color; the runs beside them."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(1, 1))
    return fig, test_pane(left, state["problem"]) | run_pane(right, state["problem"])


def test_pane(ax: Any, problem: str) -> dict[str, Any]:
    """The running mean of the loss while the rate grows."""
    low, high = LOSSES[problem]
    ax.set(xscale="log", yscale="log", xlim=SEEN[problem], ylim=(low, high))
    ax.set(xlabel=LEGEND, ylabel="loss during the test")
    for test in range_tests(problem):
        ax.plot(test.rates, test.smoothed, color=style.CONTOUR, linewidth=0.7, zorder=1)
    few_ticks(ax, problem)
    (curve,) = ax.plot([], [], **style.line("SGD", marker="", linewidth=2.4), zorder=3)
    moving = {"curve": curve}
    for rule, look in LOOKS.items():
        thin = look | {"marker": "", "linewidth": 1.4, "zorder": 2}
        moving[f"{rule} rate"] = ax.plot([], [], **thin)[0]
    dot = {"marker": "o", "linestyle": "none", "markersize": 9, "zorder": 5}
    (points,) = ax.plot([], [], **dot, color=style.method("SGD").color)
    return moving | {"points": points, "test title": ax.set_title("Test")}


def run_pane(ax: Any, problem: str) -> dict[str, Any]:
    """The whole loss over the updates, one line for each rate."""
    plotting.steps(ax, "loss on all data")
    ax.set(yscale="log", xlim=(0, 1.6 * UPDATES), ylim=LOSSES[problem])
    ax.set_xticks(range(0, UPDATES + 1, 100))
    few_ticks(ax, problem)
    moving = {}
    for number, (rule, look) in enumerate(LOOKS.items()):
        (line,) = ax.plot([], [], **look, markevery=(number, 4), zorder=4 - number)
        words = {"va": "center", "path_effects": style.halo(3), "zorder": 6}
        words |= {"color": readable(look["color"])}
        text = ax.text(1, LOSSES[problem][1], "", **words)
        moving |= {f"{rule} run": line, f"{rule} name": text}
    return moving | {"title": ax.set_title("Runs")}


def few_ticks(ax: Any, problem: str) -> None:
    """Between 0.42 and 0.8 there is no power of ten."""
    if problem == LOGISTIC:
        ax.set_yticks(HEIGHTS, [f"{height:g}" for height in HEIGHTS])
        ax.yaxis.set_minor_locator(NullLocator())
