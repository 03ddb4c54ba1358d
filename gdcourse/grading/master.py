"""The master notebook as the judge needs it: tasks, their cells and their points."""

import json
import re
from dataclasses import dataclass

from gdcourse.checks.cells import CHECKED, is_answer, is_check, marks, source
from gdcourse.checks.task import STEMS, find_task


@dataclass(frozen=True)
class MasterTask:
    """One task of the notebook: its cells and what it is worth there."""

    task: str
    name: str
    answer_id: str
    grade_id: str
    points: float
    is_manual: bool = False


@dataclass(frozen=True)
class Master:
    """A notebook of ``solutions/``: its name, its tasks, its first cell of code."""

    name: str
    tasks: tuple[MasterTask, ...]
    setup: str


def read_master(data: bytes) -> Master:
    """The master of these bytes; raises ValueError where it is none.

    Only what the cells' metadata and the calls of ``check`` say is used.
    """
    try:
        cells = json.loads(data)["cells"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(
            f"a master must be a notebook of format 4, got {type(error).__name__}: "
            f"{error}. Give a file of solutions/."
        ) from None
    tasks, answer = [], ""
    for cell in cells:
        if is_answer(cell) and not marks(cell).get("grade"):
            answer = marks(cell)["grade_id"]
        elif marks(cell).get("grade"):
            tasks.append(manual(cell) if is_answer(cell) else checked(cell, answer))
    if not tasks:
        raise ValueError(
            "a master must have check cells with points, got none. "
            "Give a file of solutions/, not of notebooks/."
        )
    plain = [c for c in cells if c["cell_type"] == "code" and not marks(c)]
    return Master(notebook_name(tasks[0].task), tuple(tasks), first(plain))


def first(plain: list[dict]) -> str:
    """The source of the first cell: what the learner finds imported."""
    return source(plain[0]) if plain else ""


def checked(cell: dict, answer: str) -> MasterTask:
    """The task of a check cell."""
    grade_id = marks(cell)["grade_id"]
    call = CHECKED.search(source(cell)) if is_check(cell) else None
    if call is None or find_task(call[1]) is None:
        raise ValueError(
            f"a check cell must call check with a task of the course, got {grade_id}: "
            f"{source(cell)[:60]!r}. Write it as in the notebooks of solutions/."
        )
    points = float(marks(cell).get("points") or 0)
    known = answer or grade_id.removesuffix("-check")
    return MasterTask(call[1], call[2], known, grade_id, points)


def manual(cell: dict) -> MasterTask:
    """A written answer, which a person reads."""
    grade_id, points = marks(cell)["grade_id"], marks(cell).get("points") or 0
    number = re.match(r"E(\d\d)-(\d+)", grade_id)
    task = f"E{number[1]}.{number[2]}" if number else grade_id
    return MasterTask(task, grade_id, grade_id, grade_id, float(points), True)


def notebook_name(task: str) -> str:
    """
    >>> notebook_name("E07.1")
    '07_momentum'
    """
    number = task[1:3]
    known = number.isdigit() and int(number) < len(STEMS)
    return f"{number}_{STEMS[int(number)]}" if known else task
