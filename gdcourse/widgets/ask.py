"""Lesson 00: a question that a live figure asks before it shows its answer."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

import ipywidgets

from gdcourse import diary


@dataclass(frozen=True)
class Ask:
    """Guess first: the figure moves once one of the options was chosen.

    ``truth(state, numbers)`` is the right option at the position of the guess. A guess
    is kept with the learner's other predictions and never graded.

    >>> ask = Ask("F02.1", "Which is faster?", ("0.1", "0.9"), lambda s, n: "0.9")
    >>> ask.reply("0.1", "0.9")
    'Which is faster? You said 0.1, it is 0.9.'
    >>> ask.reply("0.9", "0.9")
    'Which is faster? You said 0.9, and it is.'
    """

    id: str
    question: str
    options: tuple[str, ...]
    truth: Callable[[dict[str, Any], Any], str]

    def reply(self, guess: str, truth: str) -> str:
        """The guess beside the truth."""
        it = "and it is" if guess == truth else f"it is {truth}"
        return f"{self.question} You said {guess}, {it}."

    def keep(self, guess: str, truth: str) -> None:
        """Note both in the learner's diary."""
        entry = {"question": self.question, "guess": guess, "truth": truth}
        diary.note("prediction", self.id, entry)

    def line(self, words: str) -> str:
        """A line under the figure."""
        return f'<p style="margin:.2em 0;font-weight:600">{escape(words)}</p>'

    def widget(self) -> ipywidgets.Widget:
        """One button for each option."""
        return ipywidgets.ToggleButtons(
            options=self.options,
            value=None,
            description=self.question,
            tooltip=self.question,
            style={"description_width": "auto", "button_width": "auto"},
            layout={"width": "auto"},
        )
