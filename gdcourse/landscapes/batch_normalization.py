"""Lesson 11: batch normalization, forward and backward by hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from gdcourse.arguments import integer, positive, shown

EPS = 1e-5  # as in torch.nn.BatchNorm1d


class Statistics(NamedTuple):
    """Mean and variance of each feature, shape (features,)."""

    mean: np.ndarray
    variance: np.ndarray

    def moved(self, toward: "Statistics", momentum: float = 0.1) -> "Statistics":
        """The running average: (1 − momentum) · old + momentum · new, as in torch.

        >>> old, new = Statistics(np.zeros(1), np.ones(1)), Statistics(*np.ones((2, 1)))
        >>> old.moved(new).mean
        array([0.1])
        """
        if not 0 <= momentum <= 1:
            raise ValueError(
                f"momentum must be from 0 to 1, got {shown(momentum)}. "
                "It is the share of the new batch; try 0.1."
            )
        pairs = zip(self, toward, strict=True)
        return Statistics(*(old + momentum * (new - old) for old, new in pairs))


class Normalized(NamedTuple):
    """What the way back needs, and what a running average is made of."""

    Z_hat: np.ndarray
    deviation: np.ndarray  # √(σ² + ε), with an axis of length 1 for the examples
    batch: Statistics


@dataclass(frozen=True, eq=False)
class BatchNorm:
    """Each feature brought to mean 0 and variance 1 over the batch, then γ Ẑ + β.

    forward:   Ẑ = (Z − μ) / √(σ² + ε)       A = γ Ẑ + β
    backward:  ∂γ = Σ δ Ẑ    ∂β = Σ δ        δ̂ = γ δ
               δ ← (δ̂ − mean(δ̂) − Ẑ mean(δ̂ Ẑ)) / √(σ² + ε)

    μ and σ² are mean and variance over the n examples of the batch (divided by n). They
    depend on every example: that is where the two means on the way back come from, and
    why there is no gradient of a single example. With given ``statistics``, as when a
    network is used and no longer trained, they are constants: δ ← δ̂ / √(σ² + ε).

    In a deep plain ReLU network at its start it makes δ grow by a factor of about
    √(π / (π − 1)) = 1.21 in every layer (YangEtAl2019).

    Parameters
    ----------
    features : number of rows of Z
    statistics : None for those of the batch, which then needs two examples or more
    eps : ε > 0, inside the root

    The batch's own ``Statistics`` in the memory have the variance divided by n − 1, as
    torch keeps it for its running average.
    Raises ValueError for a batch of one example.
    Source: IoffeSzegedy2015.

    >>> layer = BatchNorm(1)
    >>> gamma, beta = layer.initial(np.random.default_rng(0), None)
    >>> layer.forward([gamma, beta], np.array([[1.0, 3.0]]))[0].round(4)
    array([[-1.,  1.]])
    """

    features: int
    statistics: Statistics | None = None
    eps: float = EPS
    names = ("gamma", "beta")

    def __post_init__(self) -> None:
        integer("features", self.features, 1, "It is the number of rows of Z.")
        positive("eps", self.eps, "It keeps the division finite; try 1e-5.")

    @property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """The shapes of γ and β."""
        return (self.features,), (self.features,)

    def initial(self, rng: np.random.Generator, weights: Callable) -> list[np.ndarray]:
        """γ = 1 and β = 0."""
        return [np.ones(self.features), np.zeros(self.features)]

    def forward(self, parameters: list, Z: np.ndarray) -> tuple[np.ndarray, Normalized]:
        """γ Ẑ + β, and what the way back needs."""
        gamma, beta = (p[..., None] for p in parameters)
        mean, variance, batch = self._moments(Z)
        deviation = (variance + self.eps) ** 0.5
        Z_hat = (Z - mean) / deviation
        return gamma * Z_hat + beta, Normalized(Z_hat, deviation, batch)

    def backward(
        self,
        parameters: list,
        memory: Normalized,
        delta: np.ndarray,
        each: bool = False,
    ) -> tuple[np.ndarray, list]:
        """The δ of the input, and the gradients of γ and β."""
        gamma, (Z_hat, deviation, _) = parameters[0][..., None], memory
        gradients = [delta * Z_hat, delta]
        delta = gamma * delta
        if self.statistics is None:
            if each:
                raise ValueError(no_single_example())
            delta = delta - _mean(delta) - Z_hat * _mean(delta * Z_hat)
        if not each:
            gradients = [g.sum(axis=-1) for g in gradients]
        return delta / deviation, gradients

    def _moments(self, Z: np.ndarray) -> tuple:
        """μ and σ² to normalize by, as columns, and the batch's own statistics."""
        n = Z.shape[-1]
        if self.statistics is not None:
            mean, variance = (s[:, None].astype(Z.real.dtype) for s in self.statistics)
            return mean, variance, self.statistics
        if n < 2:
            raise ValueError(
                "a batch for BatchNorm must have at least 2 examples, got 1. "
                "In training leave a short last batch out, with drop_last=True; to use "
                "a trained network on one example, freeze its statistics."
            )
        mean = _mean(Z)
        variance = _mean((Z - mean) ** 2)
        unbiased = variance[..., 0] * (n / (n - 1))
        return mean, variance, Statistics(mean[..., 0], unbiased)


def statistics_in(memories: list) -> Iterator[Statistics]:
    """The batch's statistics of every BatchNorm layer, from the memories of a stack."""
    for memory in memories:
        if isinstance(memory, Normalized):
            yield memory.batch
        elif isinstance(memory, list):
            yield from statistics_in(memory)


def no_single_example() -> str:
    """Why the gradient of one example does not exist, in three parts."""
    return (
        "per-example gradients must not depend on the other examples, got BatchNorm "
        "with the statistics of the batch. Use network.frozen(network.track(theta, X))."
    )


def _mean(values: np.ndarray) -> np.ndarray:
    """The mean over the examples, as a column."""
    return values.sum(axis=-1, keepdims=True) / values.shape[-1]
