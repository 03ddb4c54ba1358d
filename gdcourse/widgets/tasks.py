"""Lesson 00: something to find with a live figure, checked from its numbers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Any


@dataclass(frozen=True)
class Task:
    """A goal under a live figure: ○ until ``reached(state, numbers)``, then ✓.

    >>> arrive = Task("one-step", "arrive in one step", lambda state, n: n["k"] == 1)
    >>> arrive.line(done=False)
    '○ Find: arrive in one step'
    >>> arrive.line(done=True)
    '✓ Found: arrive in one step'
    """

    id: str
    goal: str
    reached: Callable[[dict[str, Any], Any], bool]

    def line(self, done: bool) -> str:
        """The task as it stands under the figure."""
        return f"✓ Found: {self.goal}" if done else f"○ Find: {self.goal}"


def chips(tasks: Iterable[Task], done: set[str]) -> str:
    """The tasks as a list in HTML."""
    lines = [f"<li>{escape(task.line(task.id in done))}</li>" for task in tasks]
    style = "list-style:none;margin:.2em 0;padding:0;font-weight:600"
    return f'<ul aria-label="tasks" style="{style}">{"".join(lines)}</ul>' * bool(lines)
