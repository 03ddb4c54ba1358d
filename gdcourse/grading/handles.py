"""The judge's side of things that do not cross.

``Lent`` numbers what the judge lends to an answer (functions, walks over data);
``Remote`` stands for what the answer keeps (a function that it returned, a generator).
"""

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, Protocol

import numpy as np

from gdcourse.checks.judging import numbers_in
from gdcourse.grading import errors
from gdcourse.grading.wire import Kinds, Unreadable, kind_named

# What an answer may read of an object that it was lent; never anything with "_".
READABLE = frozenset(
    {
        "L", "calls", "formula", "gradient", "hessian", "init", "lr",
        "minimizers", "minimum", "momentum", "mu", "name", "points", "shape",
        "start", "status", "step", "updates", "value", "values", "window",
        "words", "x",
    }
)  # fmt: skip
MOST_LENT = 200_000
# In the arguments of a call back, and one size times the next: what a function of ours
# makes of them (of a column and a row a table, say) must not fill the memory.
MOST_NUMBERS, MOST_TOGETHER = 5_000, 10_000
# These cross as they are. One that is too large to cross is not lent instead, or an
# answer could let it grow here: ``x = square(x)``, again and again.
DATA = (int, Fraction, str, list, tuple, dict, set, frozenset, np.ndarray, np.generic)


class Asking(Protocol):
    """What a remote thing needs of its session."""

    def ask(self, op: str, **more: Any) -> Any: ...


class Lent:
    """What the judge lends, by number. Nothing else can be reached from the child."""

    def __init__(self) -> None:
        self.things: dict[int, Any] = {}
        self.numbers: dict[int, int] = {}
        self.calls = self.count = 0

    def take_back(self) -> None:
        """A check is over: what it lent answers no more."""
        self.things.clear()
        self.numbers.clear()

    def handle(self, thing: Any) -> dict:
        """A handle for the child; the same thing has the same number."""
        if isinstance(thing, Remote):
            return {"$": "yours", "i": thing.__dict__["_number"]}
        if isinstance(thing, BaseException):
            return errors.encode(thing)
        if isinstance(thing, DATA):
            raise MemoryError("that is too large to be given")
        number = self.numbers.get(id(thing))
        if number is None:
            if len(self.things) >= MOST_LENT:
                raise Unreadable
            number = self.numbers[id(thing)] = self.count
            self.things[number] = thing
            self.count += 1
        return {
            "$": "lent",
            "i": number,
            "call": callable(thing),
            "walk": hasattr(thing, "__iter__"),
            "name": str(getattr(thing, "__name__", type(thing).__name__))[:200],
            "text": repr(thing)[:200] if callable(thing) else type(thing).__name__,
            "kind": type(thing).__name__,
        }

    def find(self, number: Any) -> Any:
        if type(number) is not int or number not in self.things:
            raise Unreadable
        return self.things[number]

    def answer(self, wish: dict, decode: Callable, encode: Callable) -> Any:
        """What the child wishes of a lent thing: call it, read a part, walk on."""
        self.calls += 1
        thing, kind = self.find(wish.get("i")), wish.get("wish")
        with np.errstate(all="ignore"):
            if kind == "call" and callable(thing):
                arguments = [decode(a) for a in wish["a"]]
                named = {str(k): decode(v) for k, v in wish.get("k", {}).items()}
                refuse_growth([*arguments, *named.values()])
                return encode(thing(*arguments, **named))
            if kind == "read" and wish.get("name") in READABLE:
                return encode(getattr(thing, wish["name"]))
            if kind == "walk":
                return encode(Walk(iter(thing)))
            if kind == "next" and isinstance(thing, Walk):
                return [encode(value) for value in thing.step(wish.get("free", []))]
        raise AttributeError(f"there is no {str(wish.get('name'))[:40]}")


def refuse_growth(arguments: list) -> None:
    sizes = [max(numbers_in(one), 1) for one in arguments]
    if sum(sizes) > MOST_NUMBERS or math.prod(sizes) > MOST_TOGETHER:
        raise MemoryError("that is too much for one call")


class Walk:
    """An iterator that was lent. What it gave stays alive as long as it does there."""

    def __init__(self, iterator: Iterator) -> None:
        self.iterator = iterator
        self.alive: dict[int, Any] = {}
        self.count = 0

    def step(self, free: list) -> list:
        """The next value in a list, or an empty list at the end."""
        for number in free:
            self.alive.pop(number, None)
        for value in self.iterator:
            self.alive[self.count] = value
            self.count += 1
            return [value]
        return []


class Remote:
    """Something that the answer keeps: only its kind and its name are known here."""

    def __init__(self, session: Asking, number: int, name: str) -> None:
        self.__dict__.update(_session=session, _number=number, __name__=name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.session().ask("read", i=self._number, name=name)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of the answer>"

    def session(self) -> Asking:
        return self.__dict__["_session"]


class RemoteFunction(Remote):
    """A function of the answer; a call runs in the child."""

    def __call__(self, *arguments: Any) -> Any:
        return self.session().call(self, arguments)


class RemoteSeries(Remote):
    """A generator or another series of the answer; each step runs in the child."""

    def __iter__(self) -> Iterator:
        walk = self.session().ask("walk", i=self._number)
        while True:
            step = self.session().ask("next", i=walk._number)
            if not step:
                return
            yield step[0]


def remote(session: Asking, data: dict, kinds: Kinds) -> Remote:
    """The stand-in for a handle of the child, with the name of its kind."""
    kind, name = str(data.get("kind"))[:60], str(data.get("name"))[:60]
    base = RemoteSeries if data.get("walk") else Remote
    base = RemoteFunction if data.get("call") else base
    if type(data.get("i")) is not int:
        raise Unreadable
    named = kind if kind.isidentifier() else "object"
    return kind_named(base, named, kinds)(session, data["i"], name)


def overwrite(old: Any, new: Any) -> None:
    """Make a copy that a check holds what the answer made of its argument."""
    if type(old) is list and type(new) is list:
        old[:] = new
    elif type(old) is dict and type(new) is dict:
        old.clear()
        old.update(new)
    elif hasattr(old, "setflags") and hasattr(new, "setflags"):
        if old.shape != new.shape:
            old.resize(new.shape, refcheck=False)
        old[...] = new
    elif type(old) is tuple and type(new) is tuple:
        for one, other in zip(old, new, strict=False):
            overwrite(one, other)
