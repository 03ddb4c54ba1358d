"""Lesson 11: small networks whose back-propagation is written out."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from gdcourse.arguments import function, generator, switch
from gdcourse.derivation.numeric import complex_step_jacobian
from gdcourse.landscapes.activations import Activation, activation
from gdcourse.landscapes.architecture import checked_sizes, perceptron, weights_for
from gdcourse.landscapes.batch_normalization import Statistics, statistics_in
from gdcourse.landscapes.data import batch_or_all, checked_width, fixed
from gdcourse.landscapes.flat_vectors import FlatVector, one_point
from gdcourse.landscapes.initialization import Initializer
from gdcourse.landscapes.layers import Stack
from gdcourse.landscapes.losses import columns, loss


@dataclass(frozen=True, eq=False, repr=False)
class MLP:
    """A multilayer perceptron: linear layers with an activation between them.

    forward:   A₀ = Xᵀ      Zₗ = Wₗ Aₗ₋₁ + bₗ      Aₗ = φ(Zₗ), the last layer without φ
    loss:      f(θ) = mean over the n examples of the loss of one
    backward:  δ = ∂f/∂Z of the last layer;  ∂Wₗ = δ Aₗ₋₁ᵀ,  ∂bₗ = δ 1,
               δ ← (Wₗᵀ δ) ∘ φ'(Zₗ₋₁)

    θ is one flat vector, so that every rule for vectors trains a network. The lines
    above are ``Linear``, ``Activation`` and the loss; float32 is kept.

    Parameters
    ----------
    sizes : features of the input, of each hidden layer, and of the output
    activation, loss : names, or an ``Activation`` (see ``activations``, ``losses``)
    residual : a way around each hidden layer that keeps the number of features
    batch_norm : normalize before each activation; those layers then have no biases
    bias : False leaves all biases out
    X, y : rows (n, d) and their targets, used where none are given; see ``on``
    statistics : of the BatchNorm layers; None for those of each batch; see ``frozen``

    Raises ValueError or TypeError for sizes, names, data or θ that do not fit.
    Source: RumelhartHintonWilliams1986.

    >>> net = MLP((2, 3, 1), loss="least_squares")
    >>> net.names, net.dimension
    (('W1', 'b1', 'W2', 'b2'), 13)
    >>> theta = net.initial(np.random.default_rng(0))
    >>> net.gradient(theta, [[1.0, 2.0], [0.0, 1.0]], [1.0, 0.0]).shape
    (13,)
    """

    sizes: tuple[int, ...]
    activation: str | Activation = "tanh"
    loss: str = "softmax"
    residual: bool = False
    batch_norm: bool = False
    bias: bool = True
    X: np.ndarray | None = None
    y: np.ndarray | None = None
    statistics: tuple[Statistics, ...] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "sizes", checked_sizes(self.sizes))
        object.__setattr__(self, "activation", activation(self.activation))
        loss(self.loss)
        for name in ("residual", "batch_norm", "bias"):
            switch(name, getattr(self, name))

    def on(self, X: np.ndarray, y: np.ndarray) -> "MLP":
        """The network with its data: ``value(theta)`` is then the loss on all of them.

        >>> net = MLP((1, 2)).on([[0.0], [1.0]], [0, 1])
        >>> round(float(net.value(np.zeros(4))), 6)
        0.693147
        """
        columns(self.loss, self.sizes, X, y)
        return replace(self, X=fixed(X), y=fixed(y))

    @cached_property
    def layers(self) -> Stack:
        """The layers, from input to output."""
        shape = self.sizes, self.activation, self.residual, self.batch_norm, self.bias
        return perceptron(*shape, self.statistics or ())

    @cached_property
    def names(self) -> tuple[str, ...]:
        """W1, b1, W2, …: one name for each array of ``unpack``."""
        numbered = enumerate(self.layers.layers, start=1)
        return tuple(f"{name}{k}" for k, layer in numbered for name in layer.names)

    @cached_property
    def vector(self) -> FlatVector:
        """How the arrays lie in θ."""
        return FlatVector(self.layers.shapes)

    @property
    def dimension(self) -> int:
        """How many parameters there are."""
        return self.vector.dimension

    def initial(
        self, rng: np.random.Generator, weights: Initializer | None = None
    ) -> np.ndarray:
        """A start θ: biases 0, γ = 1, weights drawn (by default ``weights_for`` φ)."""
        weights = weights or weights_for(self.activation)
        hint = "Pass an initializer such as he, or scaled(0.5)."
        drawn = self.layers.initial(generator(rng), function("weights", weights, hint))
        return self.vector.pack(drawn)

    def unpack(self, theta: np.ndarray) -> tuple[np.ndarray, ...]:
        """The arrays of θ in their shapes: views, so changing them changes θ.

        >>> W, b = MLP((3, 2)).unpack(np.arange(8.0))
        >>> W.tolist(), b.tolist()
        ([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]], [6.0, 7.0])
        """
        return self.vector.unpack(theta)

    def value(self, theta: np.ndarray, *batch: np.ndarray) -> np.ndarray:
        """f(θ) on the rows X and targets y given, or on those of ``on``.

        θ may be a grid (dimension, *batch); then f has shape ``batch``.
        """
        parameters, A, Y = self._prepared(theta, *self._data(batch))
        outputs, _ = self.layers.forward(parameters, A)
        return loss(self.loss).each(outputs, Y).sum(axis=-1) / Y.shape[1]

    def gradient(self, theta: np.ndarray, *batch: np.ndarray) -> np.ndarray:
        """∇f(θ), in the shape of θ: one pass forward, one pass back."""
        parameters, A, Y = self._prepared(theta, *self._data(batch))
        outputs, memories = self.layers.forward(parameters, A)
        delta = loss(self.loss).slope(outputs, Y) / Y.shape[1]
        _, gradients = self.layers.backward(parameters, memories, delta)
        return self.vector.pack(gradients, grid=np.ndim(theta) - 1)

    def per_example_gradients(
        self, theta: np.ndarray, *batch: np.ndarray
    ) -> np.ndarray:
        """The gradient of the loss of each example, (dimension, n), for one point θ.

        Their mean over the examples is ``gradient``. Raises ValueError for BatchNorm
        with the statistics of the batch, where no example has a gradient of its own.
        """
        parameters, A, Y = self._prepared(one_point(theta), *self._data(batch))
        outputs, memories = self.layers.forward(parameters, A)
        delta = loss(self.loss).slope(outputs, Y)
        _, gradients = self.layers.backward(parameters, memories, delta, each=True)
        return self.vector.pack(gradients)

    def hessian(self, theta: np.ndarray, *batch: np.ndarray) -> np.ndarray:
        """∇²f(θ), by a complex step through the gradient for each parameter."""
        return complex_step_jacobian(lambda t: self.gradient(t, *batch), theta)

    def outputs(self, theta: np.ndarray, X: np.ndarray) -> np.ndarray:
        """What the network says about each row of X: shape (n, outputs, *batch)."""
        parameters, A = self._prepared(theta, checked_width(X, self.sizes[0]).T)
        return np.moveaxis(self.layers.forward(parameters, A)[0], (-1, -2), (0, 1))

    def predict(self, theta: np.ndarray, X: np.ndarray) -> np.ndarray:
        """The class of each row, (n,), where the loss knows classes; else the outputs.

        >>> MLP((1, 2)).predict(np.array([1.0, -1.0, 0.0, 0.0]), [[3.0], [-3.0]])
        array([0, 1])
        """
        outputs = self.outputs(theta, X)
        if self.loss == "softmax":
            return outputs.argmax(axis=1)
        return (outputs > 0).astype(int) if self.loss == "logistic" else outputs

    def track(self, theta: np.ndarray, X: np.ndarray) -> tuple[Statistics, ...]:
        """Mean and variance that each BatchNorm layer sees on the rows of X."""
        parameters, A = self._prepared(theta, checked_width(X, self.sizes[0]).T)
        return tuple(statistics_in(self.layers.forward(parameters, A)[1]))

    def frozen(self, statistics: tuple[Statistics, ...]) -> "MLP":
        """The network with constants in place of the statistics of each batch."""
        return replace(self, statistics=tuple(statistics))

    @cached_property
    def _bound(self) -> tuple[np.ndarray, np.ndarray]:
        """The data given to ``on``, as columns."""
        return columns(self.loss, self.sizes, self.X, self.y)

    def _data(self, batch: tuple) -> tuple[np.ndarray, np.ndarray]:
        """Inputs (d, n) and targets (c, n): the batch, or all data."""
        X, y = batch_or_all(batch, self.X, self.y)
        return columns(self.loss, self.sizes, X, y) if batch else self._bound

    def _prepared(self, theta: np.ndarray, *arrays: np.ndarray) -> tuple:
        """The parameters as stacks, and the arrays in the type of θ (float32 stays)."""
        parameters = self.vector.stacks(theta)
        real = parameters[0].real.dtype
        return parameters, *(array.astype(real, copy=False) for array in arrays)

    def __repr__(self) -> str:
        sizes = "-".join(map(str, self.sizes))
        return f"MLP({sizes}, {self.activation.name}, {self.loss})"
