"""Lesson 08: running a learner's own step, with one plain line for what goes wrong."""

import warnings
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from gdcourse.arguments import shown
from gdcourse.optimizers import minimize
from gdcourse.widgets.own_method_form import arguments

FAR = 1e9  # a coordinate beyond this has flown away
FORMS = "Write def step(x, grad, memory, t) or def step(x, grad, lr)."


class Fault(Exception):
    """What a learner's step did wrong, in one line."""


class Walk(NamedTuple):
    """A run of the learner's step: points (n + 1, 2), gradients (n + 1, 2), a fault."""

    points: np.ndarray
    gradients: np.ndarray
    values: np.ndarray
    fault: str

    @property
    def steps(self) -> int:
        """How many steps were made without a fault."""
        return len(self.points) - 1


@dataclass(frozen=True)
class Own:
    """A learner's step as an update rule; ``takes_rate`` tells its two forms apart.

    >>> Own(lambda x, grad, lr: x - lr * grad).takes_rate
    True
    """

    function: Callable[..., Any]
    begin: Any = None
    lr: float | None = None

    @property
    def takes_rate(self) -> bool:
        """Whether the step is called as step(x, grad, lr)."""
        return arguments(self.function) == 3

    def init(self, x: np.ndarray) -> Any:
        """The memory before the first step, new for every run."""
        return self.begin(x.copy()) if callable(self.begin) else deepcopy(self.begin)

    def step(self, x: np.ndarray, grad: np.ndarray, memory: Any, t: int) -> tuple:
        """One step of the learner on copies, and all that can be said against it."""
        mine, slope = x.copy(), grad.copy()
        try:
            if self.takes_rate:
                after, memory = self.function(mine, slope, self.lr), None
            else:
                after, memory = pair(self.function(mine, slope, memory, t))
        except Fault:
            raise
        except (Exception, SystemExit) as error:
            raise Fault(told(error, memory)) from None
        unchanged("x", x, mine)
        unchanged("grad", grad, slope)
        return point(after, x), memory


def pair(after: Any) -> tuple[Any, Any]:
    """The next point and the next memory, or a fault."""
    if isinstance(after, tuple) and len(after) == 2:
        return after
    raise Fault(
        f"it must return the next point and the memory, got {shown(after)}. "
        "End it with: return x, memory."
    )


def point(after: Any, x: np.ndarray) -> np.ndarray:
    """The next point as numbers of the right shape, or a fault."""
    try:
        found = np.array("nothing" if after is None else after, dtype=float)
    except (TypeError, ValueError):
        hint = "Does it end with return?" if after is None else "Return the next x."
        raise Fault(f"it must return numbers, got {shown(after)}. {hint}") from None
    if found.shape != x.shape:
        raise Fault(
            f"the next point must have shape {x.shape}, got {found.shape}. "
            "Work on all coordinates at once, without sum or mean."
        )
    if not np.isfinite(found).all():
        raise Fault(
            f"it leads from {words(x)} to {words(found)}. Is something divided by 0, "
            "such as 1 − β⁰, or √v without ε? t is 1 in the first step."
        )
    return found


def unchanged(name: str, before: np.ndarray, now: np.ndarray) -> None:
    """Refuse a step that writes into its arguments."""
    if not np.array_equal(before, now, equal_nan=True):
        raise Fault(
            f"it changes {name} in place, which spoils the run for others. "
            f"Write {name} = {name} - …, not {name} -= …."
        )


def told(error: BaseException, memory: Any) -> str:
    """An exception of the learner's code in one line, with a hint."""
    text = " ".join(str(error).split())[:90]
    hint = "Try the step by itself on x = np.ones(2)."
    if memory is None and isinstance(error, TypeError):
        hint = "memory is None at first: pass init=lambda x: 0 * x."
    return f"it raises {type(error).__name__}: {text}. {hint}"


def words(x: np.ndarray) -> str:
    """A point in words: (1.2, −0.5)."""
    return f"({', '.join(f'{value:.4g}' for value in x)})".replace("-", "−")


def walk(own: Own, f: Any, start: Any, steps: int) -> Walk:
    """The learner's run, up to the last good step; made twice, as it must repeat."""
    if not arguments(own.function):
        x = np.array(start, dtype=float)[None]
        line = f"Your step cannot be called with 3 or 4 values. {FORMS}"
        return Walk(x, f.gradient(x[0])[None], f.value(x[0])[None], line)
    first, again = (one_walk(own, f, start, steps) for _ in range(2))
    if first.fault or np.array_equal(first.points, again.points):
        return first
    return first._replace(
        fault="Your step remembers something outside its memory: the same run again "
        "goes another way. Keep what it needs in memory, and seed what is random."
    )


def one_walk(own: Own, f: Any, start: Any, steps: int) -> Walk:
    """One run through ``minimize``, with every fault caught."""
    guard = Guard(own.init, own.step, [])
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        trace = minimize(f.value, f.gradient, start, guard, steps=steps, tol=0.0)
        near = (np.abs(trace.points) < FAR).all(axis=1)
        count = len(near) if near.all() else max(1, int(np.argmin(near)))
        kept = trace.points[:count], trace.gradients[:count], trace.values[:count]
    return Walk(*kept, guard.faults[0] if guard.faults else "")


@dataclass(frozen=True)
class Guard:
    """A learner's rule that never raises: the first fault is written down."""

    begin: Callable[[Any], Any]
    act: Callable[..., tuple]
    faults: list[str]

    def init(self, x: Any) -> Any:
        """The learner's memory before the first step."""
        return guarded(self.faults, 0, (None,), lambda: (self.begin(x),))[0]

    def step(self, x: Any, grad: Any, memory: Any, t: int) -> tuple:
        """The learner's step; NaN after a fault, which ends the run."""
        spoiled = (np.full_like(x, np.nan), memory)
        if self.faults:
            return spoiled
        return guarded(
            self.faults, t - 1, spoiled, lambda: self.act(x, grad, memory, t)
        )


def guarded(faults: list[str], k: int, spoiled: tuple, act: Callable) -> tuple:
    """What ``act`` gives; a fault is written down instead of raised."""
    try:
        return act()
    except Fault as fault:
        faults.append(f"Your step at k = {k}: {fault}")
    except (Exception, SystemExit) as error:
        faults.append(f"Your init: it {told(error, 0)[3:]}")
    return spoiled
