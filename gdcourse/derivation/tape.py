"""Lesson 11: automatic differentiation in reverse, on a tape one can read.

While a formula is computed, every operation writes itself on a tape: its result, which
results it was made of, and how a change of the result is passed on to each of them. The
tape read backward is the chain rule:

    ū ← ū + (∂v/∂u)ᵀ v̄      for every v, from the last to the first, and its inputs u

where v̄ = ∂y/∂v is the gradient of the answer y. An operation comes after its inputs on
the tape, so one sweep meets every v only when v̄ is complete. The sweep costs a small
multiple of the formula itself, whatever the number of inputs (GriewankWalther2008).

This is for learning: real numbers, first derivatives, no slices. At a kink the tape
follows a rule and not the function: ``relu`` has slope 0 at 0, so relu(x) − relu(−x),
which is x, gets the slope 0 there (KakadeLee2018).

>>> tape = Tape()
>>> x, y = tape.variable(3.0), tape.variable(4.0)
>>> [float(slope) for slope in tape.gradients(x**2 * y + y, x, y)]
[24.0, 10.0]
"""

from typing import Any

import numpy as np

from gdcourse.arguments import finite, shown


class Tape:
    """The operations of one calculation, in the order in which they were made."""

    def __init__(self) -> None:
        self.variables: list[Variable] = []

    def variable(self, value: Any) -> "Variable":
        """An input: a number or an array whose gradient will be asked for."""
        hint = "Give numbers, for example tape.variable([1.0, 2.0])."
        return Variable(finite("value", value, hint), self, [])

    def gradients(self, answer: "Variable", *inputs: "Variable") -> list[np.ndarray]:
        """∂answer/∂input for every input, each in the shape of its input.

        >>> tape = Tape()
        >>> W = tape.variable([[1.0, 2.0]])
        >>> tape.gradients((W @ np.array([3.0, 4.0])).sum(), W)[0]
        array([[3., 4.]])
        """
        self._check(answer, *inputs)
        bars = {variable: np.zeros_like(variable.value) for variable in self.variables}
        bars[answer] = np.ones_like(answer.value)
        for variable in reversed(self.variables):
            for source, pass_on in variable.sources:
                change = pass_on(bars[variable])
                bars[source] = bars[source] + summed_to(change, source.value.shape)
        return [bars[one] for one in inputs]

    def _check(self, answer: "Variable", *inputs: "Variable") -> None:
        for one in (answer, *inputs):
            if not isinstance(one, Variable) or one.tape is not self:
                raise ValueError(
                    f"gradients need variables of this tape, got {shown(one)}. "
                    "Make inputs with tape.variable(...), and compute with them."
                )
        if answer.value.size != 1:
            raise ValueError(
                f"the answer must be one number, got shape {answer.value.shape}. "
                "Take .sum() of it, or one gradient for each entry."
            )


class Variable:
    """A number or an array that remembers what it was made of.

    ``sources`` lists the variables in its formula, each with the function that takes
    v̄ to its share of their gradient. Constants become variables without sources.
    """

    __array_ufunc__ = None  # an array on the left leaves the operation to us

    def __init__(self, value: np.ndarray, tape: Tape, sources: list) -> None:
        self.value, self.tape, self.sources = np.asarray(value), tape, sources
        tape.variables.append(self)

    def __add__(self, other: Any) -> "Variable":
        other = self._lifted(other)
        return self._made(
            self.value + other.value, (self, lambda v: v), (other, lambda v: v)
        )

    def __mul__(self, other: Any) -> "Variable":
        other = self._lifted(other)
        a, b = self.value, other.value
        return self._made(a * b, (self, lambda v: v * b), (other, lambda v: v * a))

    def __truediv__(self, other: Any) -> "Variable":
        other = self._lifted(other)
        a, b = self.value, other.value
        return self._made(
            a / b, (self, lambda v: v / b), (other, lambda v: -v * a / b**2)
        )

    def __matmul__(self, other: Any) -> "Variable":
        other = self._lifted(other)
        a, b = self.value, other.value
        if max(a.ndim, b.ndim) > 2:
            raise ValueError(
                f"@ takes matrices and vectors, got {a.shape} @ {b.shape}. Use those."
            )
        return self._made(
            a @ b,
            (self, lambda v: v @ b.T if b.ndim > 1 else np.multiply.outer(v, b)),
            (other, lambda v: a.T @ v if a.ndim > 1 else np.multiply.outer(a, v)),
        )

    def __pow__(self, n: float) -> "Variable":
        """To a constant power; with a variable on top it is exp(y log x), so x > 0."""
        if isinstance(n, Variable):
            return (n * self.log()).exp()
        a = self.value
        slope = n * a ** (n - 1) if n else 0 * a
        return self._made(a**n, (self, lambda v: v * slope))

    def __rpow__(self, base: float) -> "Variable":
        return (self * np.log(base)).exp()

    def __neg__(self) -> "Variable":
        return self._made(-self.value, (self, lambda v: -v))

    def __sub__(self, other: Any) -> "Variable":
        return self + -self._lifted(other)

    def __rsub__(self, other: Any) -> "Variable":
        return self._lifted(other) - self

    def __rtruediv__(self, other: Any) -> "Variable":
        return self._lifted(other) / self

    def __rmatmul__(self, other: Any) -> "Variable":
        return self._lifted(other) @ self

    __radd__, __rmul__ = __add__, __mul__

    def exp(self) -> "Variable":
        """The exponential of every entry; it is its own slope."""
        y = np.exp(self.value)
        return self._made(y, (self, lambda v: v * y))

    def log(self) -> "Variable":
        """The natural logarithm of every entry, with slope 1/x."""
        return self._made(np.log(self.value), (self, lambda v: v / self.value))

    def tanh(self) -> "Variable":
        """tanh of every entry, with slope 1 − tanh²."""
        y = np.tanh(self.value)
        return self._made(y, (self, lambda v: v * (1 - y**2)))

    def relu(self) -> "Variable":
        """max(x, 0) of every entry, with slope 1 where x > 0 and 0 elsewhere."""
        a = self.value
        return self._made(np.maximum(a, 0), (self, lambda v: v * (a > 0)))

    def sum(self, axis: int | None = None) -> "Variable":
        """The sum of all entries, or along an axis, which stays with length 1."""
        a = self.value
        total = a.sum() if axis is None else a.sum(axis=axis, keepdims=True)
        return self._made(total, (self, lambda v: np.broadcast_to(v, a.shape)))

    def _made(self, value: np.ndarray, *sources: tuple) -> "Variable":
        return Variable(value, self.tape, list(sources))

    def _lifted(self, other: Any) -> "Variable":
        """The other operand as a variable; a constant takes this one's float type."""
        if not isinstance(other, Variable):
            number = finite("a constant", other, "Use numbers, arrays, variables.")
            return Variable(number.astype(self.value.dtype), self.tape, [])
        if other.tape is not self.tape:
            raise ValueError(
                f"variables must be on one tape, got {other} from another. "
                "Make all of them with the same tape.variable(...)."
            )
        return other

    def __repr__(self) -> str:
        return f"Variable({self.value.tolist()})"


def summed_to(change: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """The gradient of an array that was broadcast: the sum over its copies.

    >>> summed_to(np.ones((2, 3)), (2, 1))
    array([[3.],
           [3.]])
    """
    change = change.sum(axis=tuple(range(change.ndim - len(shape))))
    copied = tuple(i for i, n in enumerate(shape) if n == 1 and change.shape[i] != 1)
    return change.sum(axis=copied, keepdims=True)
