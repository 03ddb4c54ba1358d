"""Errors that cross: a name, the names of its kinds, a text. Never the object."""

import builtins
from typing import Any

from gdcourse.checks.running import TimeUp

LONGEST = 300
GROUPS = ("BaseExceptionGroup", "ExceptionGroup")  # they want their members


class Ended(Exception):
    """The child is gone or was ended; ``reason`` is ``time``, ``died`` or ``form``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Overtime(BaseException):
    """The judge itself took too long over an answer; not an Exception on purpose."""


def encode(error: BaseException) -> dict:
    """What a report says about an error.

    >>> encode(KeyError("a"))["names"][:2], encode(KeyError("a"))["text"]
    (['KeyError', 'LookupError'], "'a'")
    """
    try:
        text = str(error)[:LONGEST]
    except Exception:  # an answer may raise an error that cannot be printed
        text = ""
    names = [kind.__name__[:60] for kind in type(error).__mro__][:20]
    return {"$": "error", "names": names, "text": text}


def decode(data: dict) -> BaseException:
    """An error of the same name that is an error of the same built-in kind.

    >>> error = decode({"names": ["MyError", "ValueError", "Exception"], "text": "no"})
    >>> type(error).__name__, isinstance(error, ValueError), str(error)
    ('MyError', True, 'no')
    """
    names = [str(name)[:60] for name in data["names"]] or ["Exception"]
    text = str(data["text"])[:LONGEST]
    if names[0] == "TimeUp":
        return TimeUp()
    base = next((kind for kind in map(built_in, names) if kind), Exception)
    return alike(names[0], base, text)


def built_in(name: str) -> type | None:
    """The built-in error of this name, if there is one."""
    kind = getattr(builtins, name, None)
    is_error = isinstance(kind, type) and issubclass(kind, BaseException)
    return kind if is_error and name not in GROUPS else None


def alike(name: str, base: type, text: str) -> BaseException:
    """An error named like the learner's, that prints the same."""
    members: dict[str, Any] = {
        "__init__": lambda self: None,
        "__str__": lambda self: text,
        "__repr__": lambda self: f"{name}({text!r})",
    }
    return type(name if name.isidentifier() else "Error", (base,), members)()
