"""Lesson 01: two errors fight: a difference is best where they are equal."""

from functools import cache
from typing import Any

import numpy as np

from gdcourse import derivation, plotting
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

X, FLOOR, TOP = 1.3, 1e-17, 30.0
EXPONENTS = np.arange(-18, 0.01, 0.25)
WAYS = {
    "forward": derivation.forward_difference,
    "central": derivation.central_difference,
    "complex": derivation.complex_step,
}
LOOKS = {"complex": "Newton", "forward": "gradient descent", "central": "SGD"}


def wave(x: Any) -> Any:
    """eˣ sin x, for real and for complex x."""
    return np.exp(x) * np.sin(x)


@cache
def derivatives() -> tuple[float, float, float, float]:
    """f, f′, f″ and f‴ at 1.3, each the derivative of the one before."""
    f = derivation.derive("exp(x)*sin(x)", "x")
    found = []
    for _ in range(4):
        found.append(float(f.value([X])))
        f = derivation.derive(f.gradient_expressions[0], "x")
    return tuple(found)


def best_step() -> LiveFigure:
    """The error of three differences of eˣ sin x at 1.3, over the step h = 10ᵏ."""
    return LiveFigure(
        "best step",
        [Slider("k", "step h = 10ᵏ, exponent", "k", -18.0, 0.0, 0.25, -2.0)],
        errors,
        draw_errors,
        None,
        tell,
        tasks=[
            Task(
                "forward", "a forward difference wrong by less than 1e-7", forward_best
            ),
            Task(
                "central", "a central difference wrong by less than 1e-9", central_best
            ),
            Task("lost", "a step so small that 1.3 + h is 1.3", step_is_lost),
        ],
    )


def error(way: str, h: float) -> float:
    """How far a difference with this step is from the slope."""
    return float(abs(WAYS[way](wave, X, h) - derivatives()[1]))


def errors(k: float) -> dict[str, Any]:
    """The three errors at h = 10ᵏ."""
    h = 10.0**k
    found = {way: error(way, h) for way in WAYS}
    return {
        "error": found,
        "h": h,
        "step": [[h, h], [FLOOR, TOP]],
        "title": f"h = {h:.2g}: the forward difference is off by "
        f"{found['forward']:.1e}, the central one by {found['central']:.1e}",
        **{way: [[h], [max(e, FLOOR)]] for way, e in found.items()},
    }


def forward_best(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return numbers["error"]["forward"] < 1e-7


def central_best(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return numbers["error"]["central"] < 1e-9


def step_is_lost(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return X + numbers["h"] == X


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    found = ", ".join(f"{way} {e:.1e}" for way, e in numbers["error"].items())
    lost = "; 1.3 + h is 1.3, so the differences see no slope" * (
        X + numbers["h"] == X - numbers["h"]
    )
    return f"k = {state['k']:.2f}, h = {numbers['h']:.2g}: error {found}{lost}."


def draw_errors(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Error over h: two V's and a floor, with the lines that theory draws."""
    fig, ax = plotting.figure("pair", cols=1)
    ax.set(xscale="log", yscale="log", xlim=(4e-19, 3), ylim=(FLOOR / 3, TOP))
    value, _, second, third = map(abs, derivatives())
    h, eps = 10.0**EXPONENTS, np.finfo(float).eps
    for line in (h * second / 2, h**2 * third / 6, 2 * eps * value / h):
        ax.plot(h, line, "--", color=style.INK, linewidth=1.2, zorder=4)
    moving = {}
    for way, method in LOOKS.items():
        found = [max(error(way, step), FLOOR) for step in h]
        size = {"SGD": 8, "Newton": 5}.get(method, 4)
        look = style.line(method, linestyle="none", markersize=size)
        ax.plot(h, found, **look)
        big = look | {"markersize": size + 7, "zorder": 6}
        (moving[way],) = ax.plot([], [], **big, path_effects=style.halo(4))
    (moving["step"],) = ax.plot([], [], color=style.SPINE, linewidth=1.2)
    name(ax)
    ax.set(xlabel="step h", ylabel="error of the difference")
    moving["title"] = ax.set_title("h")
    return fig, moving


def name(ax: Any) -> None:
    """Each curve by its name, each theory line by its formula."""
    blue, teal = (style.method(LOOKS[way]).color for way in ("forward", "central"))
    words = [
        (2e-7, 3e-5, "forward", blue, "left"),
        (1e-8, 3e-11, "central", teal, "left"),
        (3e-12, 3e-15, "complex step", style.INK, "center"),
        (5e-14, 3e-5, "rounding: 2ε|f| / h", style.INK, "right"),
        (8e-4, 4e-2, "truncation: h|f″| / 2", style.INK, "right"),
        (3e-4, 2e-10, "truncation: h²|f‴| / 6", style.INK, "left"),
        (2e-18, 5e-17, "error 0", style.INK, "left"),
    ]
    for x, y, text, color, side in words:
        ax.text(
            x,
            y,
            text,
            color=readable(color),
            ha=side,
            path_effects=style.halo(3),
            zorder=7,
        )
