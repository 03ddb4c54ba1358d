"""Lesson 07: a strongly convex function on which the tuned heavy ball never arrives."""

from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse.optimizers import GradientDescent, Momentum, Trace, minimize
from gdcourse.widgets.choices import Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.momentum_cycle_ends import (
    ARRIVES,
    CYCLES,
    ENDS,
    FAR,
    MOVES,
    RATE,
    STEPS,
    bent_bowl,
    end_of,
)
from gdcourse.widgets.momentum_cycle_panes import SHOWN, draw_panes
from gdcourse.widgets.tasks import Task

GENTLE = 1 / 13  # for gradient descent, 2/(L + μ)
LATELY = 12


class Ratios(Steps):
    """Positions that are shown as fractions.

    >>> Ratios("b", "momentum", "β", (1 / 3, 4 / 9), 4 / 9).show(4 / 9)
    '4/9'
    """

    def show(self, value: float) -> str:
        """The nearest simple fraction."""
        return str(Fraction(value).limit_denominator(36))

    def read(self, raw: float) -> float:
        """The position nearest to a click."""
        return min(self.values(), key=lambda value: abs(value - raw))


def three_cycle() -> LiveFigure:
    """Tuned heavy ball and gradient descent on the bent bowl, from the same start."""
    return LiveFigure(
        "three cycle",
        [
            Slider("x0", "start", "x₀", -4.0, 4.0, 0.05, 2.5),
            Ratios("momentum", "momentum", "β", [i / 36 for i in range(9, 28)], 4 / 9),
        ],
        follow,
        draw_panes,
        None,
        tell,
        tasks=[
            Task("cycle", "β = 4/9: a start that never arrives", cycles),
            Task("left", "β = 4/9: such a start left of 0", cycles_from_left),
            Task("cure", "x₀ = 3.20: a momentum that arrives", cured),
        ],
        clicks={2: ("momentum", "x0")},
    )


def run(x0: float, rule: Any) -> Trace:
    f = bent_bowl()
    return minimize(f.value, f.gradient, [x0], rule, steps=STEPS, tol=1e-9)


@lru_cache(maxsize=200)
def descent_from(x0: float) -> Trace:
    """Gradient descent knows no momentum: one run for each start."""
    return run(x0, GradientDescent(GENTLE))


def follow(x0: float, momentum: float) -> dict[str, Any]:
    """Both runs from one start, their steps, and the place on the map."""
    ball, descent = run(x0, Momentum(RATE, momentum)), descent_from(x0)
    x = ball.points[:, 0]
    end = int(end_of(x[-1] if ball.status == "converged" else x[-4], x[-1]))
    settled = end in (CYCLES, MOVES)
    late = x[-LATELY:] if settled else near(x[: LATELY + 1])
    return {
        "ball": ball,
        "descent": descent,
        "end": end,
        "late": np.stack([late, bent_bowl().value(late[None])]),
        "steps ball": steps_of(ball),
        "steps descent": steps_of(descent),
        "place": np.array([[momentum], [x0]]),
        "late title": f"The {'last' if settled else 'first'} steps",
        "steps title": f"Heavy ball {ENDS[end]}",
    }


def steps_of(trace: Trace) -> np.ndarray:
    """The first points over k."""
    x = near(trace.points[: SHOWN + 1, 0])
    return np.stack([np.arange(len(x)), x])


def near(x: np.ndarray) -> np.ndarray:
    """The points before the first that is far away."""
    far = np.abs(x) > FAR
    return x[: int(np.argmax(far))] if far.any() else x


def cycles(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["momentum"] == 4 / 9 and numbers["end"] == CYCLES


def cycles_from_left(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return cycles(state, numbers) and state["x0"] < 0


def cured(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["x0"] == 3.2 and numbers["end"] == ARRIVES


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    shown = Fraction(state["momentum"]).limit_denominator(36)
    last, rest = (numbers[name].points[-1, 0] for name in ("ball", "descent"))
    return (
        f"From x₀ = {state['x0']:.2f} with β = {shown} heavy ball "
        f"{ENDS[numbers['end']]} and stands at {last:.4g} after "
        f"{numbers['ball'].updates} steps; gradient descent at {rest:.1g}."
    )
