"""Lesson 03: a proof with three sliders: what is left over must be squares."""

import re
from functools import lru_cache
from textwrap import fill
from typing import Any

import numpy as np

from gdcourse import plotting
from gdcourse.plotting import style
from gdcourse.proofs.wording import plain
from gdcourse.widgets.choices import Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.convergence_proofs_certificate import (
    Verdict,
    smallest_eigenvalue,
    verdict,
)
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

SIZES = np.linspace(0, 1, 1001)
NOTHING = 1e-12
DIVISORS = (2, 3, 4, 5, 6, 7)
USED = (
    r"① $f_0 \geq f_1 + \langle g_1, x_0 - x_1\rangle + \frac{1}{2}\|g_0 - g_1\|^2$",
    r"② $f_\star \geq f_0 + \langle g_0, x_\star - x_0\rangle + \frac{1}{2}\|g_0\|^2$",
    r"③ $f_\star \geq f_1 + \langle g_1, x_\star - x_1\rangle + \frac{1}{2}\|g_1\|^2$",
)
SETTING = r"$x_1 = x_0 - g_0$,  $L = 1$,  $d = x_0 - x_\star$,  $\|d\| = R$"
SHORT = {
    "proved": "Proved: what is left is a sum of squares",
    "sign": "Refused: a multiplier is negative",
    "values": "Refused: the values do not cancel",
    "squares": "Refused: what is left is no sum of squares",
}


def multipliers() -> LiveFigure:
    """Three multipliers that prove: one step of 1/L leaves at most LR²/6."""
    settings = {"low": -0.2, "high": 1.2, "step": 0.05}
    return LiveFigure(
        "multipliers",
        [
            Slider("a", "times ①", "a", start=0.25, **settings),
            Slider("b", "times ②", "b", start=0.5, **settings),
            Slider("c", "times ③", "c", start=0.5, **settings),
            Steps("divisor", "claim: gap ≤ LR²/q,", "q", DIVISORS, 6),
        ],
        judge,
        draw_proof,
        None,
        tell,
        tasks=[
            Task("cancel", "values that cancel, and no sum of squares", cancels),
            Task("proof", "the proof that the gap is at most LR²/6", proves_best),
            Task("loose", "a proof of a weaker claim with a ≠ 1/2", proves_weaker),
        ],
    )


def judge(a: float, b: float, c: float, divisor: int) -> dict[str, Any]:
    """The engine's verdict, and the smallest eigenvalue of what is left."""
    said = verdict(a, b, c, divisor)
    lowest = smallest_eigenvalue(a, b, c, divisor)
    path = curve(divisor)
    return {
        "verdict": said,
        "smallest": lowest,
        "curve": path,
        "proofs": reached(path),
        "now": np.array([[a], [lowest]]),
        "claim": f"claim: f₁ − f⋆ ≤ LR²/{divisor}",
        "values": f"values left: {said.values}",
        "rest": wrapped(f"rest: {said.rest}"),
        "sentence": sentence(said),
        "title": SHORT[said.kind],
        "range": span(path),
    }


@lru_cache(maxsize=8)
def curve(divisor: int) -> np.ndarray:
    """The smallest eigenvalue over a, where b = a and c = 1 - a cancel the values."""
    heights = [smallest_eigenvalue(a, a, 1 - a, divisor) for a in SIZES]
    return np.stack([SIZES, heights])


def reached(path: np.ndarray) -> np.ndarray | None:
    """The part of the curve that is not negative."""
    inside = path[:, path[1] >= -NOTHING]
    return inside if inside.size else None


def span(path: np.ndarray) -> str:
    """For which a there is a proof; the values cancel only for b = a, c = 1 - a."""
    inside = reached(path)
    if inside is None:
        return "No a proves the claim"
    first, last = inside[0, 0], inside[0, -1]
    if first == last:
        return f"Only a = {first:g} proves the claim"
    return f"Every a from {first:g} to {last:g} proves the claim"


def sentence(said: Verdict) -> str:
    """What the engine says, in lines that fit the pane."""
    typed = plain(said.sentence)
    for mark, shown in (("_0", "₀"), ("_1", "₁"), ("f_*", "f⋆"), ("of *", "of ⋆")):
        typed = typed.replace(mark, shown)
    return fill(typed, 60)


def wrapped(text: str) -> str:
    """A sum in lines that fit the pane, broken between its terms only.

    >>> wrapped("rest: " + "1/2 ⟨d, g₀⟩ + " * 4 + "d").split("\\n")[1]
    '+ d'
    """
    glued = re.sub(r" (?![+−] )", "\N{NO-BREAK SPACE}", text)
    return fill(glued, 62, break_long_words=False).replace("\N{NO-BREAK SPACE}", " ")


def cancels(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return numbers["verdict"].kind == "squares"


def proves_best(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return numbers["verdict"].kind == "proved" and state["divisor"] == 6


def proves_weaker(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    weaker = state["divisor"] < 6 and state["a"] != 0.5
    return numbers["verdict"].kind == "proved" and weaker


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    a, b, c = (f"{state[name]:.2f}" for name in "abc")
    lowest = numbers["smallest"]
    lowest = 0.0 if abs(lowest) < NOTHING else lowest
    return (
        f"Multipliers a = {a}, b = {b}, c = {c}, claim gap ≤ LR²/{state['divisor']}. "
        f"{numbers['title']}. Smallest eigenvalue left: {lowest:.3f}."
    )


def draw_proof(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The eigenvalue over a; beside it the proof, line by line."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(4, 5))
    return fig, curve_pane(left) | proof_pane(right)


def curve_pane(ax: Any) -> dict[str, Any]:
    """The smallest eigenvalue where the values cancel; lit where it is a proof."""
    ax.set(xlim=(-0.25, 1.25), ylim=(-0.75, 0.3), xlabel="multiplier a")
    ax.set_ylabel("smallest eigenvalue of what is left")
    ax.axhline(0, color=style.SPINE, linewidth=1)
    lit = {"color": style.LIT, "linewidth": 10, "marker": "o", "markersize": 8}
    (proofs,) = ax.plot([], [], **lit, zorder=1)
    (path,) = ax.plot([], [], **style.line("theory", zorder=2))
    note = {"ha": "center", "color": style.TICK, "fontsize": 9}
    ax.text(0.5, -0.7, "dashed: b = a, c = 1 − a", **note)
    look = style.line("gradient descent", linestyle="none", markersize=11, zorder=6)
    (now,) = ax.plot([], [], **look, path_effects=style.halo(3.5))
    moving = {"proofs": proofs, "curve": path, "now": now}
    return moving | {"range": ax.set_title("What is left")}


def proof_pane(ax: Any) -> dict[str, Any]:
    """The assumptions, what is left of values and squares, and the verdict."""
    ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    with style.styled():
        ax.text(0, 0.97, SETTING, va="top", color=style.TICK)
        for place, line in enumerate(USED):
            ax.text(0, 0.74 - 0.1 * place, line, va="center")
        moving = {"claim": ax.text(0, 0.85, "", va="center")}
        moving["values"] = ax.text(0, 0.43, "", va="center")
        moving["rest"] = ax.text(0, 0.385, "", va="top", linespacing=1.35)
        words = {"va": "top", "color": style.TICK, "linespacing": 1.35}
        moving["sentence"] = ax.text(0, 0.21, "", **words)
    return moving | {"title": ax.set_title(SHORT["squares"])}
