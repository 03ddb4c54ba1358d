"""Lesson 00: the handles of a live figure whose positions you list one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import ipywidgets

from gdcourse.widgets.controls import ROOM, Control
from gdcourse.widgets.sliders import SelectionSlider


@dataclass(frozen=True)
class Steps(Control):
    """A slider over numbers that you list, e.g. powers of ten: (0.001, 0.01, 0.1, 1).

    >>> Steps("h", "step", "h", (1e-8, 1e-5, 1e-2), start=1e-5).show(1e-8)
    '1e-08'
    """

    name: str
    words: str
    symbol: str
    positions: Sequence[float]
    start: float

    def __post_init__(self) -> None:
        self.check(self.start)

    def values(self) -> Sequence[float]:
        """The numbers that were listed."""
        return tuple(self.positions)

    def read(self, raw: float) -> float:
        """The number that is nearest: by ratio where all are positive."""
        known = self.values()
        if min(known) > 0 and raw > 0:
            return min(known, key=lambda value: abs(log(value / raw)))
        return min(known, key=lambda value: abs(value - raw))

    def show(self, value: float) -> str:
        """The number in at most six digits."""
        return f"{value:g}"

    def widget(self) -> ipywidgets.Widget:
        """A slider whose positions are the listed numbers."""
        return SelectionSlider(
            options=[(self.show(v), v) for v in self.values()],
            value=self.start,
            continuous_update=True,
            readout=False,
            description=self.label(self.start),
            tooltip=f"{self.words}: arrow keys move it to the next value",
            style=self.style,
            layout=ROOM,
        )


@dataclass(frozen=True)
class Choice(Control):
    """One of several words: a menu, or a row of buttons (``buttons=True``).

    options are words, or a mapping from words to the values that compute receives.
    """

    name: str
    words: str
    options: Sequence[str] | Mapping[str, Any]
    start: Any
    buttons: bool = False
    symbol: str = ""

    def __post_init__(self) -> None:
        self.check(self.start)

    def pairs(self) -> list[tuple[str, Any]]:
        """Words and values."""
        if isinstance(self.options, Mapping):
            return list(self.options.items())
        return [(option, option) for option in self.options]

    def values(self) -> list[Any]:
        """The values in the order of the menu."""
        return [value for _, value in self.pairs()]

    def show(self, value: Any) -> str:
        """The words of a value."""
        return next(words for words, known in self.pairs() if known == value)

    def label(self, value: Any) -> str:
        """The words; the choice itself is visible in the menu."""
        return self.words

    def place(self, value: Any) -> str:
        """The words with the choice, for a message."""
        return f"{self.words}: {self.show(value)}"

    def widget(self) -> ipywidgets.Widget:
        """A menu or buttons."""
        kind = ipywidgets.ToggleButtons if self.buttons else ipywidgets.Dropdown
        return kind(
            options=self.pairs(),
            value=self.start,
            description=self.words,
            tooltip=self.words,
            style=self.style,
            layout={"width": "auto"} if self.buttons else ROOM,
        )


@dataclass(frozen=True)
class Switch(Choice):
    """A box to tick: its options are two words, one for True and one for False.

    ``asks`` says in the tooltip what a tick does, ``width`` is the room of the box.
    """

    asks: str = "switch on"
    width: str = "11em"

    def widget(self) -> ipywidgets.Widget:
        """A box with its words beside it."""
        return ipywidgets.Checkbox(
            value=self.start,
            description=self.words,
            tooltip=f"{self.asks}: {self.words}",
            indent=False,
            layout={"width": self.width},
        )
