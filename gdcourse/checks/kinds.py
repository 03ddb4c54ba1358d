"""What an answer has to give back: a number, numbers, an array, text, or several.

A kind is a function that returns the value in a clean form or raises ``WrongKind`` with
a sentence for the learner. A task names its kind once (``returns=numbers``); its
properties then never meet a None, a generator or a list that should be an array.
"""

from collections.abc import Callable
from numbers import Real

import numpy as np

from gdcourse.checks.showing import show

Kind = Callable[[object], object]


class WrongKind(Exception):
    """The answer gave back something of another kind; the sentence says what."""


def refuse(wanted: str, value: object, advice: str = "") -> WrongKind:
    return WrongKind(f"it must return {wanted}, got {kind_of(value)}. {advice}".strip())


def kind_of(value: object) -> str:
    """
    >>> kind_of(None), kind_of([1]), kind_of(np.ones((2, 3)))
    ('None', 'a list', 'an array of shape (2, 3)')
    """
    if value is None or isinstance(value, (bool, np.bool_)):
        return str(value)
    if isinstance(value, np.ndarray):
        words = "" if value.dtype.kind in "biuf" else f" of type {value.dtype}"
        return f"an array{words} of shape {value.shape}"
    if isinstance(value, str):
        return f"the text {value[:20]!r}"
    if isinstance(value, (complex, np.complexfloating)):
        return "a complex number"
    name = type(value).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def advice(value: object) -> str:
    """One thing to try for the kinds that happen by accident."""
    if value is None:
        return "Does the function end with return?"
    if type(value).__name__ in ("generator", "map", "zip", "filter"):
        return "Try list(...) around it."
    return ""


def anything(value: object) -> object:
    """No promise about the kind; the properties look for themselves."""
    return value


def number(value: object) -> float | int:
    """One real number: int, float, NumPy number or an array without axes."""
    if (
        isinstance(value, np.ndarray)
        and value.shape == ()
        and value.dtype.kind in "iuf"
    ):
        return value.item()
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, Real):
        raise refuse("a number", value, advice(value))
    return value.item() if isinstance(value, np.generic) else value


def numbers(value: object) -> list[float]:
    """A list, a tuple or a 1-D array of real numbers, as a list."""
    if isinstance(value, np.ndarray) and value.ndim == 1 and value.dtype.kind in "iuf":
        return value.tolist()
    if not isinstance(value, (list, tuple)):
        raise refuse("a list of numbers", value, advice(value))
    found = []
    for index, entry in enumerate(value):
        try:
            found.append(number(entry))
        except WrongKind:
            words = f"a number as entry [{index}]"
            raise refuse(words, entry, advice(entry)) from None
    return found


def array(value: object) -> np.ndarray:
    """A NumPy array of real numbers."""
    if isinstance(value, (list, tuple)):
        raise refuse("an array", value, "Try np.array(...) around it.")
    if isinstance(value, np.generic) and value.dtype.kind in "biuf":
        value = np.asarray(value)
    if not isinstance(value, np.ndarray):
        raise refuse("an array", value, advice(value))
    if value.dtype.kind not in "biuf":
        raise refuse("an array of real numbers", value)
    return value


def boolean(value: object) -> bool:
    """True or False."""
    if not isinstance(value, (bool, np.bool_)):
        raise refuse("True or False", value, advice(value))
    return bool(value)


def text(value: object) -> str:
    """A string; one of NumPy's, as an array of names holds them, will do."""
    if not isinstance(value, str):
        raise refuse("a text", value, advice(value))
    return str.__str__(value)


def several(*kinds: Kind) -> Kind:
    """A tuple with one kind per place: ``several(array, text)`` for (x, status).

    A list will do, too, and an array where all places are numbers.
    """

    def unpack(value: object) -> tuple:
        if isinstance(value, np.ndarray) and value.ndim == 1:
            value = list(value)
        if not isinstance(value, (tuple, list)):
            raise refuse(f"{len(kinds)} values", value, advice(value))
        if len(value) != len(kinds):
            raise WrongKind(f"it must return {len(kinds)} values, got {len(value)}.")
        return tuple(kind(entry) for kind, entry in zip(kinds, value, strict=True))

    return unpack


def table(**kinds: Kind) -> Kind:
    """A dict with these keys: ``table(updates=number, converged=boolean)``."""

    def read(value: object) -> dict:
        wanted = f"a dict with the keys {', '.join(kinds)}"
        if not isinstance(value, dict):
            raise refuse(wanted, value, advice(value))
        if set(value) != set(kinds):
            raise WrongKind(
                f"it must return {wanted}, got the keys {show(list(value))}."
            )
        return {name: entry(name, kind, value[name]) for name, kind in kinds.items()}

    def entry(name: str, kind: Kind, value: object) -> object:
        try:
            return kind(value)
        except WrongKind as error:
            raise WrongKind(f"entry {name!r}: {error}") from None

    return read
