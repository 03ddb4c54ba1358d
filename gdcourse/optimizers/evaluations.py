"""Lesson 02: what a run pays for: how often f and its gradient were computed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np

from gdcourse.arguments import same_shape, shown

NEEDED = ("value", "gradient", "hessian")


class Evaluations:
    """f, ∇f and ∇²f of one run, counted; with batches, at the batch in hand.

    Attributes
    ----------
    values, gradients, hessians : how often f, ∇f and ∇²f were computed so far
    samples : how many data points all gradients together have seen
    """

    def __init__(
        self,
        value: Callable,
        gradient: Callable,
        batches: Iterable | None = None,
        hessian: Callable | None = None,
    ) -> None:
        self.values = self.gradients = self.hessians = self.samples = 0
        self._value, self._gradient, self._hessian = value, gradient, hessian
        self._batches: Iterator | None = None if batches is None else iter(batches)
        self._batch: tuple = ()

    def draw(self) -> bool:
        """Take the next batch in hand; False if there is none left."""
        if self._batches is None:
            return True
        batch = next(self._batches, None)
        if batch is not None:
            self._batch = batch if isinstance(batch, tuple) else (batch,)
        return batch is not None

    def value(self, x: Any) -> Any:
        """f(x), or the loss on the batch in hand."""
        self.values += 1
        return self._value(x, *self._batch)

    def whole_value(self, x: Any) -> Any:
        """f(x), also in a run on batches."""
        self.values += 1
        return self._value(x)

    def functions(self) -> dict[str, Callable]:
        """What a rule may ask for; ∇²f only if it is known."""
        known = {"value": self.value, "gradient": self.gradient}
        return known | ({"hessian": self.hessian} if self._hessian else {})

    def hessian(self, x: Any) -> np.ndarray:
        """∇²f(x), for each component of x a row and a column."""
        self.hessians += 1
        found = np.asarray(self._hessian(x, *self._batch))
        side = x.shape[:1]
        if found.shape[: 2 * len(side)] != 2 * side:
            raise ValueError(
                f"hessian(x) must have shape {2 * side}, got {found.shape}. "
                "It needs a row and a column for each component of x."
            )
        return found

    def gradient(self, x: Any) -> np.ndarray:
        """∇f(x) as an array of the shape and type of x, or an error in one line."""
        self.gradients += 1
        if self._batch:
            self.samples += len(self._batch[0])
        grad = self._gradient(x, *self._batch)
        if type(grad) is not np.ndarray:
            grad = _array(grad)
        if grad.shape != x.shape:
            hint = "It needs one entry per component of x."
            same_shape("gradient(x)", grad, x, hint)
        return grad if grad.dtype is x.dtype else _real(grad).astype(x.dtype)


def filled(rule: Any, **functions: Callable | None) -> Any:
    """The rule with the functions it asks for and was not given.

    A rule asks by a field ``value``, ``gradient`` or ``hessian`` that is None. A rule
    that it wraps is filled too.
    """
    if not is_dataclass(rule):
        return rule
    changes = {}
    for name in (field.name for field in fields(rule)):
        held = getattr(rule, name)
        if name in NEEDED and held is None and functions.get(name) is not None:
            changes[name] = functions[name]
        elif name == "rule":
            changes[name] = filled(held, **functions)
    return replace(rule, **changes) if changes else rule


def _array(grad: Any) -> np.ndarray:
    try:
        return np.asarray(grad)
    except ValueError:
        raise ValueError(
            f"gradient(x) must be one array of numbers, got {shown(grad)}. "
            "Return the gradient alone, without the value."
        ) from None


def _real(grad: np.ndarray) -> np.ndarray:
    if grad.dtype.kind not in "fiu":
        raise TypeError(
            f"gradient(x) must be real numbers, got type {grad.dtype}. "
            "Check the formula: a root of a negative number turns complex."
        )
    return grad
