"""Lesson 02: a handle that is a text field: the learner types what is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets

from gdcourse.arguments import shown
from gdcourse.widgets.controls import Control

ROOM = {"width": "46em", "max_width": "100%"}


@dataclass(frozen=True)
class Typed(Control):
    """A line of text, taken over when Enter is pressed or the field is left.

    Any text is a position: what it means is for ``compute`` to find out. ``examples``
    are the positions that tests move it to. ``longest`` bounds what is shown.

    >>> f = Typed("f", "function", "f", "x**2", ("x**2", "x**4"))
    >>> f.label("x**4"), f.place("x**4"), f.read("  x **  4 ")
    ('function f', 'function f = x**4', 'x ** 4')
    """

    name: str
    words: str
    symbol: str
    start: str
    examples: Sequence[str]
    longest: int = 90

    def __post_init__(self) -> None:
        self.check(self.start)

    def values(self) -> list[str]:
        """The examples; the start is one of them."""
        return list(dict.fromkeys([self.start, *self.examples]))

    def show(self, value: str) -> str:
        """The text; a longer one than ``longest`` is cut with an ellipsis."""
        return value if len(value) <= self.longest else value[: self.longest - 1] + "…"

    def label(self, value: str) -> str:
        """The words and the symbol; the text itself is visible in the field."""
        return f"{self.words} {self.symbol}".strip()

    def place(self, value: str) -> str:
        """The words with the text, for a message."""
        return super().label(value)

    def read(self, raw: str) -> str:
        """The text on one line, with single spaces."""
        return " ".join(raw.split())

    def check(self, value: Any) -> str:
        """Any text may be set from Python."""
        if not isinstance(value, str):
            raise TypeError(
                f"{self.name} must be text, got {shown(value)}. "
                f'Try "{self.values()[0]}".'
            )
        return self.read(value)

    def widget(self) -> ipywidgets.Widget:
        """A text field; the picture follows when the text is finished."""
        return ipywidgets.Text(
            value=self.start,
            continuous_update=False,
            placeholder=self.start,
            description=self.label(self.start),
            tooltip=f"{self.words}: type it and press Enter, for example {self.start}",
            style=self.style,
            layout=ROOM,
        )
