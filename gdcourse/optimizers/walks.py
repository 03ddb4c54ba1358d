"""Lesson 02: the loop itself, for one run, for a grid of runs, and for batches."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from gdcourse.arguments import same_shape, shown
from gdcourse.optimizers.evaluations import Evaluations
from gdcourse.optimizers.stopping import Moment
from gdcourse.optimizers.trace import length


class Record:
    """The rows that a run leaves behind: every so many points, and always the last.

    Attributes
    ----------
    k, x, grad : the last point that was reached, whether it has a row or not
    converged, diverged : whether the gradient was small or not finite, of shape batch
    updates : the updates of each run of a grid
    memory : what the rule remembered at the last point
    ended : a status and a sentence, if something else ended the run
    """

    def __init__(self, x: np.ndarray, steps: int, every: int) -> None:
        self.points = _room(steps // every + 2, x)
        self.gradients = np.empty_like(self.points)
        self.every, self.k, self.x, self.grad = every, -1, x, x
        self.converged: Any = False
        self.diverged: Any = False
        self.updates: Any = None
        self.ended: tuple[str, str] | None = None
        self.best: int | None = None
        self.memory: Any = None

    def add(self, k: int, x: np.ndarray, grad: Any, memory: Any) -> None:
        """The run is at x after k updates, ∇f(x) is grad, and this is remembered."""
        if k % self.every == 0:
            row = k // self.every
            self.points[row] = x
            self.gradients[row] = grad
        self.k, self.x, self.grad, self.memory = k, x, grad, memory

    def judge(self, norm: Any, small: Any, axes: tuple[int, ...]) -> None:
        """How things stand at the last point, where the gradient has this norm."""
        self.converged = norm <= small
        self.diverged = ~(np.isfinite(norm) & np.isfinite(self.x).all(axis=axes))

    def close(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The numbers of updates, the points and the gradients of all rows."""
        ks = [*range(0, self.k + 1, self.every)]
        if ks[-1] != self.k:
            ks.append(self.k)
        last = len(ks) - 1
        self.points[last], self.gradients[last] = self.x, self.grad
        return np.array(ks), self.points[: last + 1], self.gradients[: last + 1]


def _room(rows: int, x: np.ndarray) -> np.ndarray:
    try:
        return np.empty((rows, *x.shape), x.dtype)
    except (MemoryError, ValueError):
        raise ValueError(
            f"the trace must fit into memory, got {rows} points of {x.size} numbers. "
            "Keep fewer, such as every=1000, or make fewer steps."
        ) from None


def stepped(rule: Any, x: np.ndarray, grad: Any, memory: Any, t: int) -> tuple:
    """The next point and memory, or one line that says why they are none."""
    after = rule.step(x, grad, memory, t)
    if not isinstance(after, tuple) or len(after) != 2:
        raise TypeError(
            f"step must return the next point and the next memory, got {shown(after)}. "
            "End it with: return x, memory."
        )
    moved, memory = after
    if type(moved) is np.ndarray and moved.shape == x.shape:  # the usual, quick case
        return after
    same_shape("the next point", moved, x, "Is a schedule or setting too long?")
    return np.asarray(moved), memory


class Watch:
    """The stopping rules of one run; the first that answers ends it."""

    def __init__(self, rules: Sequence[Any], evaluations: Evaluations) -> None:
        self.tests = [(rule.status, rule.start()) for rule in rules]
        self.evaluations = evaluations

    def ends(self, record: Record, grad: np.ndarray | None) -> bool:
        moment = Moment(record.k, record.x, grad, self.evaluations)
        for status, test in self.tests:
            sentence = test(moment)
            if sentence is not None:
                record.ended = status, sentence
                break
        record.best = moment.best
        return record.ended is not None


def walk(
    record: Record,
    pay: Evaluations,
    rule: Any,
    count: Sequence,
    tol: float,
    watch: Watch,
) -> None:
    """One run: gradient, test, step, until an end; the last point has its gradient."""
    x, memory, last = record.x, rule.init(record.x), len(count) - 1
    axes = (0,) if x.ndim else ()
    for k in count:
        grad = pay.gradient(x)
        record.add(k, x, grad, memory)
        norm = length(grad, axes)
        if k == 0:
            small = tol * norm
        # NaN and infinity fail this test, so a diverged run ends by itself.
        if not small < norm < np.inf or k == last:
            break
        if watch.tests and watch.ends(record, grad):
            break
        x, memory = stepped(rule, x, grad, memory, k + 1)
    record.judge(norm, small, axes)


def walk_grid(
    record: Record,
    pay: Evaluations,
    rule: Any,
    count: Sequence,
    tol: float,
    axes: tuple,
) -> None:
    """Many runs at once; one that has ended stays where it is."""
    x, memory, last = record.x, rule.init(record.x), len(count) - 1
    for k in count:
        grad = pay.gradient(x)
        record.add(k, x, grad, memory)
        norm = length(grad, axes)
        if k == 0:
            small, updates = tol * norm, np.zeros(norm.shape, dtype=int)
        record.updates = updates
        runs = (norm > small) & (norm < np.inf)
        running = np.count_nonzero(runs)
        if k == last or running == 0:
            break
        moved, memory = stepped(rule, x, grad, memory, k + 1)
        x = moved if running == norm.size else np.where(runs, moved, x)
        updates = updates + runs
    record.judge(norm, small, axes)


def walk_batches(
    record: Record, pay: Evaluations, rule: Any, count: Sequence, watch: Watch
) -> None:
    """One run on batches: no gradient is computed that no step uses."""
    x, memory, last = record.x, rule.init(record.x), len(count) - 1
    unknown = np.full_like(x, np.nan)
    for k in count:
        record.add(k, x, unknown, memory)
        if watch.ends(record, None) or k == last:
            break
        if not pay.draw():
            record.ended = "budget", "the batches ran out"
            break
        grad = pay.gradient(x)
        record.add(k, x, grad, memory)
        x, memory = stepped(rule, x, grad, memory, k + 1)
        # One test for both: a gradient that is not finite moves x there.
        if not np.isfinite(x).all():
            record.diverged = np.True_
            record.add(k + 1, x, unknown, memory)
            break
