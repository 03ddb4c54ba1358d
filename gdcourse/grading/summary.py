"""What the command says at the end: tables, problems, speed, isolation, files."""

import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gdcourse.grading.graded import Graded
from gdcourse.grading.plain_text import one_line
from gdcourse.grading.table import class_table, task_table

PROMISES = {
    "strong": "no network, no files but its own, everything it started is ended",
    "medium": "no files but its own and limits; the network is not closed everywhere",
    "weak": "limits only: for a trusted class",
}


@dataclass(frozen=True)
class Pace:
    """How many notebooks this run graded itself, in which time, and who is absent."""

    notebooks: int
    seconds: float
    absent: tuple[str, ...] = ()

    def __str__(self) -> str:
        """
        >>> str(Pace(300, 60.0)).startswith("300 notebooks graded in 60 s")
        True
        """
        cores = os.cpu_count() or 1
        each = 60 * self.notebooks / max(self.seconds, 1e-3) / cores
        pace = f" ({each:.0f} per minute and core)" if self.notebooks else ""
        noun = "notebook" if self.notebooks == 1 else "notebooks"
        return f"{self.notebooks} {noun} graded in {self.seconds:.0f} s{pace}"


def tables(graded: Sequence[Graded]) -> str:
    """The class, then the tasks."""
    return "\n\n".join(filter(None, [class_table(graded), task_table(graded)]))


def lines(
    graded: Sequence[Graded], problems: Sequence[str], pace: Pace, out: Path
) -> str:
    """One line for each thing to know, each problem first."""
    found = [f"! {one_line(problem)}" for problem in problems]
    for one in graded:
        if not one.complete:
            words = " ".join(one.result.notes)
            found.append(f"! {one_line(f'{one.learner}, {one.notebook}: {words}')}")
    if pace.absent:
        found.append(f"handed in nothing: {one_line(', '.join(pace.absent))}.")
    again = len(graded) - pace.notebooks
    found.append(f"{pace}; {again} were known." if again > 0 else f"{pace}.")
    found += isolation(graded)
    memory = [one.result.memory_mb for one in graded if one.result.memory_mb]
    if memory:
        words = f"{sum(memory) / len(memory):.1f} MB on average, {max(memory):.1f} at"
        found.append(f"memory of a submission's own: {words} most.")
    found.append(f"reports: {out}; keep {out / 'private'} to yourself.")
    return "\n".join(found) + "\n"


def isolation(graded: Sequence[Graded]) -> list[str]:
    """How far the answers were kept from this computer, and a word to root."""
    ran = [one.result for one in graded if one.complete and one.result.isolated_by]
    levels = Counter(result.isolation for result in ran)
    found = [
        f"isolation of {count}: {level} ({PROMISES[level]})."
        for level, count in levels.items()
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        found.append("! you are root: grade as an ordinary user, it is safer.")
    return found


def say(text: str) -> None:
    """Print; a reader that has seen enough (``| head``) is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
