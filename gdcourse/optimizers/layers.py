"""Lesson 05: the layers of a network as slices of one flat vector of weights."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gdcourse.arguments import shown

Layers = tuple[slice, ...] | None


def checked_layers(layers: Layers) -> Layers:
    """Slices with two numbers, in order and apart, or None for one single layer.

    >>> checked_layers([slice(0, 4), slice(4, 6)])
    (slice(0, 4, None), slice(4, 6, None))
    """
    end = 0
    for layer in layers or ():
        whole = isinstance(layer, slice) and layer.step is None
        whole = whole and type(layer.start) is int and type(layer.stop) is int
        if not whole or not end <= layer.start < layer.stop:
            raise ValueError(
                "layers must be slices that follow each other, got "
                f"{shown(layers)}. Try (slice(0, 4), slice(4, 6))."
            )
        end = layer.stop
    return layers if layers is None else tuple(layers)


def by_layer(layers: Layers, ratio: Callable, *parts: Any) -> Any:
    """ratio(part of each layer), spread over its components; 1 outside all layers."""
    if layers is None:
        return ratio(*parts)
    spread = np.ones_like(parts[0])
    for layer in layers:
        spread[layer] = ratio(*(part[layer] for part in parts))
    return spread


def start_of(layers: Layers, x: Any) -> Any:
    """Zeros like x, after an error if a layer ends beyond the last component."""
    if layers and np.shape(x)[:1] < (layers[-1].stop,):
        raise ValueError(
            f"layers must lie within x, got {layers[-1]} for shape {np.shape(x)}. "
            "The slices count components of the flat vector x."
        )
    return 0 * x


def trust_ratio(above: Any, below: Any, coefficient: Any = 1.0) -> Any:
    """η · above / below for two lengths, and 1 where one of them is 0, as in optax.

    >>> trust_ratio(3.0, 2.0, 0.5), trust_ratio(3.0, 0.0), trust_ratio(0.0, 2.0)
    (0.75, 1.0, 1.0)
    """
    empty = (above == 0) | (below == 0)
    if np.ndim(empty):
        ratio = coefficient * above / (below + (below == 0))
        return np.where(empty, np.ones_like(ratio), ratio)
    return 1.0 if empty else coefficient * above / below
