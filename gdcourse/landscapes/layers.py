"""Lesson 11: the layers of a network, each a pair of equations.

A layer keeps no numbers. It says which ``shapes`` its parameters have and how to draw
them (``initial``), and it knows two ways:

- ``forward(parameters, A)`` gives its output, and a memory for the way back
- ``backward(parameters, memory, delta)`` takes δ = ∂loss/∂output and gives
  ∂loss/∂input and the gradients of its parameters, each in its parameter's shape

Signals have features as rows and examples as columns, (features, n), as in the
equations. Parameters may be stacks with further axes in front; then the rest is stacked
too. With ``each=True`` gradients are not summed over the examples: they get one more
axis at the end.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from gdcourse.arguments import integer

Arrays = list[np.ndarray]


def transposed(W: np.ndarray) -> np.ndarray:
    """Wᵀ, for a matrix or a stack of matrices."""
    return np.swapaxes(W, -1, -2)


@dataclass(frozen=True)
class Linear:
    """Weights and biases.

    forward:   Z = W A + b
    backward:  ∂W = δ Aᵀ      ∂b = δ 1      δ ← Wᵀ δ

    Parameters
    ----------
    fan_in, fan_out : features before and after; W has shape (fan_out, fan_in)
    bias : False leaves b out

    >>> layer = Linear(2, 1)
    >>> output, memory = layer.forward([np.array([[1.0, 2.0]]), np.ones(1)], np.eye(2))
    >>> output
    array([[2., 3.]])
    """

    fan_in: int
    fan_out: int
    bias: bool = True

    def __post_init__(self) -> None:
        integer("fan_in", self.fan_in, 1, "It is the number of features before.")
        integer("fan_out", self.fan_out, 1, "It is the number of features after.")

    @property
    def names(self) -> tuple[str, ...]:
        """The letters of the parameters."""
        return ("W", "b") if self.bias else ("W",)

    @property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """The shapes of W and b."""
        return ((self.fan_out, self.fan_in), (self.fan_out,))[: len(self.names)]

    def initial(self, rng: np.random.Generator, weights: Callable) -> Arrays:
        """Drawn weights, and biases 0."""
        return [weights(self.shapes[0], rng), *map(np.zeros, self.shapes[1:])]

    def forward(self, parameters: Arrays, A: np.ndarray) -> tuple[np.ndarray, Any]:
        """W A + b, and A for the way back."""
        W, *b = parameters
        return (W @ A + b[0][..., None] if b else W @ A), A

    def backward(
        self, parameters: Arrays, A: np.ndarray, delta: np.ndarray, each: bool = False
    ) -> tuple[np.ndarray, Arrays]:
        """Wᵀ δ, and the gradients δ Aᵀ of W and δ 1 of b."""
        W = parameters[0]
        if each:
            gradients = [delta[..., :, None, :] * A[..., None, :, :], delta]
        else:
            gradients = [delta @ transposed(A), delta.sum(axis=-1)]
        return transposed(W) @ delta, gradients[: len(self.names)]


@dataclass(frozen=True)
class Stack:
    """Layers one after another; backward goes through them from the last to the first.

    Parameters
    ----------
    layers : anything with ``shapes``, ``names``, ``initial``, ``forward``, ``backward``

    >>> Stack((Linear(2, 3), Linear(3, 1))).shapes
    ((3, 2), (3,), (1, 3), (1,))
    """

    layers: tuple

    def __post_init__(self) -> None:
        object.__setattr__(self, "layers", tuple(self.layers))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The letters of all parameters."""
        return sum((tuple(layer.names) for layer in self.layers), ())

    @cached_property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """The shapes of all parameters."""
        return sum((tuple(layer.shapes) for layer in self.layers), ())

    def initial(self, rng: np.random.Generator, weights: Callable) -> Arrays:
        """All parameters, drawn in order."""
        drawn = (layer.initial(rng, weights) for layer in self.layers)
        return [array for arrays in drawn for array in arrays]

    def forward(self, parameters: Arrays, A: np.ndarray) -> tuple[np.ndarray, list]:
        """The output of the last layer, and one memory for each layer."""
        memories = []
        for layer, own in zip(self.layers, self._shared(parameters), strict=True):
            A, memory = layer.forward(own, A)
            memories.append(memory)
        return A, memories

    def backward(
        self, parameters: Arrays, memories: list, delta: np.ndarray, each: bool = False
    ) -> tuple[np.ndarray, Arrays]:
        """∂loss/∂input, and the gradients in the order of the parameters."""
        found = []
        for below, gradients in self.way_back(parameters, memories, delta, each):
            delta, found = below, gradients + found
        return delta, found

    def way_back(
        self, parameters: Arrays, memories: list, delta: np.ndarray, each: bool = False
    ) -> Iterator[tuple[np.ndarray, Arrays]]:
        """δ before each layer with the layer's gradients, from the last to the first.

        >>> chain = Stack((Linear(1, 1, bias=False),) * 3)
        >>> weights = [np.array([[0.5]])] * 3
        >>> _, memories = chain.forward(weights, np.ones((1, 1)))
        >>> [d.item() for d, _ in chain.way_back(weights, memories, np.ones((1, 1)))]
        [0.5, 0.25, 0.125]
        """
        steps = zip(self.layers, self._shared(parameters), memories, strict=True)
        for layer, own, memory in reversed(list(steps)):
            delta, gradients = layer.backward(own, memory, delta, each)
            yield delta, gradients

    def _shared(self, parameters: Arrays) -> list[Arrays]:
        """The parameters of each layer."""
        rest = iter(parameters)
        return [[next(rest) for _ in layer.shapes] for layer in self.layers]


@dataclass(frozen=True)
class Residual(Stack):
    """Layers with a way around them: their input is added to their output.

    forward:   A ← A + F(A)
    backward:  δ ← δ + (∂F/∂A)ᵀ δ

    The first δ arrives whole, however small the second is. F must keep the number of
    features. Source: HeEtAl2016.

    >>> around = Residual((Linear(1, 1, bias=False),))
    >>> around.forward([np.array([[0.5]])], np.array([[4.0]]))[0]
    array([[6.]])
    """

    def forward(self, parameters: Arrays, A: np.ndarray) -> tuple[np.ndarray, list]:
        """A + F(A), and the memories of F."""
        output, memories = super().forward(parameters, A)
        return A + output, memories

    def backward(
        self, parameters: Arrays, memories: list, delta: np.ndarray, each: bool = False
    ) -> tuple[np.ndarray, Arrays]:
        """δ + what comes back through F, and the gradients of F."""
        through, gradients = super().backward(parameters, memories, delta, each)
        return delta + through, gradients
