"""What a cell finds around it besides its own names: a place to print, magics, exit."""

import contextlib
import io
from collections.abc import Callable


class Printed(io.TextIOBase):
    """Takes what cells print and keeps its beginning: much output is no crime."""

    encoding = "utf-8"

    def __init__(self, most: int) -> None:
        self.room, self.kept = most, io.StringIO()

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self.room > 0:
            self.kept.write(text[: self.room])
            self.room -= len(text)
        return len(text)


class Magic:
    """What ``get_ipython()`` gives: magics are accepted and do nothing."""

    def __getattr__(self, name: str) -> Callable:
        return lambda *_, **__: None


def leave(*_: object) -> None:
    raise SystemExit("a cell called exit()")


def without_magics(source: str) -> str:
    """The cell as plain Python, as IPython reads it."""
    if not any(mark in source for mark in "%!?"):
        return source
    try:
        from IPython.core.inputtransformer2 import TransformerManager
    except ImportError:
        return source
    with contextlib.suppress(SyntaxError):
        return TransformerManager().transform_cell(source)
    return source
