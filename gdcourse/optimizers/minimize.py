"""Lesson 02: repeat a rule, and stop for a stated reason."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from gdcourse.arguments import finite, function, integer, not_negative, shown
from gdcourse.optimizers.blocks import looks_at_everything
from gdcourse.optimizers.evaluations import Evaluations, filled
from gdcourse.optimizers.hyper_parameters import settings_of, update_rule
from gdcourse.optimizers.stopping import GradientNorm
from gdcourse.optimizers.trace import Trace
from gdcourse.optimizers.walks import Record, Watch, walk, walk_batches, walk_grid


def minimize(
    value: Callable[..., Any],
    gradient: Callable[..., Any],
    x0: Any,
    rule: Any,
    *,
    steps: int = 1000,
    tol: float = 1e-6,
    batches: Iterable[tuple] | None = None,
    hessian: Callable[..., Any] | None = None,
    stop: Sequence[Any] = (),
    every: int = 1,
    progress: bool = False,
) -> Trace:
    """Repeat the rule's step from x0 until the gradient is small or steps run out.

    converged when ‖∇f(x_k)‖ ≤ tol · ‖∇f(x_0)‖, tested at the current point. The test is
    relative: measuring f in other units does not change when it stops.

    Parameters
    ----------
    value, gradient : functions of a point; in a grid, of points (d, *batch)
    x0 : the start, shape (d,) or (d, *batch), or one number
    rule : anything with ``init`` and ``step``; its hyper-parameters may be arrays of
        the batch's shape, and then one call runs the whole grid of settings. A rule
        that needs ``value``, ``gradient`` or ``hessian`` as well gets them from here.
    steps : the budget, the largest number of updates
    tol : how far the gradient must shrink, 0 ≤ tol < 1; 0 asks for a gradient of 0
    batches : tuples of arrays, one per update: then gradient(x, *batch) is called, tol
        is not tested, and the last point has no gradient. value(x) is the whole loss.
    hessian : for rules that use it; with batches it gets them, too
    stop : more reasons to stop, such as ``LossChange(1e-9)``; for single runs
    every : keep every so many points in the trace; the last is always kept
    progress : show a progress bar

    Returns a ``Trace``. Divergence is a result with status "diverged", not an error. So
    is an interruption (Ctrl-C, or the kernel's stop button): status "interrupted".
    Raises ValueError or TypeError for a start, gradient or option that cannot work.

    >>> from gdcourse.optimizers import GradientDescent
    >>> trace = minimize(lambda x: x**2, lambda x: 2 * x, 8.0, GradientDescent(lr=0.25))
    >>> print(trace)
    converged after 20 updates: the gradient norm fell from 16 to 1.53e-05
    >>> print(trace.points[:4])
    [8. 4. 2. 1.]
    """
    check_options(value, gradient, steps, tol, every)
    check_sources(hessian, batches)
    x, axes = start(x0, rule)
    check_single(x, axes, stop, batches)
    pay = Evaluations(value, gradient, batches, hessian)
    ready = filled(rule, **pay.functions())
    record, watch = Record(x, steps, every), Watch(stop, pay)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        try:
            count = counter(steps + 1, progress)
            if batches is not None:
                walk_batches(record, pay, ready, count, watch)
            elif x.ndim > len(axes):
                walk_grid(record, pay, ready, count, tol, axes)
            else:
                walk(record, pay, ready, count, tol, watch)
        except KeyboardInterrupt:
            if record.k < 0:  # nothing was computed that could be kept
                raise
            record.ended = "interrupted", "interrupted by hand"
    known = {"value": value, "gradient": gradient, "hessian": hessian}
    again = filled(rule, **(known if batches is None else dict.fromkeys(known, gone)))
    return _trace(record, pay, value, again, axes)


def _trace(
    record: Record, pay: Evaluations, value: Callable, rule: Any, axes: tuple
) -> Trace:
    """What a finished or interrupted walk leaves behind."""
    ks, points, gradients = record.close()
    updates = record.k if record.updates is None else record.updates
    ends = [
        np.broadcast_to(np.asarray(end), np.shape(updates))[()]
        for end in (record.converged, record.diverged)
    ]
    about = {"ks": ks, "rule": rule, "ended": record.ended, "best": record.best}
    about |= {"memory": record.memory, "paid": pay}
    return Trace(points, gradients, *ends, updates, value, axes, **about)


def gone(*_: Any) -> None:
    """What a replay has in place of f and ∇f on batches, which are not kept."""
    raise ValueError(
        "a replay needs no more than the gradients of the trace, got a rule that asks "
        "for f or ∇f on its batches. Step by hand, with the batches at hand."
    )


def counter(count: int, progress: bool) -> Sequence[int]:
    """0, 1, … with or without a progress bar."""
    if not progress:
        return range(count)
    from tqdm.auto import tqdm

    return tqdm(range(count), desc="updates", leave=False)


def check_options(
    value: Any, gradient: Any, steps: int, tol: float, every: int = 1
) -> None:
    """Refuse functions that are not functions, and limits that cannot be met."""
    function("value", value, "Pass f itself, not f(x).")
    function("gradient", gradient, "Pass the gradient function itself, not its value.")
    integer("steps", steps, 1, "It is the largest number of updates, such as 1000.")
    integer("every", every, 1, "1 keeps every point, 10 every tenth.")
    if not_negative("tol", tol, "Try 1e-6.") >= 1:
        raise ValueError(f"tol must be below 1, got {tol}. It is relative; try 1e-6.")


def check_sources(hessian: Any, batches: Any) -> None:
    """Refuse what can give neither Hessians nor batches; None is fine for both."""
    if hessian is not None:
        function("hessian", hessian, "Pass ∇²f itself, not its value.")
    if not (batches is None or (np.iterable(batches) and not isinstance(batches, str))):
        raise TypeError(
            f"batches must be an iterable of tuples of arrays, got {shown(batches)}. "
            "Pass batches(X, y, size=32, rng=rng)."
        )


def check_single(x: np.ndarray, axes: tuple, stop: Any, batches: Any) -> None:
    """Stopping rules and batches belong to one run; a sample's gradient is not ∇f."""
    if not isinstance(stop, (tuple, list)) or not all(map(is_test, stop)):
        raise TypeError(
            f"stop must be a tuple of stopping rules, got {shown(stop)}. "
            "Write stop=(LossChange(1e-9),)."
        )
    if x.ndim > len(axes) and (stop or batches is not None):
        raise ValueError(
            f"stop and batches need one run, got a grid of shape {x.shape[1:]}. "
            "Run the settings one after the other."
        )
    if batches is not None and any(isinstance(rule, GradientNorm) for rule in stop):
        raise ValueError(
            "GradientNorm needs the whole gradient, got batches. "
            "Stop by steps, Budget or ValidationLoss."
        )


def is_test(rule: Any) -> bool:
    """A stopping rule has a status, and makes the test of a run with ``start``."""
    whole = hasattr(rule, "start") and hasattr(rule, "status")
    return whole and not isinstance(rule, type)


def start(x0: Any, rule: Any) -> tuple[np.ndarray, tuple[int, ...]]:
    """The start, once for each setting of a grid, and the axis of its components."""
    x = finite("x0", x0, "Give the start as numbers, such as [1.0, 2.0].")
    axes = (0,) if x.ndim else ()
    settings = settings_of(update_rule(rule))
    batch = np.broadcast_shapes(*(array.shape for array in settings))
    if not batch:
        return x.copy(), axes
    if not axes and looks_at_everything(rule):
        raise ValueError(
            f"x0 must have components in a grid of such a rule, got {shown(x0)}. "
            f"It works on all components together; give the start as [{shown(x0)}]."
        )
    x = x.astype(np.result_type(x, *settings))
    components, own = x.shape[:1], x.shape[1:]
    try:
        batch = np.broadcast_shapes(own, batch)
    except ValueError:
        raise ValueError(
            f"x0 and the rule's settings must fit together, got batch shapes "
            f"{own} and {batch}. Make them equal, or give a single start."
        ) from None
    runs = x.reshape(components + (1,) * (len(batch) - len(own)) + own)
    return np.broadcast_to(runs, components + batch).copy(), axes
