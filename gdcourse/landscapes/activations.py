"""Lesson 11: activation functions φ, each with its slope φ'.

They act entry by entry on arrays of any shape, keep float32, and stay finite and
silent at ±800. Complex numbers pass through all but ``gelu``, so that a complex step
can check what is built of them.

``gelu`` is z Φ(z), exact to rounding (``math.erfc``, entry by entry: slow);
``gelu_tanh`` is its usual approximation (HendrycksGimpel2016).

At a kink the slope is a choice. Here, as in torch, ReLU has slope 0 at 0 and leaky ReLU
has its small slope there.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import numpy as np

from gdcourse.arguments import not_negative, shown
from gdcourse.derivation.entrywise import sigmoid as logistic

CUBIC = 0.044715  # of the tanh form of GELU
erfc = np.frompyfunc(math.erfc, 1, 1)


@dataclass(frozen=True)
class Activation:
    """A function φ of every entry with its slope: a layer without parameters.

    forward:  A = φ(Z)        backward:  δ ← δ ∘ φ'(Z)

    Parameters
    ----------
    name : how a title calls it
    of, slope_of : φ and φ' as functions of an array of floats
    halves : True if it lets about half of a signal through, as ReLU does; then a
        network starts with ``he`` weights

    >>> square = Activation("square", lambda z: z**2, lambda z: 2 * z)
    >>> float(square(3.0)), float(square.slope(3.0))
    (9.0, 6.0)
    """

    name: str
    of: Callable[[np.ndarray], np.ndarray]
    slope_of: Callable[[np.ndarray], np.ndarray]
    halves: bool = False
    shapes = ()
    names = ()

    def __call__(self, z: Any) -> np.ndarray:
        """φ(z), in the shape of z."""
        return self.of(_numbers(z))

    def slope(self, z: Any) -> np.ndarray:
        """φ'(z), in the shape of z."""
        return self.slope_of(_numbers(z))

    def initial(self, rng: np.random.Generator, weights: Callable) -> list[np.ndarray]:
        """No parameters."""
        return []

    def forward(self, parameters: list, Z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """φ(Z), and Z for the way back."""
        return self(Z), Z

    def backward(
        self, parameters: list, Z: np.ndarray, delta: np.ndarray, each: bool = False
    ) -> tuple[np.ndarray, list]:
        """δ ∘ φ'(Z): the slope is taken where φ was, before it and not after."""
        return delta * self.slope(Z), []

    def __repr__(self) -> str:
        return f"Activation({self.name})"


def _numbers(z: Any) -> np.ndarray:
    """An array of floats or of complex numbers."""
    array = np.asarray(z)
    if array.dtype.kind not in "biufc":
        raise TypeError(f"z must be numbers, got {shown(z)}. Try np.linspace(-3, 3).")
    return array.astype(float) if array.dtype.kind in "biu" else array


def _hill(z: np.ndarray) -> np.ndarray:
    """σ'(z) = e / (1 + e)² with e = e^{−|z|}: exact where σ(1 − σ) would cancel."""
    size = np.abs(z) if z.dtype.kind == "f" else np.where(z.real > 0, z, -z)
    small = np.exp(-size)
    return small / (1 + small) ** 2


def _relu_slope(z: np.ndarray) -> np.ndarray:
    return (z.real > 0).astype(z.real.dtype)


def _normal_share(z: np.ndarray) -> np.ndarray:
    """Φ(z) = ½ erfc(−z/√2), the share of a standard normal distribution below z."""
    if z.dtype.kind == "c":
        raise TypeError(
            f"z must be real for gelu, got {shown(z)}. "
            "For a complex step use gelu_tanh, which differs by less than 0.0005."
        )
    return 0.5 * np.asarray(erfc(-z / math.sqrt(2))).astype(z.dtype)


def _gelu_slope(z: np.ndarray) -> np.ndarray:
    density = np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)
    return _normal_share(z) + z * density


def _gelu_inner(z: np.ndarray) -> np.ndarray:
    return math.sqrt(2 / math.pi) * (z + CUBIC * z**3)


def _gelu_tanh_slope(z: np.ndarray) -> np.ndarray:
    u = _gelu_inner(z)
    slope_of_u = math.sqrt(2 / math.pi) * (1 + 3 * CUBIC * z**2)
    return 0.5 * (1 + np.tanh(u)) + 0.5 * z * 4 * _hill(2 * u) * slope_of_u


identity = Activation("identity", np.positive, np.ones_like)
sigmoid = Activation("sigmoid", logistic, _hill)
tanh = Activation("tanh", np.tanh, lambda z: 4 * _hill(2 * z))
relu = Activation("relu", lambda z: np.where(z.real <= 0, 0, z), _relu_slope, True)
gelu = Activation("gelu", lambda z: z * _normal_share(z), _gelu_slope, True)
gelu_tanh = Activation(
    "gelu_tanh",
    lambda z: 0.5 * z * (1 + np.tanh(_gelu_inner(z))),
    _gelu_tanh_slope,
    halves=True,
)


def leaky_relu(small: float = 0.01) -> Activation:
    """z where z > 0, and ``small`` times z elsewhere; small ≥ 0.

    >>> leaky_relu(0.1)([-2.0, 3.0])
    array([-0.2,  3. ])
    """
    small = float(not_negative("small", small, "It is the slope for z < 0; try 0.01."))
    return Activation(
        "leaky_relu" if small == 0.01 else f"leaky_relu({small:g})",
        lambda z: np.where(z.real <= 0, small * z, z),
        lambda z: np.where(z.real > 0, 1, small).astype(z.real.dtype),
        halves=True,
    )


ACTIVATIONS = {
    known.name: known
    for known in (identity, sigmoid, tanh, relu, leaky_relu(), gelu, gelu_tanh)
}


def activation(which: str | Activation) -> Activation:
    """The activation of this name; a record passes as it is.

    >>> activation("relu")([-1.0, 2.0])
    array([0., 2.])
    """
    if isinstance(which, Activation):
        return which
    if not isinstance(which, str) or which not in ACTIVATIONS:
        near = get_close_matches(str(which), ACTIVATIONS, 1, 0)[0]
        raise ValueError(
            f"activation must be one of {', '.join(ACTIVATIONS)}, got {shown(which)}. "
            f"Did you mean {near!r}?"
        )
    return ACTIVATIONS[which]
