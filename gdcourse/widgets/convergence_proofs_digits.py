"""Lesson 03: from the rate to correct digits, and how many steps one digit costs."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import landscapes, plotting
from gdcourse.optimizers import GradientDescent, Trace, minimize
from gdcourse.plotting import style
from gdcourse.widgets.choices import Choice, Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

KAPPAS = (1, 2, 10, 100, 1000, 10000)
SHORT, BEST = "1/L", "2/(L + μ)"
STEPS, MOST = 300, 12
DOUBLE = 16  # digits that a float holds


def digits() -> LiveFigure:
    """A rate per step is a number of correct digits per step, and κ sets both."""
    return LiveFigure(
        "digits",
        [
            Steps("kappa", "condition number", "κ", KAPPAS, 10),
            Choice("rule", "learning rate α", [SHORT, BEST], SHORT, buttons=True),
            Slider("wanted", "digits wanted", "d", 1, MOST, 1, 6),
        ],
        count,
        draw_digits,
        place_words,
        tell,
        tasks=[
            Task("costly", "a κ at which one digit costs over 2000 steps", costly),
            Task(
                "half", "κ = 1000, d = 6: the α that needs half as many steps", halved
            ),
            Task("one", "a κ for which one step is enough", one_step),
        ],
    )


def rate(kappa: float, rule: str) -> float:
    """The learning rate for L = 1 and μ = 1/κ."""
    return 1.0 if rule == SHORT else 2 / (1 + 1 / kappa)


def factors(kappa: float, rule: str) -> np.ndarray:
    """What a step multiplies the flat and the steep coordinate by."""
    return 1 - rate(kappa, rule) * np.array([1 / kappa, 1.0])


@lru_cache(maxsize=256)
def needed(kappa: float, rule: str, wanted: int) -> int:
    """The first k with ‖x_k - x*‖ ≤ 10^-d ‖x_0 - x*‖, from the start (1, 1).

    >>> [needed(kappa, SHORT, 6) for kappa in (1, 10, 1000)]
    [1, 128, 13463]
    """
    flat, steep = np.abs(factors(kappa, rule))
    k = np.arange(int(wanted * np.log(10) * kappa) + 2)
    left = np.sqrt((flat ** (2 * k) + steep ** (2 * k)) / 2)
    return int(np.argmax(left <= 10.0**-wanted))


@lru_cache(maxsize=16)
def run(kappa: float, rule: str) -> Trace:
    """Steps from (1, 1) on ½(x²/κ + y²)."""
    f = landscapes.quadratic(kappa, L=1.0)
    method = GradientDescent(rate(kappa, rule))
    return minimize(f.value, f.gradient, (1.0, 1.0), method, steps=STEPS, tol=0)


def count(kappa: float, rule: str, wanted: int) -> dict[str, Any]:
    """The digits of a run, the digits per step, and the steps for each κ."""
    distance = np.linalg.norm(run(kappa, rule).points, axis=1)
    worst = float(np.abs(factors(kappa, rule)).max())
    with np.errstate(divide="ignore"):
        gained = np.minimum(-np.log10(distance / distance[0]), DOUBLE)
        per_step = float(-np.log10(worst))
    k = np.arange(STEPS + 1)
    steps = needed(kappa, rule, wanted)
    share = 1 if rule == SHORT else 0.5
    wide = np.array([2.0, 2e4])
    return {
        "per step": per_step,
        "steps": steps,
        "worst": worst,
        "run": np.stack([k[: gained.size], gained]),
        "line": np.stack([k, k * per_step]) if worst else None,
        "goal": np.array([[0, STEPS], [wanted, wanted]]),
        "counts": np.array([KAPPAS, [needed(c, rule, wanted) for c in KAPPAS]]),
        "law": np.stack([wide, share * wide * wanted * np.log(10)]),
        "now": np.array([[kappa], [steps]]),
        "rate words": rate_words(worst, per_step),
        "count words": f"κ = {kappa}: {plural(steps)} for {wanted} digits"[
            : -1 if wanted == 1 else None
        ],
        "law words": f"{'½ ' * (share < 1)}κ ln 10$^{{{wanted}}}$",
    }


def plural(steps: int) -> str:
    """
    >>> plural(1), plural(13463)
    ('1 step', '13463 steps')
    """
    return f"{steps} step{'s' * (steps != 1)}"


def rate_words(worst: float, per_step: float) -> str:
    """The same fact twice: as a factor, and as digits.

    >>> rate_words(0.9, 0.04576)
    'Error × 0.9 per step: a digit every 21.9 steps'
    """
    if not worst:
        return "Error × 0: one step gives every digit"
    each = 1 / per_step
    often = f"{each:.1f}" if each < 100 else f"{each:.0f}"
    return f"Error × {worst:.4g} per step: a digit every {often} steps"


def costly(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return numbers["per step"] < 1 / 2000


def halved(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    other = needed(1000, SHORT, state["wanted"])
    return state["kappa"] == 1000 and numbers["steps"] <= 0.52 * other


def one_step(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return numbers["steps"] == 1


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    worst, per_step = numbers["worst"], numbers["per step"]
    digits = f"{per_step:.3g} digits per step" if worst else "all digits at once"
    return (
        f"κ = {state['kappa']}, α = {state['rule']}: each step multiplies the error "
        f"by at most {worst:.5g}, {digits}; d = {state['wanted']} digits need "
        f"{plural(numbers['steps'])}; such counts grow about like κ."
    )


def place_words(artists: dict[str, Any], numbers: dict[str, Any]) -> None:
    """The law's name stands at its upper end, under the line."""
    artists["law words"].set_position((2e4, numbers["law"][1, 1] / 12))


def draw_digits(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Digits over the steps of one run; steps over κ."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(1, 1))
    return fig, run_pane(left) | cost_pane(right)


def run_pane(ax: Any) -> dict[str, Any]:
    """Correct digits grow along a line."""
    plotting.steps(ax, "correct digits of $x_k$")
    ax.set(xlim=(0, STEPS), ylim=(0, MOST + 1))
    look = style.line("gradient descent", marker="", linewidth=3.2)
    (path,) = ax.plot([], [], **look)
    (line,) = ax.plot([], [], **style.line("theory", linewidth=1.4))
    (goal,) = ax.plot([], [], color=style.SPINE, linewidth=1.2)
    note = {"ha": "right", "color": style.TICK, "path_effects": style.halo(4)}
    ax.text(STEPS - 3, 3.4, "dashed: the promise", **note)
    title = ax.set_title("Digits")
    return {"run": path, "line": line, "goal": goal, "rate words": title}


def cost_pane(ax: Any) -> dict[str, Any]:
    """Steps over κ on two logarithmic axes."""
    ax.set(xscale="log", yscale="log", xlim=(0.7, 4e4), ylim=(0.6, 6e5))
    ax.set(xlabel="condition number κ", ylabel="steps for d digits")
    ax.grid(axis="y")
    (law,) = ax.plot([], [], **style.line("theory", linewidth=1.4))
    look = style.line("gradient descent", linestyle="none", zorder=4)
    (counts,) = ax.plot([], [], **look | {"markersize": 6})
    ring = {"markerfacecolor": "none", "markersize": 14, "markeredgewidth": 1.8}
    (now,) = ax.plot([], [], **look | ring)
    words = ax.text(1, 1, "", ha="right", va="top", path_effects=style.halo(3))
    moving = {"law": law, "counts": counts, "now": now, "law words": words}
    return moving | {"count words": ax.set_title("Steps")}
