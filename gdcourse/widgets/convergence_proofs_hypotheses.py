"""Lesson 03: drop a hypothesis, and a function appears that breaks the promise."""

from dataclasses import dataclass
from typing import Any

import ipywidgets
import numpy as np
from matplotlib.patches import Rectangle

from gdcourse import plotting
from gdcourse.plotting import style
from gdcourse.widgets.choices import Choice
from gdcourse.widgets.convergence_proofs_bank import (
    CONVEX,
    KAPPA,
    MINIMIZER,
    SMOOTH,
    STRONG,
    bank,
    gaps,
    left_in,
    missing,
)
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

SLOW, FAST = "R²/(2αk)", "(1 − 1/κ)ᵏ(f(x₀) − f*)"
SHORT = "α ≤ 1/L"
NAMES = {
    "convex": CONVEX,
    "smooth": SMOOTH,
    "minimizer": MINIMIZER,
    "strong": STRONG,
    "short": SHORT,
}
NEEDED = {SLOW: {CONVEX, SMOOTH, MINIMIZER, SHORT}, FAST: {SMOOTH, STRONG, SHORT}}
LAST = {SLOW: 300, FAST: 200}
ROUNDING = 1e-9
MARKERS = "osD^vPX*<"


@dataclass(frozen=True)
class Switch(Choice):
    """A box to tick: assumed or dropped."""

    def widget(self) -> ipywidgets.Widget:
        """A box with the hypothesis beside it."""
        return ipywidgets.Checkbox(
            value=self.start,
            description=self.words,
            tooltip=f"assume: {self.words}",
            indent=False,
            layout={"width": "8em"},
        )


def hypotheses() -> LiveFigure:
    """Under the hypotheses every run keeps the promise; without one of them, not."""
    ticks = {"assumed": True, "dropped": False}
    return LiveFigure(
        "hypotheses",
        [
            Choice("promise", "promised gap", [SLOW, FAST], SLOW, buttons=True),
            *(Switch(key, name, ticks, name != STRONG) for key, name in NAMES.items()),
        ],
        try_bank,
        draw_bank,
        None,
        tell,
        tasks=[
            Task("drop", "one hypothesis too few for R²/(2αk)", one_too_few),
            Task("fast", "hypotheses under which all keep (1 − 1/κ)ᵏ", all_fast),
            Task("spare", "κ ≤ 10 dropped: who keeps (1 − 1/κ)ᵏ all the same?", spare),
        ],
        rebuild=("promise",),
    )


def try_bank(promise: str, **ticks: bool) -> dict[str, Any]:
    """Every function that is left in the bank, run and compared with the promise."""
    assumed = tuple(name for key, name in NAMES.items() if ticks[key])
    asked = tuple(name for name in assumed if name != SHORT)
    inside, broken = left_in(asked), {}
    numbers = {"inside": inside, "broken": broken, "assumed": assumed}
    for place in range(len(bank())):
        curve = None
        if place in inside:
            curve, step = against(place, promise, ticks["short"])
            broken |= {} if step is None else {place: step}
        lit = place in broken
        numbers[f"curve {place}"] = curve
        numbers[f"glow {place}"] = curve if lit else None
        numbers[f"row {place}"] = (0, row(place) - 0.5, 1, 1) if lit else None
        numbers[f"verdict {place}"] = verdict(place, asked, broken, promise)
        veil = (0, row(place) - 0.45, 0.6, 0.9)
        numbers[f"veil {place}"] = None if place in inside else veil
    return numbers | titles(inside, broken)


def against(place: int, promise: str, short: bool) -> tuple[np.ndarray, int | None]:
    """A run in units in which the promise is 1/k or 0.9^k; where it breaks it first."""
    left = gaps(place, short)[: LAST[promise] + 1]
    entry = bank()[place]
    if promise == SLOW:
        share = 2 * entry.rate(short) / entry.radius**2 * left
    else:
        share = left / left[0]
    k = np.arange(left.size)
    over = share[1:] > promised(k[1:], promise) * (1 + ROUNDING)
    step = int(np.argmax(over)) + 1 if over.any() else None
    seen = np.where((share > 1e-12) & (share < 1e12), share, np.nan)
    return np.stack([k, seen])[:, 1:], step


def promised(k: np.ndarray, promise: str) -> np.ndarray:
    """The promise in the units of the picture."""
    return 1 / k if promise == SLOW else (1 - 1 / KAPPA) ** k


def row(place: int) -> int:
    """The height of a function's row."""
    return len(bank()) - place


def verdict(
    place: int, asked: tuple[str, ...], broken: dict[int, int], promise: str
) -> str:
    """What happens to a function, in a few words."""
    if not set(asked) <= set(bank()[place].has):
        return f"out: not {missing(place, asked)}".replace("not x* exists", "no x*")
    if place not in broken:
        return "keeps it"
    guess = MINIMIZER not in bank()[place].has and promise == SLOW
    return f"breaks it at k = {broken[place]}{' with R = 1' * guess}"


def titles(inside: list[int], broken: dict[int, int]) -> dict[str, str]:
    """How many are left, and whether the promise holds for them."""
    count = len(broken)
    if not count:
        claim = "Every run that is left keeps the promise"
    else:
        claim = f"{count} run{'s' * (count > 1)} break{'s' * (count == 1)} the promise"
    left = f"Left in the bank: {len(inside)} of {len(bank())} functions"
    return {"left": left, "claim": claim}


def one_too_few(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    dropped = NEEDED[SLOW] - set(numbers["assumed"])
    return state["promise"] == SLOW and len(dropped) == 1 and bool(numbers["broken"])


def all_fast(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["promise"] == FAST and not numbers["broken"]


def spare(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    others = [i for i in numbers["inside"] if STRONG not in bank()[i].has]
    kept = [i for i in others if i not in numbers["broken"]]
    return state["promise"] == FAST and bool(kept) and len(kept) < len(others)


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    assumed = ", ".join(numbers["assumed"]) or "nothing"
    rest = [name for name in NAMES.values() if name not in numbers["assumed"]]
    return (
        f"Promised gap {state['promise']}; assumed: {assumed}; dropped: "
        f"{', '.join(rest) or 'nothing'}. {numbers['left']}; "
        f"runs that break the promise: {len(numbers['broken']) or 'none'}."
    )


def draw_bank(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The bank as a list; beside it the runs under or over the promise."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(1, 1))
    return fig, list_pane(left) | runs_pane(right, state["promise"])


def list_pane(ax: Any) -> dict[str, Any]:
    """One row per function: its marker, its name, what happens to it."""
    ax.set(xlim=(0, 1), ylim=(0.4, len(bank()) + 0.6), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    look = style.line("gradient descent", linestyle="none", markersize=7)
    moving = {"left": ax.set_title("The bank")}
    with style.styled():
        for place, entry in enumerate(bank()):
            height = row(place)
            ax.plot(0.04, height, **look | {"marker": MARKERS[place]})
            ax.text(0.09, height, entry.name, va="center")
            light = Rectangle((0, height - 0.5), 1, 1, color=style.LIT, zorder=0)
            moving[f"row {place}"] = ax.add_patch(light)
            words = ax.text(0.98, height, "", va="center", ha="right", fontsize=9.5)
            moving[f"verdict {place}"] = words
            look_out = {"color": style.PAPER, "alpha": 0.68, "zorder": 5}
            veil = Rectangle((0, height - 0.45), 0.6, 0.9, linewidth=0, **look_out)
            moving[f"veil {place}"] = ax.add_patch(veil)
    return moving


def runs_pane(ax: Any, promise: str) -> dict[str, Any]:
    """The runs in units in which one dashed line is the promise to all of them."""
    k = np.arange(1, LAST[promise] + 1)
    if promise == SLOW:
        ax.set(xscale="log", xlim=(0.9, 400), ylim=(1e-6, 1e2))
        label = "gap $f(x_k) - f^\\star$, times $2\\alpha/R^2$"
    else:
        ax.set(xlim=(0, LAST[promise]), ylim=(1e-10, 1e3))
        label = "share of the gap that is left"
    ax.set(yscale="log", xlabel="step k", ylabel=label)
    ax.grid(axis="y")
    moving = {"claim": ax.set_title("The promise")}
    for place in range(len(bank())):
        glow = {"color": style.LIT, "linewidth": 8, "zorder": 1}
        (moving[f"glow {place}"],) = ax.plot([], [], **glow)
        look = style.line("gradient descent", marker=MARKERS[place], linewidth=1.3)
        look |= {"markevery": 0.14, "markersize": 6, "zorder": 3}
        (moving[f"curve {place}"],) = ax.plot([], [], **look)
    ax.plot(k, promised(k, promise), **style.line("theory", zorder=4))
    return moving
