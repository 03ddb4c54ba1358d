"""What a slider waits for: three methods, 200 steps each, on Rosenbrock."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from gdcourse.bench.report import Aim, Section, duration
from gdcourse.bench.timing import medians
from gdcourse.landscapes import rosenbrock
from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.minimize import minimize
from gdcourse.optimizers.momentum import Momentum
from gdcourse.optimizers.trace import Trace

STEPS, LIMIT = 200, 5.0  # steps of each method, milliseconds of all three
RULES = {
    "gradient descent": GradientDescent(1e-3),
    "momentum": Momentum(1e-3),
    "Adam": Adam(0.05),
}
DERIVED, BY_HAND = "gradient of the landscape", "gradient by hand"
BARE = "bare loop, by hand"


def by_hand(point: Any) -> np.ndarray:
    """The gradient of Rosenbrock's function for one point, as one writes it."""
    x, y = point
    d = y - x * x
    return np.array([-400 * x * d - 2 * (1 - x), 200 * d])


GRADIENTS = {DERIVED: rosenbrock.gradient, BY_HAND: by_hand}


def run(rule: Any, gradient: Callable[[Any], Any]) -> Trace:
    """All steps; tol=0 asks for a gradient of exactly 0, so that none is saved."""
    start = rosenbrock.start
    return minimize(rosenbrock.value, gradient, start, rule, steps=STEPS, tol=0.0)


def bare_loop(rule: Any) -> np.ndarray:
    """The last point of the steps alone: nothing is tested, counted or kept."""
    x = np.array(rosenbrock.start)
    memory = rule.init(x)
    for t in range(1, STEPS + 1):
        x, memory = rule.step(x, by_hand(x), memory, t)
    return x


def turns() -> dict[tuple[str, str], Callable[[], object]]:
    """(method, way) -> what is timed."""
    found: dict[tuple[str, str], Callable[[], object]] = {}
    for method, rule in RULES.items():
        for way, gradient in GRADIENTS.items():
            found[method, way] = partial(run, rule, gradient)
        found[method, BARE] = partial(bare_loop, rule)
    return found


def section(time: Callable[..., dict[Any, float]] = medians) -> Section:
    """Methods down, ways across; the sum is what a callback computes."""
    costs = time(turns())
    ways = (*GRADIENTS, BARE)
    sums = {way: sum(costs[method, way] for method in RULES) for way in ways}
    rows = [
        (method, *(duration(costs[method, way]) for way in ways)) for method in RULES
    ]
    rows.append(("all three", *map(duration, sums.values())))
    aims = tuple(
        Aim(f"all three, {way}", 1e3 * sums[way], LIMIT, at_least=False, unit="ms")
        for way in GRADIENTS
    )
    title = f"A slider's callback: {STEPS} steps of minimize on Rosenbrock's function"
    note = f"{BARE}: the same steps without minimize, which tests and keeps each point."
    return Section(title, ("", *ways), tuple(rows), aims, (note,))
