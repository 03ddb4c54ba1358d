"""Lesson 07: the optimizer race: same start, same budget, tuned alike, step by step."""

from typing import Any

import numpy as np

from gdcourse.widgets.ask import Ask
from gdcourse.widgets.choices import Choice, Steps
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.play import Play
from gdcourse.widgets.race_anatomy import anatomy
from gdcourse.widgets.race_panes import draw_race
from gdcourse.widgets.race_parts import gap_of, labels, parts, size, squares
from gdcourse.widgets.race_runs import BUDGET, PLACES, RULES, SCALES, arrived, runs
from gdcourse.widgets.several import Several
from gdcourse.widgets.tasks import Task

MOST = 5
FIRST = ("gradient descent", "heavy ball", "Nesterov", "RMSprop", "Adam")


def race() -> LiveFigure:
    """Up to five methods on one landscape, and the anatomy of any of their steps."""
    return LiveFigure(
        "race",
        [
            Several("who", "methods", tuple(RULES), FIRST, MOST),
            Choice("where", "landscape", tuple(PLACES), next(iter(PLACES))),
            Choice("method", "step of", tuple(RULES), "Nesterov"),
            Steps("scale", "all rates", "×", SCALES, 1.0),
            Play("k", "step", "k", 0, BUDGET, 1, 30),
        ],
        compute,
        draw_race,
        place_labels,
        tell,
        tasks=[
            Task("simple", "another landscape where descent leads four others", simple),
            Task("apart", "rates at which heavy ball flies away, Adam not", apart),
            Task("climb", "a step of heavy ball that climbs", climbs),
        ],
        rebuild=("where",),
        ask=Ask("F07.race", "Whose gap is smallest at the end?", FIRST, winner),
    )


def compute(
    who: tuple[str, ...], where: str, method: str, scale: float, k: int
) -> dict[str, Any]:
    """Where everyone stands after k gradient evaluations, and one step in full."""
    gaps = {name: gap_of(where, name, scale) for name in RULES}
    numbers: dict[str, Any] = {"gaps": gaps, "now": {n: gaps[n][k] for n in who}}
    for name in RULES:
        numbers |= parts(where, name, scale, k, name in who)
    numbers |= squares(who, where, scale, k) | labels(who, where, gaps, k)
    numbers |= anatomy(where, method, scale, min(k, BUDGET - 1))
    numbers["title"] = claim(where, numbers["now"], k)
    numbers["rates"] = rates(who, where, scale)
    return numbers


def winner(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """Who has the smallest gap when the budget is used up."""
    last = {name: numbers["gaps"][name][-1] for name in FIRST}
    return min(last, key=lambda name: np.nan_to_num(last[name], nan=np.inf))


def rates(who: tuple[str, ...], where: str, scale: float) -> str:
    """The learning rates of this race."""
    used = ", ".join(f"{n} {runs(where, n).rate * scale:.2g}" for n in who)
    return f"Now × {scale:g}: {used}."


def claim(where: str, now: dict[str, float], k: int) -> str:
    """Who is ahead, in words that the numbers allow."""
    if k == 0:
        return "k = 0: all at one start ○"
    home = [name for name, gap in now.items() if gap <= arrived(where)]
    if len(home) > 1:
        return f"k = {k}: {len(home)} methods have arrived"
    best = min(now, key=lambda name: np.nan_to_num(now[name], nan=np.inf))
    if not now[best] < 1e12:
        return f"k = {k}: all have flown away"
    if len(now) == 1:
        return f"k = {k}: {best} runs alone"
    return f"k = {k}: {best} leads"


def place_labels(artists: dict[str, Any], numbers: dict[str, Any]) -> None:
    """Names go along with the ends of their curves."""
    for name, (k, height) in numbers["places"].items():
        artists[f"label {name}"].set_position((k + 5, height))


def simple(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether gradient descent leads a full field somewhere else than at the start."""
    full = len(state["who"]) == MOST and state["where"] != next(iter(PLACES))
    return full and numbers["title"].endswith("gradient descent leads")


def apart(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether heavy ball is away while Adam has come down."""
    now = numbers["now"]
    if not {"heavy ball", "Adam"} <= now.keys():
        return False
    down = now["Adam"] < numbers["gaps"]["Adam"][0]
    return bool(down and not now["heavy ball"] < 1e12)


def climbs(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether the step that is shown is one of heavy ball, and f rises."""
    gaps, k = numbers["gaps"]["heavy ball"], min(state["k"], BUDGET - 1)
    return state["method"] == "heavy ball" and bool(gaps[k + 1] > gaps[k])


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    best = min(numbers["now"].values(), key=lambda gap: np.nan_to_num(gap, nan=np.inf))
    return (
        f"{', '.join(state['who'])} on {state['where']}, rates × {state['scale']:g}, "
        f"{numbers['title']}, best gap {size(best)}. "
        f"Step of {state['method']}."
    )
