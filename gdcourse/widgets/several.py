"""Lesson 07: a handle with which several things are chosen at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import ipywidgets
import traitlets

from gdcourse.arguments import shown
from gdcourse.widgets.controls import Control


class Boxes(ipywidgets.HBox):
    """A row of check boxes whose ``value`` holds the words of those that are ticked.

    Each box is reached by Tab and ticked by the space bar. Where no more may be
    chosen the empty boxes rest; the last ticked ones cannot be cleared.
    """

    value = traitlets.Tuple()
    description = traitlets.Unicode()

    def __init__(self, words: str, options: Sequence[str], most: int) -> None:
        look = {"indent": False, "layout": {"width": "auto", "margin": "0 1em 0 0"}}
        self.boxes = {
            name: ipywidgets.Checkbox(description=name, tooltip=f"{words}: {name}")
            for name in options
        }
        for box in self.boxes.values():
            box.indent, box.layout = look["indent"], ipywidgets.Layout(**look["layout"])
            box.observe(self._ticked, names="value")
        self.most, self._filling = most, False
        self._name = ipywidgets.Label()
        super().__init__([self._name, *self.boxes.values()])
        self.layout.flex_flow = "row wrap"

    def _ticked(self, change: Any) -> None:
        """A box was ticked or cleared in the page."""
        if self._filling:
            return
        chosen = tuple(name for name, box in self.boxes.items() if box.value)
        if 0 < len(chosen) <= self.most:
            self.value = chosen
        else:
            self._fill()

    @traitlets.observe("value")
    def _moved(self, change: Any) -> None:
        self._fill()

    @traitlets.observe("description")
    def _named(self, change: Any) -> None:
        self._name.value = change["new"]

    def _fill(self) -> None:
        """Bring the boxes to the value."""
        self._filling = True
        for name, box in self.boxes.items():
            box.value = name in self.value
            box.disabled = not box.value and len(self.value) >= self.most
        self._filling = False


@dataclass(frozen=True)
class Several(Control):
    """One or more of several words, at most ``most``; compute receives a tuple.

    The tuple is in the order of the options, whatever the order of the choice.

    >>> who = Several("who", "methods", ("a", "b", "c"), ("a",), most=2)
    >>> who.values()[-1], who.check(("c", "a"))
    (('b', 'c'), ('a', 'c'))
    """

    name: str
    words: str
    options: Sequence[str]
    start: tuple[str, ...]
    most: int
    symbol: str = ""

    def __post_init__(self) -> None:
        self.check(self.start)

    def values(self) -> list[tuple[str, ...]]:
        """Every choice that is allowed, small ones first."""
        sizes = range(1, self.most + 1)
        return [chosen for n in sizes for chosen in combinations(self.options, n)]

    def show(self, value: Sequence[str]) -> str:
        """The words, with commas."""
        return ", ".join(value)

    def label(self, value: Sequence[str]) -> str:
        """The words of the handle; the choice itself is visible in the boxes."""
        return self.words

    def place(self, value: Sequence[str]) -> str:
        """The words with the choice, for a message."""
        return f"{self.words}: {self.show(value)}"

    def read(self, raw: Sequence[str]) -> tuple[str, ...]:
        """The choice in the order of the options."""
        return tuple(option for option in self.options if option in raw)

    def check(self, value: Any) -> tuple[str, ...]:
        """A choice set from Python: known words, no two the same, not too many."""
        words = (value,) if isinstance(value, str) else value
        known = isinstance(words, (tuple, list, set, frozenset)) and words
        fits = known and all(word in self.options for word in words)
        if not fits or not len(set(words)) == len(words) <= self.most:
            raise ValueError(
                f"{self.name} must be 1 to {self.most} of {', '.join(self.options)}, "
                f"got {shown(value)}. Try {tuple(self.options[:1])}."
            )
        return self.read(words)

    def widget(self) -> ipywidgets.Widget:
        """A row of check boxes."""
        boxes = Boxes(self.words, self.options, self.most)
        boxes.description, boxes.value = self.words, self.check(self.start)
        return boxes
