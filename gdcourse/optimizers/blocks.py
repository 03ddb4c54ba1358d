"""Lesson 11: steps on millions of parameters, one piece of memory at a time."""

from typing import Any

import numpy as np

from gdcourse.arguments import integer, same_shape, shown
from gdcourse.optimizers.allocator import warm_allocator
from gdcourse.optimizers.hyper_parameters import settings_of

# Rules with norms, products, matrices or further gradients of the whole vector.
WHOLE = {
    *("LookAhead", "PolyakStep", "SAM", "LARS", "LAMB", "Preconditioned"),
    *("ExactLineSearch", "Backtracking", "Wolfe", "BarzilaiBorwein", "Newton"),
    *("BFGS", "ConjugateGradients", "CoordinateDescent"),
}


def step_in_blocks(
    rule: Any, x: np.ndarray, grad: np.ndarray, memory: Any, t: int, size: int = 16_384
) -> Any:
    """One step of a rule, written into x and the memory block by block.

    A formula such as x - lr * m makes whole arrays in between. On blocks that fit into
    the processor's cache these cost little; on 10⁷ numbers each is new memory. So
    the unchanged rule runs on slices, and the results are the same bit for bit.

    Parameters
    ----------
    rule : a rule that treats every entry by itself, as GradientDescent, Momentum, Adam;
        rules that look at the whole vector (norms, line searches) are refused where
        this can be seen
    x, grad : flat arrays of one shape; x is overwritten
    memory : from ``rule.init(x)`` or the last call; its arrays are overwritten, its
        numbers go on once per step, not once per block
    t : 1, 2, … counts this update
    size : entries per block; 8 000 to 32 000 are equally quick, more leave the cache

    Returns the memory for the next call.
    Raises ValueError or TypeError for arrays or rules that do not fit.

    >>> from gdcourse.optimizers import GradientDescent
    >>> x, rule = np.array([8.0, 4.0, 2.0]), GradientDescent(lr=0.5)
    >>> step_in_blocks(rule, x, x.copy(), rule.init(x), t=1, size=2)
    >>> x
    array([4., 2., 1.])
    """
    integer("size", size, 1, "It counts entries, such as 16_384.")
    _refuse_what_does_not_split(rule, x, grad)
    warm_allocator(x)
    after = memory
    for first in range(0, x.size, size):
        block = slice(first, first + size)
        moved, new = rule.step(x[block], grad[block], _part(memory, block), t)
        new = _detached(memory, new)
        x[block] = moved
        after = _written(memory, block, new)
    return after


def _part(memory: Any, block: slice) -> Any:
    """The memory of one block: slices of its arrays, and its numbers as they are."""
    if isinstance(memory, tuple):
        return _like(memory, [_part(piece, block) for piece in memory])
    return memory[block] if isinstance(memory, np.ndarray) else memory


def _detached(memory: Any, new: Any) -> Any:
    """The new memory without views of x or of other parts, which are overwritten."""
    if isinstance(new, tuple) and isinstance(memory, tuple):
        return [_detached(*pair) for pair in zip(memory, new, strict=True)]
    base = getattr(new, "base", None)
    return new if base is None or base is memory else new.copy()


def _written(memory: Any, block: slice, new: Any) -> Any:
    """The memory with the new values of one block in its arrays."""
    if isinstance(memory, tuple):
        pairs = zip(memory, new, strict=True)
        return _like(memory, [_written(old, block, part) for old, part in pairs])
    if isinstance(memory, np.ndarray):
        if getattr(new, "base", None) is not memory:  # else it came back untouched
            memory[block] = new
        return memory
    if isinstance(new, np.ndarray):
        raise ValueError(
            f"init must make every array that step returns, got {shown(memory)} for "
            f"an array of shape {new.shape}. Return 0 * x from init."
        )
    return new


def _like(memory: tuple, pieces: list) -> tuple:
    """The pieces as the same kind of tuple, which may have named fields."""
    return type(memory)(*pieces) if hasattr(memory, "_fields") else tuple(pieces)


def _refuse_what_does_not_split(rule: Any, x: Any, grad: Any) -> None:
    if not isinstance(x, np.ndarray) or x.ndim != 1 or x.dtype.kind != "f":
        raise TypeError(
            f"x must be a flat array of floats, got {shown(x)}. It is overwritten; "
            "use np.ravel(x).astype(float) first."
        )
    same_shape("grad", grad, x, "It needs one entry per entry of x.")
    if looks_at_everything(rule) or settings_of(rule):
        raise ValueError(
            f"rule must treat each entry by itself, got {shown(rule)}. "
            "Call rule.step on the whole arrays."
        )


def looks_at_everything(rule: Any) -> bool:
    """The rule, or the one that it wraps, mixes the entries of the vector."""
    inner = getattr(rule, "rule", None)
    return (
        type(rule).__name__ in WHOLE
        or getattr(rule, "by", None) == "norm"
        or (inner is not None and looks_at_everything(inner))
    )
