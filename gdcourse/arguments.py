"""Arguments that are checked once, at the door, with errors that teach.

Each function returns the argument as it should be used, or raises one message in three
parts: what is wrong, what came, what to try.
"""

from collections.abc import Callable

import numpy as np


def shown(value: object) -> str:
    """The value as an error message shows it: short, on one line.

    >>> shown(np.float64(0.5)), shown("no" * 100)[:8]
    ('0.5', "'nononon")
    """
    value = value.item() if isinstance(value, np.generic) else value
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else text[:57] + "..."


def finite(name: str, value: object, hint: str) -> np.ndarray:
    """A floating-point array without NaN or infinity (integers become float64).

    >>> finite("x0", [1, 2], "Give numbers.")
    array([1., 2.])
    >>> finite("x0", [1.0, float("nan")], "Use numbers.")
    Traceback (most recent call last):
        ...
    ValueError: x0 must be finite, got [1.0, nan]. Use numbers.
    """
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(
            f"{name} must be one array of numbers, got rows of different lengths "
            f"{shown(value)}. {hint}"
        ) from None
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} must be real numbers, got {shown(value)}. {hint}")
    if array.size == 0:
        raise ValueError(f"{name} must not be empty, got {shown(value)}. {hint}")
    if array.dtype.kind != "f":
        array = array.astype(float)
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must be finite, got {shown(value)}. {hint}")
    return array


def positive(name: str, value: object, hint: str) -> np.ndarray:
    """A finite array whose entries are all greater than zero."""
    array = finite(name, value, hint)
    if not (array > 0).all():
        raise ValueError(f"{name} must be positive, got {shown(value)}. {hint}")
    return array


def not_negative(name: str, value: object, hint: str) -> np.ndarray:
    """A finite array whose entries are all zero or more."""
    array = finite(name, value, hint)
    if not (array >= 0).all():
        raise ValueError(f"{name} must not be negative, got {shown(value)}. {hint}")
    return array


def integer(name: str, value: object, minimum: int, hint: str) -> int:
    """A whole number that is at least ``minimum``."""
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    if not whole or value < minimum:
        raise ValueError(
            f"{name} must be a whole number of at least {minimum}, "
            f"got {shown(value)}. {hint}"
        )
    return int(value)


def same_shape(name: str, value: np.ndarray, like: np.ndarray, hint: str) -> None:
    """Two arrays of one shape, or an error that shows both shapes."""
    if np.shape(value) != np.shape(like):
        raise ValueError(
            f"{name} must have shape {np.shape(like)}, got {np.shape(value)}. {hint}"
        )


def function(name: str, value: object, hint: str) -> Callable:
    """Something that can be called."""
    if not callable(value):
        raise TypeError(f"{name} must be a function, got {shown(value)}. {hint}")
    return value


def one_number(name: str, value: object, hint: str) -> float:
    """One finite number.

    >>> one_number("low", [0.1, 0.2], "Try 0.1.")
    Traceback (most recent call last):
        ...
    ValueError: low must be one number, got [0.1, 0.2]. Try 0.1.
    """
    number = finite(name, value, hint)
    if number.ndim:
        raise ValueError(f"{name} must be one number, got {shown(value)}. {hint}")
    return float(number)


def switch(name: str, value: object) -> bool:
    """True or False; a text such as "no" would count as True."""
    if not isinstance(value, (bool, np.bool_)):
        raise TypeError(
            f"{name} must be True or False, got {shown(value)}. Write {name}=True."
        )
    return bool(value)


def generator(rng: object) -> np.random.Generator:
    """Randomness is explicit: a generator, which its caller has seeded.

    >>> generator(7)
    Traceback (most recent call last):
        ...
    TypeError: rng must be a NumPy generator, got 7. Try np.random.default_rng(7).
    """
    if not isinstance(rng, np.random.Generator):
        seed = rng if isinstance(rng, int) and rng >= 0 else 0
        raise TypeError(
            f"rng must be a NumPy generator, got {shown(rng)}. "
            f"Try np.random.default_rng({seed:d})."
        )
    return rng
