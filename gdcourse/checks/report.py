"""What a check says: ✓, ✗ or ○, a few lines, and where they go.

A learner reads them as printed text. Under nbval, nbgrader or a test the same text is
raised, so that one cell is both a conversation and a test.
"""

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from gdcourse.diary import strict

PASSED, FAILED, OPEN = "✓", "✗", "○"
INDENT = " " * 8
WIDTH = 84  # characters that JupyterLab shows in a line, at least, on a small screen


class CheckFailed(AssertionError):
    """An answer that is not right (yet); raised in strict mode only."""

    def _render_traceback_(self) -> list[str]:
        # IPython shows these lines instead of a traceback through our code.
        return str(self).splitlines()


class NotAttempted(CheckFailed):
    """A task whose stub is still in place; raised in strict mode only."""


@dataclass(frozen=True)
class Report:
    """The outcome of one check; ``str(report)`` is the text a learner reads."""

    task: str
    name: str
    status: str
    sentence: str
    lines: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    points: float = 0
    of: float = 0
    in_time: bool = True

    def __str__(self) -> str:
        heading = f"{self.status} {self.task} {self.name}".rstrip()
        hints = [f"hint: {hint}" for hint in self.hints]
        score = [f"{credit(self.points, self.of)}"] if self.status == FAILED else []
        below = [*self.lines, *hints, *(score if self.of else [])]
        return "\n".join([f"{heading}   {self.sentence}", *(INDENT + b for b in below)])


def credit(points: float, of: float) -> str:
    """
    >>> credit(6, 10)
    '6 of 10 points'
    """
    return f"{points:g} of {of:g} points"


def say(text: str) -> None:
    """Write for the learner; standard output, never standard error."""
    sys.stdout.write("\n".join(map(folded, text.splitlines())) + "\n")


def folded(line: str) -> str:
    """A line that breaks between words, its rest beneath where its text begins.

    JupyterLab would break it anywhere, in the middle of a word.

    >>> print(folded("Q1.2  " + "Which rate is the largest stable one? " * 3))
    Q1.2  Which rate is the largest stable one? Which rate is the largest stable one?
          Which rate is the largest stable one?
    """
    if len(line) <= WIDTH:
        return line
    begins = re.match(r" *(\S+ {2,})?", line).end()
    rest = " " * begins or INDENT
    whole = {"break_long_words": False, "break_on_hyphens": False}
    return "\n".join(wrap(line, WIDTH, subsequent_indent=rest, **whole))


def aligned(rows: Sequence[Sequence[str]], widths: Sequence[int] = ()) -> str:
    """A table: words to the left, the rest to the right, two spaces apart.

    A table that is written row by row says how wide its columns are.

    >>> print(aligned([("lesson", "points"), ("00 start here", "3")]))
    lesson         points
    00 start here       3
    """
    widths = widths or [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *rest in rows:
        parts = [f"{c:>{width}}" for c, width in zip(rest, widths[1:], strict=True)]
        lines.append("  ".join([f"{first:<{widths[0]}}", *parts]).rstrip())
    return "\n".join(lines)


def deliver(report: Report) -> float | None:
    """Print the report, or raise it in strict mode when it is not a ✓.

    Only nbgrader's autograder gets a value back: the points of a partly right answer,
    which it reads as the value of the cell.
    """
    if report.status == PASSED or not strict():
        say(str(report))
        return None
    if report.points and os.environ.get("NBGRADER_EXECUTION") == "autograde":
        say(str(report))
        return float(report.points)
    raise (NotAttempted if report.status == OPEN else CheckFailed)(str(report))
