"""What is run in which order, and after which cell each task is judged.

A task is judged where the learner's own check cell stands, so that a cell further down
cannot spoil an answer that was right when the learner saw its ✓.
"""

import re
from dataclasses import dataclass

from gdcourse.checks.cells import CHECKED
from gdcourse.grading.master import Master, MasterTask
from gdcourse.grading.submission import Cell, Submission


@dataclass(frozen=True)
class Plan:
    """The cells to run; for each task its answer cells and the place of its check.

    ``answers`` and ``places`` are by the ids of the check cells.
    """

    cells: tuple[Cell, ...]
    answers: dict[str, tuple[Cell, ...]]
    places: dict[str, int]
    notes: tuple[str, ...]

    def due(self, place: int) -> list[str]:
        """The ids of the check cells that are judged after this cell."""
        return [grade_id for grade_id, at in self.places.items() if at == place]


def make_plan(master: Master, submission: Submission) -> Plan:
    """Find the answers, by id or by the function that they define."""
    tasks = [task for task in master.tasks if not task.is_manual]
    wanted = {task.answer_id for task in tasks}
    cells = tuple(c for c in submission.cells if c.is_code or c.names & wanted)
    last = max((cell.place for cell in cells), default=-1)
    notes = list(submission.notes)
    answers, places = {}, {}
    for task in tasks:
        marked = [cell for cell in cells if task.answer_id in cell.names]
        found = marked or [cell for cell in cells if defines(cell.source, task.name)]
        notes += [note for note in oddities(task, marked, found) if cells]
        checks = [c.place for c in cells if is_check_of(c, task)]
        ends = [cell.place for cell in found[-1:]]
        places[task.grade_id] = max(checks + ends) if ends else last
        answers[task.grade_id] = tuple(found)
    return Plan(cells, answers, places, tuple(notes))


def lacks_setup(master: Master, cells: tuple[Cell, ...]) -> bool:
    """Whether the imports of the exercise are gone; then the master's are run."""
    wanted = {line for line in master.setup.splitlines() if "import" in line}
    held = {line for cell in cells for line in cell.source.splitlines()}
    return not wanted <= held


def oddities(task: MasterTask, marked: list[Cell], found: list[Cell]) -> list[str]:
    """What is unusual about the answer cells of a task."""
    notes = []
    if len(marked) > 1:
        times = f"its answer cell is there {len(marked)} times"
        notes.append(f"{task.task}: {times}; the last one counts.")
    if not marked and found:
        found_by = f"found by the name {task.name}"
        notes.append(f"{task.task}: its answer cell lost its mark; {found_by}.")
    if any(not cell.is_code for cell in marked):
        notes.append(f"{task.task}: its answer cell is no code cell; run as code.")
    return notes


def is_check_of(cell: Cell, task: MasterTask) -> bool:
    """Whether this is the learner's check cell of a task, by its mark or its text."""
    call = CHECKED.search(cell.source)
    return task.grade_id in cell.names or bool(call and call[1] == task.task)


def defines(source: str, name: str) -> bool:
    """
    >>> defines("f = lambda x: x", "f"), defines("def g(x): ...", "f")
    (True, False)
    """
    name = re.escape(name)
    pattern = rf"^(?:def|class) +{name}\b|^{name} *=[^=]"
    return bool(re.search(pattern, source, re.MULTILINE))


def calls(source: str, name: str) -> bool:
    """Whether code calls a function that it does not define itself.

    >>> calls("y = f(x)", "f"), calls("# f(x)", "f"), calls("def f(x): ...", "f")
    (True, False, False)
    """
    lines = [line for line in source.splitlines() if not line.lstrip().startswith("#")]
    call = re.compile(rf"(?<![\w.]){re.escape(name)}\s*\(")
    return not defines(source, name) and any(map(call.search, lines))
