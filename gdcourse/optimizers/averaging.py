"""Lesson 06: means of the iterates, quieter than the iterates themselves."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from gdcourse.arguments import integer, shown
from gdcourse.optimizers.hyper_parameters import (
    Hyper,
    at,
    fraction,
    settle,
    update_rule,
)


class Averaged(NamedTuple):
    """The memory of an averaging rule: the mean, and the memory of the inner rule."""

    mean: Any
    inner: Any


@dataclass(frozen=True)
class PolyakRuppert:
    """Any rule, with the plain mean of its iterates kept beside it.

    x̄_t = x̄_{t-1} + (x_t - x̄_{t-1}) / (t - start),    the mean of x_{start+1}, …, x_t

    The iterates go on as if nobody looked. Under gradient noise at a constant learning
    rate the last iterate keeps shaking, while the variance of the mean falls like 1/t.

    Parameters
    ----------
    rule : the rule to be averaged
    start : how many iterates to leave out, so that the way from x_0 does not count;
        before that the mean is the iterate itself. Half of the steps is usual.

    Read the mean with ``averaged(memory)``, after a run ``averaged(trace.memory)``.
    Raises ValueError if start is not a whole number of at least 0.
    Source: (PolyakJuditsky1992), (Ruppert 1988).

    >>> from gdcourse.optimizers import GradientDescent
    >>> rule = PolyakRuppert(GradientDescent(lr=0.5))
    >>> x, memory = rule.step(8.0, 8.0, rule.init(8.0), t=1)
    >>> x, memory = rule.step(x, x, memory, t=2)
    >>> x, averaged(memory)
    (2.0, 3.0)
    """

    rule: Any
    start: int = 0

    def __post_init__(self) -> None:
        hint = "It counts the iterates to leave out, such as half of the steps."
        start = integer("start", self.start, 0, hint)
        settle(self, rule=update_rule(self.rule), start=start)

    def init(self, x: Any) -> Averaged:
        """The memory before the first step; the mean of nothing yet is x_0."""
        return Averaged(1 * x, self.rule.init(x))

    def step(self, x: Any, grad: Any, memory: Averaged, t: int) -> tuple[Any, Averaged]:
        """The inner rule's next point, and the mean with that point in it."""
        x, inner = self.rule.step(x, grad, memory.inner, t)
        mean, count = memory.mean, t - self.start
        mean = mean + (x - mean) / count if count > 1 else x
        return x, Averaged(mean, inner)


@dataclass(frozen=True)
class ExponentialAverage:
    """Any rule, with a mean of its iterates that forgets the old ones.

    x̄_t = ρ x̄_{t-1} + (1 - ρ) x_t,    x̄_0 = x_0

    It weighs about 1 / (1 - ρ) iterates, and can follow when they move on.

    Parameters
    ----------
    rule : the rule to be averaged
    decay : ρ, from 0 to below 1; a schedule may start low and forget x_0 quickly

    Conventions: TensorFlow and timm start the mean at x_0, as here; torch's
    ``AveragedModel`` starts it at the first point that it is shown.
    Read the mean with ``averaged(memory)``, after a run ``averaged(trace.memory)``.
    Raises ValueError for a decay out of range.
    Source: (PolyakJuditsky1992) for means of iterates.

    >>> from gdcourse.optimizers import GradientDescent
    >>> rule = ExponentialAverage(GradientDescent(lr=0.5), decay=0.75)
    >>> x, memory = rule.step(8.0, 8.0, rule.init(8.0), t=1)
    >>> x, averaged(memory)
    (4.0, 7.0)
    """

    rule: Any
    decay: Hyper = 0.999

    def __post_init__(self) -> None:
        decay = fraction("decay", self.decay, "Try 0.999.")
        settle(self, rule=update_rule(self.rule), decay=decay)

    def init(self, x: Any) -> Averaged:
        """The memory before the first step: the mean starts at x_0."""
        return Averaged(1 * x, self.rule.init(x))

    def step(self, x: Any, grad: Any, memory: Averaged, t: int) -> tuple[Any, Averaged]:
        """The inner rule's next point, and the mean with that point in it."""
        decay = at(self.decay, t - 1)
        x, inner = self.rule.step(x, grad, memory.inner, t)
        return x, Averaged(decay * memory.mean + (1 - decay) * x, inner)


def averaged(memory: Any) -> Any:
    """The mean of the iterates, out of the memory of an averaging rule.

    Raises TypeError for the memory of another rule.

    >>> averaged(Averaged(mean=3.0, inner=None))
    3.0
    """
    if not isinstance(memory, Averaged):
        raise TypeError(
            f"memory must come from an averaging rule, got {shown(memory)}. "
            "Wrap the rule, as PolyakRuppert(rule), and hand over trace.memory."
        )
    return memory.mean
