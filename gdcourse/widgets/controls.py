"""Lesson 00: the handles of a live figure, with words, symbol and value on them.

Each control is a plain record; ``widget()`` makes the ipywidget, which the keyboard
can reach: arrow keys move a slider by one step, Page Up and Page Down by more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import ipywidgets

from gdcourse.arguments import shown
from gdcourse.widgets.sliders import FloatSlider, IntSlider

ROOM = {"width": "30em"}


def label(words: str, symbol: str, text: str) -> str:
    """The words, the symbol and the value, as they stand on a control.

    >>> label("learning rate", "α", "0.35")
    'learning rate α = 0.35'
    """
    return " ".join(filter(None, [words, symbol, "=", text]))


class Control:
    """What all controls share: ``name`` is the argument of ``compute``."""

    name: str
    words: str
    symbol: str

    def values(self) -> Sequence[Any]:
        """All positions, in order."""
        raise NotImplementedError

    @property
    def first(self) -> Any:
        """The position at the start."""
        return self.start

    def show(self, value: Any) -> str:
        """A position as the label and the description write it."""
        return str(value)

    def label(self, value: Any) -> str:
        """What stands on the control at this position."""
        return label(self.words, self.symbol, self.show(value))

    def place(self, value: Any) -> str:
        """Where the control stands, in a message."""
        return self.label(value)

    def read(self, raw: Any) -> Any:
        """The exact position for what the widget reports."""
        return raw

    def find(self, text: str) -> Any:
        """The position that ``show`` writes as this text, or an error."""
        found = [value for value in self.values() if self.show(value) == text]
        return found[0] if found else self.check(text)

    @property
    def style(self) -> dict[str, str]:
        """Room for the longest label, so that the handle keeps its place."""
        longest = max(len(self.label(value)) for value in self.values())
        return {"description_width": f"{0.55 * longest + 1.5:.1f}em"}

    def check(self, value: Any) -> Any:
        """The position for a value set from Python, or an error."""
        if value in self.values():
            return value
        raise ValueError(
            f"{self.name} must be one of its positions, got {shown(value)}. "
            f"Try {self.show(self.values()[0])}."
        )


@dataclass(frozen=True)
class Slider(Control):
    """A number between low and high on exact decimal steps: 0.3, never 0.30000000004.

    If low, high, step and start are whole numbers, so are the values.

    >>> Slider("lr", "learning rate", "α", 0.0, 1.0, 0.1, 0.3).values()[3]
    0.3
    """

    name: str
    words: str
    symbol: str
    low: float
    high: float
    step: float
    start: float

    def __post_init__(self) -> None:
        if not self.low < self.high or not self.step > 0:
            raise ValueError(
                f"a slider needs low < high and a positive step, got {self.low}, "
                f"{self.high}, {self.step}. Try low=0.0, high=1.0, step=0.1."
            )
        self.check(self.start)

    @cached_property
    def whole(self) -> bool:
        """Whether the values are whole numbers."""
        return all(isinstance(v, int) for v in (self.low, self.step, self.start))

    @cached_property
    def top(self) -> int:
        """The last position, counted from low."""
        low, high, step = (Decimal(repr(v)) for v in (self.low, self.high, self.step))
        return int((high - low) / step)

    @cached_property
    def decimals(self) -> int:
        """Digits after the point that every position needs."""
        ends = (Decimal(repr(v)).as_tuple().exponent for v in (self.low, self.step))
        return max(0, *(-int(e) for e in ends))

    def at(self, position: int) -> float:
        """The value at a position, counted from low."""
        low, step = Decimal(repr(self.low)), Decimal(repr(self.step))
        exact = low + position * step
        return int(exact) if self.whole else float(exact)

    def values(self) -> list[float]:
        """All positions, from low to high."""
        return [self.at(i) for i in range(self.top + 1)]

    def show(self, value: float) -> str:
        """The value with the digits of the step, and no more."""
        return str(value) if self.whole else f"{value:.{self.decimals}f}"

    def read(self, raw: float) -> float:
        """The nearest position."""
        return self.at(min(self.top, max(0, round((raw - self.low) / self.step))))

    def check(self, value: Any) -> float:
        """A value set from Python: it must lie on a step."""
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        near = self.read(value) if number and abs(value) < float("inf") else None
        if near is None or abs(near - value) > 1e-9 * max(self.step, abs(near)):
            raise ValueError(
                f"{self.name} must be {self.low} to {self.high} in steps of "
                f"{self.step}, got {shown(value)}. "
                f"Try {self.start if near is None else near}."
            )
        return near

    def widget(self) -> ipywidgets.Widget:
        """A slider that reports while it moves."""
        kind = IntSlider if self.whole else FloatSlider
        return kind(
            value=self.start,
            min=self.low,
            max=self.at(self.top),
            step=self.step,
            continuous_update=True,
            readout=False,
            description=self.label(self.start),
            tooltip=f"{self.words}: arrow keys move it by {self.step}",
            style=self.style,
            layout=ROOM,
        )
