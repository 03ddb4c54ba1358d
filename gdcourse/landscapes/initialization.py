"""Lesson 11: random weights of a size that lets signals through many layers.

Each initializer is a function ``(shape, rng, uniform=False)`` that draws a weight
matrix of shape (fan_out, fan_in) with mean 0, from a normal distribution or from a
uniform one of the same variance. Biases start at 0.

- ``xavier``: variance 2 / (fan_in + fan_out), for activations of slope 1 at 0
- ``he``: variance 2 / fan_in, for ReLU, which lets half of the signal through
- ``scaled(gain)``: variance gain² / fan_in; gain 1 is LeCun's, √2 is He's
- ``zero``: all weights 0, a start from which hidden units never differ
"""

import math
from collections.abc import Callable

import numpy as np

from gdcourse.arguments import generator, integer, positive, shown

Initializer = Callable[..., np.ndarray]


def xavier(
    shape: tuple[int, int], rng: np.random.Generator, uniform: bool = False
) -> np.ndarray:
    """Weights of variance 2 / (fan_in + fan_out).

    Source: GlorotBengio2010.

    >>> xavier((3, 2), np.random.default_rng(0)).shape
    (3, 2)
    """
    fan_out, fan_in = _sizes(shape)
    return _drawn(shape, rng, 2 / (fan_in + fan_out), uniform)


def he(
    shape: tuple[int, int], rng: np.random.Generator, uniform: bool = False
) -> np.ndarray:
    """Weights of variance 2 / fan_in.

    Source: HeEtAl2015.

    >>> W = he((1, 6), np.random.default_rng(0), uniform=True)
    >>> bool((abs(W) <= 1).all())
    True
    """
    fan_out, fan_in = _sizes(shape)
    return _drawn(shape, rng, 2 / fan_in, uniform)


def scaled(gain: float = 1.0) -> Initializer:
    """The initializer with variance gain² / fan_in, so standard deviation gain/√fan_in.

    ``torch.nn.Linear`` starts with gain 1/√3, uniform.

    >>> scaled(2.0)((3, 2), np.random.default_rng(0)).shape
    (3, 2)
    """
    hint = "It is the factor by which a layer enlarges its signal; try 1.0."
    gain = float(positive("gain", gain, hint))

    def draw(
        shape: tuple[int, int], rng: np.random.Generator, uniform: bool = False
    ) -> np.ndarray:
        fan_out, fan_in = _sizes(shape)
        return _drawn(shape, rng, gain**2 / fan_in, uniform)

    return draw


def zero(
    shape: tuple[int, int],
    rng: np.random.Generator | None = None,
    uniform: bool = False,
) -> np.ndarray:
    """Weights that are all 0; nothing is drawn.

    >>> zero((1, 2))
    array([[0., 0.]])
    """
    return np.zeros(_sizes(shape))


def _sizes(shape: tuple[int, int]) -> tuple[int, int]:
    """fan_out and fan_in, checked."""
    if not isinstance(shape, (tuple, list)) or len(shape) != 2:
        raise ValueError(
            f"shape must be (fan_out, fan_in), got {shown(shape)}. Try (64, 64)."
        )
    hint = "Give the shape (fan_out, fan_in) of the weight matrix."
    fan_out, fan_in = (integer("each size", size, 1, hint) for size in shape)
    return fan_out, fan_in


def _drawn(
    shape: tuple[int, int], rng: np.random.Generator, variance: float, uniform: bool
) -> np.ndarray:
    """Independent numbers with mean 0 and this variance."""
    generator(rng)
    if uniform:
        limit = math.sqrt(3 * variance)
        return rng.uniform(-limit, limit, shape)
    return math.sqrt(variance) * rng.standard_normal(shape)
