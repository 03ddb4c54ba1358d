"""Lesson 10: which learning rate? One short run with growing rates suggests one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import numpy as np

from gdcourse.arguments import finite, function, integer, one_number, positive, shown
from gdcourse.optimizers.evaluations import Evaluations, filled
from gdcourse.optimizers.hyper_parameters import fraction, update_rule

WAIT = 10
CALL = "Pass the function itself, not its value."


@dataclass(frozen=True, eq=False, repr=False)
class RangeTest:
    """What a run with growing learning rates measured, and which rate it suggests.

    rates, losses, smoothed : α_k, the loss before the update with it, and the running
        mean of the losses
    minimum : the rate at which the running mean was lowest
    steepest : the rate at which it fell fastest per factor in the rate
    suggestion : minimum / divisor
    exploded : whether the run ended because the loss grew too much
    """

    rates: np.ndarray
    losses: np.ndarray
    smoothed: np.ndarray
    minimum: float
    steepest: float
    suggestion: float
    exploded: bool

    def __str__(self) -> str:
        how = "exploded" if self.exploded else "had not yet exploded"
        return f"try {self.suggestion:.3g}: the loss {how} at {self.rates[-1]:.3g}"

    def __repr__(self) -> str:
        return f"RangeTest({self})"


def find_learning_rate(
    value: Callable[..., Any],
    gradient: Callable[..., Any],
    x0: Any,
    rule: Any,
    *,
    low: float = 1e-5,
    high: float = 10.0,
    steps: int = 200,
    batches: Iterable[tuple] | None = None,
    smoothing: float = 0.95,
    explode: float = 4.0,
    divisor: float = 10.0,
) -> RangeTest:
    """Run the rule with rates that grow from low to high; suggest one from the losses.

    α_k = low · (high / low)^(k / (steps - 1)),  k = 0 … steps-1
    s_k = (1 - β) Σ_j βʲ loss_{k-j} / (1 - βᵏ⁺¹),  β = smoothing
    stop when s_k > explode · min s and k ≥ 10;  suggestion = α at min s, over divisor

    x0 stays as it is: the run walks on points of its own. Any rule with a field lr will
    do, also inside a wrapper. With ``batches``, an iterator of tuples, value(x, *batch)
    and gradient(x, *batch) see one batch per update. It costs one value and one
    gradient per update.

    Which point of the curve? Least squares with noise, 2 / L = 1.93, batches of 64,
    rates from 1e-4 to 10, 20 seeds: for gradient descent the steepest point lay between
    1.8e-4 and 0.09, the minimum between 2 and 3.5. The median loss after 300 updates
    with the suggested rate (start 1.33, best 0.005; in brackets, how often below 0.03):

        rule                gradient descent   momentum 0.9    Adam
        steepest / 10       1.32   (0)         1.22   (0)      0.87   (1)
        minimum / 10        0.015  (20)        0.0050 (20)     0.012  (20)
        minimum / 3         0.0052 (20)        0.0074 (20)     0.047  (3)

    So the default is minimum / 10, as fastai's; divisor=3 suits plain gradient descent.
    Undivided the minimum is too large: what is unstable takes some updates to grow.

    If the loss has not exploded at high, take a larger one. Raises ValueError for an
    empty range, and if the loss never falls.
    Source: (Smith2017).

    >>> from gdcourse.optimizers import GradientDescent
    >>> h = np.array([1.0, 10.0])  # curvatures of a bowl, so that 2 / L = 0.2
    >>> start, rule = np.ones(2), GradientDescent()
    >>> print(find_learning_rate(lambda x: h @ x**2 / 2, lambda x: h * x, start, rule))
    try 0.116: the loss exploded at 1.34
    """
    rates = _rates(low, high, integer("steps", steps, 2 * WAIT, "Try 200."))
    limit = positive("explode", explode, "It is a factor, such as 4.0.")
    parts = positive("divisor", divisor, "It is a factor, such as 10.0.")
    share = fraction("smoothing", smoothing, "It is a share, such as 0.95.")
    x = finite("x0", x0, "Give the start as numbers, such as [1.0, 2.0].").copy()
    function("value", value, CALL), function("gradient", gradient, CALL)
    pay = Evaluations(value, gradient, batches)
    scheduled = with_rate(update_rule(rule), lambda k: rates[k])
    ready = filled(scheduled, value=pay.value, gradient=pay.gradient)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        losses, smoothed, exploded = _run(pay, ready, x, len(rates), share, limit)
    lowest = _lowest(smoothed[: len(smoothed) - exploded], rates[0])
    return RangeTest(
        rates[: len(losses)],
        losses,
        smoothed,
        minimum=rates[lowest].item(),
        steepest=rates[_steepest(smoothed[: lowest + 1])].item(),
        suggestion=(rates[lowest] / parts).item(),
        exploded=exploded,
    )


def with_rate(rule: Any, lr: Callable[[int], float]) -> Any:
    """The rule with another learning rate, also if it is wrapped in others.

    >>> from gdcourse.optimizers import GradientDescent
    >>> with_rate(GradientDescent(lr=0.1), 0.2)
    GradientDescent(lr=0.2)
    """
    names = {field.name for field in fields(rule)} if is_dataclass(rule) else ()
    if "lr" in names:
        return replace(rule, lr=lr)
    if "rule" in names:
        return replace(rule, rule=with_rate(rule.rule, lr))
    raise ValueError(
        f"rule must have a learning rate lr, got {shown(rule)}. "
        "Try GradientDescent() or Adam()."
    )


def _rates(low: float, high: float, steps: int) -> np.ndarray:
    """Rates in equal proportions, from low to high."""
    hint = "Rates run from low to high, such as 1e-5 to 10.0."
    positive("low", low, hint), positive("high", high, hint)
    low, high = one_number("low", low, hint), one_number("high", high, hint)
    if low >= high:
        raise ValueError(f"high must be above low = {low}, got {high}. {hint}")
    return np.geomspace(low, high, steps)


def _run(
    pay: Evaluations, rule: Any, x: Any, steps: int, share: float, limit: float
) -> tuple[np.ndarray, np.ndarray, bool]:
    """Losses, their running means, and whether they exploded."""
    memory, losses, smoothed, mean = rule.init(x), [], [], 0.0
    for k in range(steps):
        if not pay.draw():
            raise ValueError(
                f"batches must hold one for each of the {steps} steps, got {k}. "
                "Pass an endless stream of them."
            )
        losses.append(_number(pay.value(x)))
        mean = share * mean + (1 - share) * losses[-1]
        smoothed.append(mean / (1 - share ** (k + 1)))
        if _explodes(smoothed, limit):
            return np.array(losses), np.array(smoothed), True
        x, memory = rule.step(x, pay.gradient(x), memory, k + 1)
    return np.array(losses), np.array(smoothed), False


def _explodes(smoothed: list[float], limit: float) -> bool:
    """Above limit times the least; the first few are too noisy to be judged."""
    least, last = min(smoothed), smoothed[-1]
    if len(smoothed) <= WAIT:
        return not np.isfinite(last)
    # For a negative loss the factor counts from zero upward, not downward.
    return not last <= least + (limit - 1) * abs(least)


def _lowest(smoothed: np.ndarray, low: float) -> int:
    lowest = int(np.argmin(smoothed)) if len(smoothed) else 0
    if lowest == 0:
        raise ValueError(
            f"low must be a rate at which the loss falls, got {shown(float(low))}. "
            "The first loss was the least; try a smaller rate."
        )
    return lowest


def _steepest(smoothed: np.ndarray) -> int:
    """Where the curve falls fastest, between the noisy beginning and its minimum."""
    if len(smoothed) < WAIT + 2:
        return len(smoothed) - 1
    return WAIT + int(np.argmin(np.gradient(smoothed[WAIT:])))


def _number(loss: Any) -> float:
    if np.size(loss) != 1:
        raise ValueError(
            f"value(x) must be one number, got {shown(loss)}. "
            "Try one setting and one start at a time."
        )
    return float(loss)
