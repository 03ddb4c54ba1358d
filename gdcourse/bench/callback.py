"""What a slider waits for: three methods, 200 steps each, on Rosenbrock."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gdcourse.bench.report import Aim, Section, duration
from gdcourse.bench.timing import medians
from gdcourse.landscapes import rosenbrock
from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.minimize import minimize
from gdcourse.optimizers.momentum import Momentum

STEPS, LIMIT = 200, 5.0  # steps of each method, milliseconds of all three
RULES = {
    "gradient descent": GradientDescent(1e-3),
    "momentum": Momentum(1e-3),
    "Adam": Adam(0.05),
}
DERIVED, BY_HAND = "gradient of the landscape", "gradient by hand"


def by_hand(point: Any) -> np.ndarray:
    """The gradient of Rosenbrock's function for one point, as one writes it."""
    x, y = point
    d = y - x * x
    return np.array([-400 * x * d - 2 * (1 - x), 200 * d])


GRADIENTS = {DERIVED: rosenbrock.gradient, BY_HAND: by_hand}


def run(rule: Any, gradient: Callable[[Any], Any]) -> Any:
    """All steps; tol=0 asks for a gradient of exactly 0, so that none is saved."""
    start = rosenbrock.start
    return minimize(rosenbrock.value, gradient, start, rule, steps=STEPS, tol=0.0)


def section(time: Callable[..., dict[str, float]] = medians) -> Section:
    """Methods down, gradients across; the sum is what a callback computes."""
    turns = {
        f"{method}, {name}": lambda rule=rule, gradient=gradient: run(rule, gradient)
        for method, rule in RULES.items()
        for name, gradient in GRADIENTS.items()
    }
    costs = time(turns)
    sums = {
        name: sum(costs[f"{method}, {name}"] for method in RULES) for name in GRADIENTS
    }
    rows = [
        (method, *(duration(costs[f"{method}, {name}"]) for name in GRADIENTS))
        for method in RULES
    ]
    rows.append(("all three", *map(duration, sums.values())))
    aims = tuple(
        Aim(f"all three, {name}", 1e3 * total, LIMIT, at_least=False, unit="ms")
        for name, total in sums.items()
    )
    title = f"A slider's callback: {STEPS} steps of minimize on Rosenbrock's function"
    return Section(title, ("", *GRADIENTS), tuple(rows), aims)
