"""Lesson 09: where L2 and decoupled weight decay come to rest, with momentum."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import plotting
from gdcourse.landscapes import Landscape
from gdcourse.optimizers import Momentum, minimize
from gdcourse.optimizers.weight_decay import decayed
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable
from gdcourse.widgets.choices import Choice, Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

L2, DECOUPLED, BOTH = "L2", "decoupled", "both"
LOSS = Landscape("loss", "((x - 1/2)**2 + (y - 3/10)**2/4)/2", minimizers=[(0.5, 0.3)])
CURVATURES, TARGET = np.array([1.0, 0.25]), np.array([0.5, 0.3])
START, WINDOW = (0.0, 0.3), ((-0.16, 0.86), (-0.1, 0.44))
STEPS, SEEN = 400, 100
LAMBDAS, RATES = np.arange(21) / 20, np.arange(1, 10) / 10
FRICTIONS = (0.0, 0.5, 0.8, 0.9, 0.95)
LOOKS = {
    L2: style.line("heavy ball"),
    DECOUPLED: style.line("heavy ball", color=style.method("Adam").color, marker="^")
    | {"linestyle": "--"},
}


def l2_or_decay() -> LiveFigure:
    """One λ, two ways to decay: with momentum they rest apart."""
    return LiveFigure(
        "L2 or decay",
        [
            Slider("decay", "weight decay", "λ", 0.0, 1.0, 0.05, 0.3),
            Steps("momentum", "momentum", "β", FRICTIONS, 0.9),
            Slider("lr", "learning rate", "α", 0.1, 0.9, 0.1, 0.2),
            Choice("method", "shown", (BOTH, L2, DECOUPLED), BOTH, buttons=True),
        ],
        rest,
        draw_panes,
        None,
        tell,
        tasks=[
            Task("same", "a β for which both rest at the same point, λ > 0", same),
            Task(
                "tenth", "β > 0: decoupled decay that rests like L2 with λ = 0.1", tenth
            ),
        ],
    )


@dataclass(frozen=True)
class Decoupled:
    """Momentum with decoupled decay, from the two rules of the library."""

    rule: Momentum
    weight_decay: float

    def init(self, x: Any) -> Any:
        """The memory before the first step: a ball at rest."""
        return self.rule.init(x)

    def step(self, x: Any, grad: Any, v: Any, t: int) -> tuple[Any, Any]:
        """Shrink the point, then step along the velocity; t = 1, 2, … counts."""
        x, grad = decayed(x, grad, self.rule.lr, self.weight_decay, decoupled=True)
        return self.rule.step(x, grad, v, t)


@lru_cache(maxsize=2)
def paths(kind: str) -> np.ndarray:
    """The points of the runs with all settings, shape (n + 1, 2, α, β, λ)."""
    lr, beta = RATES[:, None, None], np.array(FRICTIONS)[:, None]
    rule = Momentum(lr, beta, weight_decay=LAMBDAS)
    if kind == DECOUPLED:
        rule = Decoupled(Momentum(lr, beta), LAMBDAS)
    run = minimize(LOSS.value, LOSS.gradient, START, rule, steps=STEPS, tol=0)
    return run.points


def path(kind: str, decay: float, momentum: float, lr: float) -> np.ndarray:
    """The points of one run, shape (2, n + 1)."""
    place = round(lr * 10) - 1, FRICTIONS.index(momentum), round(decay * 20)
    return paths(kind)[(..., *place)].T


def promised(strength: Any) -> np.ndarray:
    """Where ∇f(x) = -λ x: the minimizer of the loss with an L2 penalty.

    >>> promised(0.1).round(6).tolist()
    [0.454545, 0.214286]
    """
    pairs = zip(CURVATURES, TARGET, strict=True)
    return np.array([h * target / (h + strength) for h, target in pairs])


def rest(decay: float, momentum: float, lr: float, method: str) -> dict[str, Any]:
    """Both runs, where they end, and where mathematics promises their rest."""
    runs = {kind: path(kind, decay, momentum, lr) for kind in (L2, DECOUPLED)}
    strengths = {L2: decay, DECOUPLED: (1 - momentum) * decay}
    numbers = {"ends": {kind: run[:, -1] for kind, run in runs.items()}}
    for kind, run in runs.items():
        shown, k = method in (kind, BOTH), np.arange(SEEN + 1)
        goal = promised(strengths[kind])
        parts = {
            kind: run[:, : SEEN + 1],
            f"{kind} end": run[:, -1:],
            f"{kind} over k": np.stack([k, run[0, : SEEN + 1]]),
            f"{kind} goal": np.array([[0, SEEN], [goal[0]] * 2]),
        }
        numbers |= {name: part if shown else None for name, part in parts.items()}
    return numbers | {
        "strengths": strengths,
        "map title": map_title(numbers["ends"], method),
        "curve title": f"Decoupled rests like L2 with λ = {strengths[DECOUPLED]:.3g}",
    }


def map_title(ends: dict[str, np.ndarray], method: str) -> str:
    """How far from the origin the shown runs rest."""
    x = {kind: f"{end[0]:.4f}" for kind, end in ends.items()}
    if method != BOTH:
        return f"{'L2' if method == L2 else 'Decoupled'} ends at x = {x[method]}"
    if x[L2] == x[DECOUPLED]:
        return f"Both end at x = {x[L2]}"
    return f"L2 ends at x = {x[L2]}, decoupled at {x[DECOUPLED]}"


def same(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    distance = np.linalg.norm(numbers["ends"][L2] - numbers["ends"][DECOUPLED])
    return state["decay"] > 0 and distance < 1e-6


def tenth(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    stronger = state["decay"] > 0.1
    return stronger and round(numbers["strengths"][DECOUPLED], 9) == 0.1


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    x = {kind: f"{end[0]:.6f}" for kind, end in numbers["ends"].items()}
    return (
        f"λ = {state['decay']:.2f}, β = {state['momentum']:g}, α = {state['lr']:.1f}, "
        f"shown: {state['method']}. L2 ends at x = {x[L2]}, decoupled decay at "
        f"{x[DECOUPLED]}; the loss alone is lowest at 0.5."
    )


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The loss, the penalty and both paths; beside them x over the steps."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(5, 4))
    return fig, map_pane(left) | curve_pane(right)


def map_pane(ax: Any) -> dict[str, Any]:
    """Level lines of the loss, circles of the penalty, and where L2 can end."""
    plotting.contours(ax, LOSS.value, WINDOW, 10)
    turn = np.linspace(0, 2 * np.pi, 181)
    for radius in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6):
        circle = {"color": style.SPINE, "linewidth": 0.9, "linestyle": ":"}
        ax.plot(radius * np.cos(turn), radius * np.sin(turn), **circle, zorder=1)
    ridge = promised(np.concatenate([[0], np.geomspace(0.01, 100, 120)]))
    ax.plot(*ridge, color=style.INK, linewidth=1.1, zorder=2)
    plotting.minimizer(ax, TARGET, "lowest loss")
    ax.plot(0, 0, "*", color=style.SPINE, markersize=11, zorder=3)
    note = {"color": style.TICK, "path_effects": style.halo(3), "va": "center"}
    ax.text(0, -0.06, "lowest penalty", ha="center", **note)
    ax.text(0.85, -0.06, "black: lowest loss + ½λ‖x‖², over λ", ha="right", **note)
    ax.set(xlabel="x", ylabel="y")
    moving = {}
    for kind, look in LOOKS.items():
        moving |= run_lines(ax, kind, look)
    return moving | {"map title": ax.set_title("Ends")}


def run_lines(ax: Any, kind: str, look: dict[str, Any]) -> dict[str, Any]:
    """A path, and its end as a large marker."""
    (line,) = ax.plot([], [], **look | {"linewidth": 1.3, "markersize": 3}, zorder=4)
    rim = look | {"linestyle": "none", "markersize": 10, "zorder": 6}
    (end,) = ax.plot([], [], **rim, path_effects=style.halo(3))
    return {kind: line, f"{kind} end": end}


def curve_pane(ax: Any) -> dict[str, Any]:
    """The first coordinate over the steps, and the promised rest, dashed."""
    plotting.steps(ax, "x after k steps")
    ax.set(xlim=(0, SEEN), ylim=(-0.22, 1.02))
    moving = {}
    for place, (kind, look) in enumerate(LOOKS.items()):
        (line,) = ax.plot([], [], **look, markevery=(3 * place, 10), zorder=3)
        (goal,) = ax.plot([], [], **style.line("theory", linewidth=1.2), zorder=2)
        moving |= {f"{kind} over k": line, f"{kind} goal": goal}
        words = "■ L2" if kind == L2 else "▲ decoupled"
        note = {"color": readable(look["color"]), "ha": "right"}
        ax.text(SEEN - 1, -0.08 - 0.08 * place, words, **note)
    return moving | {"curve title": ax.set_title("Strength")}
