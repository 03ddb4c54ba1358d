"""What you have done so far, lesson by lesson: ``progress()``.

``python -m gdcourse progress`` prints the same for all lessons. Both read the diary and
change nothing.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gdcourse import diary
from gdcourse.checks.attempts import kept, points_of
from gdcourse.checks.quiz import items_of
from gdcourse.checks.report import aligned, say
from gdcourse.checks.task import STEMS, tasks_of

HEADER = ("lesson", "tasks", "points", "quiz", "predictions")
PREDICTED = re.compile(r"\bP(\d\d)\.\d+\b")
USAGE = """\
python -m gdcourse progress

  prints what you have done in each lesson; it takes no options
"""


@dataclass(frozen=True)
class Row:
    """One lesson: how many are done, of how many, and whether anything is noted."""

    lesson: str
    tasks: tuple[float, float]
    points: tuple[float, float]
    quiz: tuple[float, float]
    predictions: tuple[float, float]
    is_begun: bool = False

    @property
    def counts(self) -> tuple[tuple[float, float], ...]:
        return self.tasks, self.points, self.quiz, self.predictions

    @property
    def words(self) -> tuple[str, ...]:
        """The cells of the table.

        >>> Row("00 start here", (1, 3), (3, 10), (0, 2), (0, 0)).words
        ('00 start here', '1 of 3', '3 of 10', '0 of 2', '-')
        """
        cells = [f"{done:g} of {of:g}" if of else "-" for done, of in self.counts]
        return self.lesson, *cells


def progress() -> None:
    """Print a row for each lesson that you have begun.

    The first lesson is always there. Where notebooks are tested nothing is noted, so
    its row says 0.
    """
    first, *others = rows()
    say(table([first, *(row for row in others if row.is_begun)]))


def rows() -> list[Row]:
    """A row for each lesson that has tasks."""
    numbers = {number: stem for number, stem in enumerate(STEMS) if tasks_of(stem)}
    return [row(number, stem) for number, stem in numbers.items()]


def row(number: int, stem: str) -> Row:
    """What the diary holds of one lesson, and what there is to do."""
    tasks, noted = tasks_of(stem), kept()
    earned = [min(points_of(noted.get(id, {})), tasks[id].points) for id in tasks]
    whole = [task.points for task in tasks.values()]
    asked, guessed = predictions_in(number, stem), diary.notes("prediction")
    replies = diary.notes("quiz")
    answered = {id: replies.get(id) for id in items_of(stem)}
    right = [one for one in answered.values() if one and one.get("right") is True]
    return Row(
        f"{number:02} {stem.replace('_', ' ')}",
        (sum(e >= w for e, w in zip(earned, whole, strict=True)), len(tasks)),
        (sum(earned), sum(whole)),
        (len(right), len(answered)),
        (len(asked & set(guessed)), len(asked)),
        bool(set(tasks) & set(noted) or any(answered.values()) or asked & set(guessed)),
    )


def predictions_in(number: int, stem: str) -> set[str]:
    """The ids of the predictions that a lesson asks for."""
    path = diary.home() / "notebooks" / f"{number:02}_{stem}.ipynb"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        return set()
    return {match[0] for match in PREDICTED.finditer(text) if int(match[1]) == number}


def total(found: Iterable[Row]) -> Row:
    """All lessons together."""
    columns = zip(*(row.counts for row in found), strict=True)
    sums = [tuple(map(sum, zip(*column, strict=True))) for column in columns]
    return Row("all", *sums)


def table(found: Sequence[Row]) -> str:
    """The rows beneath a header; numbers end where their column ends."""
    return aligned([HEADER, *(row.words for row in found)])


def main(arguments: Sequence[str] = ()) -> int:
    """The command: all lessons and their sum."""
    if arguments:
        stream = sys.stdout if arguments[0] in ("-h", "--help") else sys.stderr
        stream.write(USAGE)
        return 0 if stream is sys.stdout else 2
    found = rows()
    say(table([*found, total(found)]))
    return 0
