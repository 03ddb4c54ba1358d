"""The child's side of things that do not cross.

``Guest`` stands for what the judge lends: calling it, reading a part of it or walking
through it asks the judge. ``Kept`` numbers what the answer keeps here.
"""

import weakref
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from gdcourse.grading import errors
from gdcourse.grading.wire import Unreadable

Wish = Callable[..., Any]
MOST_KEPT = 100_000


class Guest:
    """A thing of the judge's; ``repr`` shows it as a learner's notebook would."""

    def __init__(self, wish: Wish, data: dict) -> None:
        self.__dict__.update(_wish=wish, _number=data["i"], _text=data["text"])
        self.__dict__["__name__"] = data["name"]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._wish("read", i=self._number, name=name)

    def __repr__(self) -> str:
        return self._text


class GuestFunction(Guest):
    """A function of the judge's."""

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._wish("call", i=self._number, a=arguments, k=named)


class Series:
    """Something to walk through."""

    def __iter__(self) -> Iterator:
        walk = self._wish("walk", i=self._number)._number
        watched: dict[int, list] = {}
        count = 0
        while True:
            free = [n for n, seen in watched.items() if not any(w() for w in seen)]
            for number in free:
                del watched[number]
            step = self._wish("next", i=walk, free=free)
            if not step:
                return
            value = step.pop()
            watched[count] = [Watched(array) for array in arrays(value)]
            count += 1
            yield value
            del value


class Watched:
    """Whether an array is still alive, without keeping it so."""

    def __init__(self, array: np.ndarray) -> None:
        self.reference = weakref.ref(array)

    def __call__(self) -> bool:
        return self.reference() is not None


def arrays(value: Any) -> Iterator[np.ndarray]:
    """The arrays in nested lists and tuples."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, (list, tuple)):
        for entry in value:
            yield from arrays(entry)


def guest(wish: Wish, data: dict) -> Guest:
    """The stand-in for a handle of the judge."""
    bases = (GuestFunction if data["call"] else Guest,)
    if data["walk"]:
        bases = (Series, *bases)
    return type(data["kind"], bases, {})(wish, data)


class Kept:
    """What the answer keeps, by number: the judge asks for it again."""

    def __init__(self) -> None:
        self.things: list[Any] = []

    def handle(self, thing: Any) -> dict:
        if isinstance(thing, Guest):
            return {"$": "mine", "i": thing._number}
        if isinstance(thing, BaseException):
            return errors.encode(thing)
        if len(self.things) >= MOST_KEPT:
            raise MemoryError("too many objects were returned")
        self.things.append(thing)
        name = getattr(thing, "__name__", type(thing).__name__)
        return {
            "$": "kept",
            "i": len(self.things) - 1,
            "call": callable(thing),
            "walk": hasattr(thing, "__iter__"),
            "name": str(name)[:60],
            "kind": type(thing).__name__[:60],
        }

    def find(self, number: int) -> Any:
        if not 0 <= number < len(self.things):
            raise Unreadable
        return self.things[number]
