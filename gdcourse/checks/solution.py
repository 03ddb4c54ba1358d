"""The course's own answer to a task, for whoever has tried one."""

import json
import re
import sys

from gdcourse import diary
from gdcourse.checks.attempts import attempted
from gdcourse.checks.cells import CHECKED, is_answer, is_check, marks, source
from gdcourse.checks.check import unknown
from gdcourse.checks.report import Report, deliver, say
from gdcourse.checks.task import STEMS, Task, find_task


def solution(task: str) -> None:
    """Print the answer that ``solutions/`` holds, after an attempt of your own.

    Before one it says kindly no; where a notebook is graded it says nothing else.
    Never raises for a task of the course.
    """
    found = find_task(task) if isinstance(task, str) else None
    if found is None:
        deliver(unknown("solution", task))
        return
    words, lines = shown(found)
    say(str(Report(found.id, found.name, "·", words)))
    sys.stdout.write("".join(f"{line}\n" for line in lines))  # code is never folded


def shown(task: Task) -> tuple[str, list[str]]:
    """A sentence, and the lines of the answer when it may be seen."""
    if diary.strict():
        return "solutions stay closed where notebooks are tested or graded.", []
    if not attempted(task.id):
        usage = f'check("{task.id}", {task.name})'
        return f"try an answer of your own first, right or wrong: {usage}.", []
    lines = answer_lines(task)
    if not lines:
        return "the folder solutions/ is not here, so there is nothing to show.", []
    return "one right answer; yours may look different.", ["", *lines]


def answer_lines(task: Task) -> list[str]:
    """The answer cell of the master notebook without its two markers."""
    number = int(task.id[1:3])
    path = diary.home() / "solutions" / f"{number:02}_{STEMS[number]}.ipynb"
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        cells = [cell for cell in cells if isinstance(cell, dict)]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    checks = (cell for cell in cells if is_check(cell))
    calls = {called[1]: cell for cell in checks if (called := called_in(cell))}
    wanted = marks(calls.get(task.id, {})).get("grade_id", "").removesuffix("-check")
    answers = [c for c in cells if is_answer(c) and marks(c)["grade_id"] == wanted]
    lines = [line for cell in answers for line in source(cell).splitlines()]
    return [line for line in lines if not line.lstrip().startswith("### ")]


def called_in(cell: dict) -> re.Match | None:
    """The call of check in a cell: its task and its function."""
    return CHECKED.search(source(cell))
