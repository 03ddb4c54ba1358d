"""Lesson 11: which layers a multilayer perceptron is made of."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from gdcourse.arguments import integer, shown
from gdcourse.landscapes.activations import Activation
from gdcourse.landscapes.batch_normalization import BatchNorm, Statistics
from gdcourse.landscapes.initialization import Initializer, he, xavier
from gdcourse.landscapes.layers import Linear, Residual, Stack


def perceptron(
    sizes: tuple[int, ...],
    activation: Activation,
    residual: bool = False,
    batch_norm: bool = False,
    bias: bool = True,
    statistics: Iterable[Statistics] = (),
) -> Stack:
    """Hidden layers, each linear, normalized if wanted, then φ; the last only linear.

    Before BatchNorm a bias would be taken off again with the mean, so there is none.
    With ``residual`` there is a way around each hidden layer that keeps the width.

    >>> from gdcourse.landscapes.activations import tanh
    >>> perceptron((2, 8, 3), tanh).shapes
    ((8, 2), (8,), (3, 8), (3,))
    """
    kept = iter(checked_statistics(statistics, sizes[1:-1] if batch_norm else ()))
    *hidden, last = pairwise(sizes)
    blocks = []
    for fan_in, fan_out in hidden:
        layers = [Linear(fan_in, fan_out, bias and not batch_norm)]
        if batch_norm:
            layers.append(BatchNorm(fan_out, next(kept, None)))
        layers.append(activation)
        around = residual and fan_in == fan_out
        blocks.append(Residual(layers) if around else Stack(layers))
    return Stack((*blocks, Linear(*last, bias)))


def weights_for(activation: Activation) -> Initializer:
    """He's weights for ReLU and its kin, which let half of a signal through."""
    return he if activation.halves else xavier


def checked_sizes(sizes: tuple[int, ...]) -> tuple[int, ...]:
    """At least two whole numbers, each at least 1."""
    if not isinstance(sizes, (tuple, list)) or len(sizes) < 2:
        raise ValueError(
            f"sizes must name at least input and output, got {shown(sizes)}. "
            "Try (2, 8, 3)."
        )
    hint = "It counts features; try (2, 8, 3)."
    return tuple(integer("each size", size, 1, hint) for size in sizes)


def checked_statistics(
    statistics: Iterable[Statistics], widths: tuple[int, ...]
) -> tuple[Statistics, ...]:
    """None, or one mean and variance for every BatchNorm layer, of its width."""
    statistics = tuple(statistics)
    got = tuple(np.shape(one.mean)[0] for one in statistics)
    if got not in ((), tuple(widths)):
        raise ValueError(
            f"statistics must be of the widths {tuple(widths)}, got {got}. "
            "Take those of network.track(theta, X)."
        )
    return statistics
