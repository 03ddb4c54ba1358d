"""From a master notebook in solutions/ to the learner's copy in exercises/.

Prose stays, answers become stubs, outputs go, and nbgrader's checksum comes in. A
master that could hand out an answer, or whose task the checks do not know, is refused.
"""

import ast
import re
from copy import deepcopy

from nbformat import NotebookNode

from gdcourse.build.layout import normalize
from gdcourse.build.markers import BuildError, check_markers, solution_lines, with_stub
from gdcourse.checks.cells import CHECKED, checksum, is_answer, is_check, marks
from gdcourse.checks.task import find_task

GRADE_ID = re.compile(r"E(\d\d)-(\d+)-[a-z0-9-]+")
FLAGS = {
    "answer": {"grade": False, "solution": True, "locked": False, "task": False},
    "check": {"grade": True, "solution": False, "locked": True, "task": False},
}


def generate(master: NotebookNode, name: str) -> NotebookNode:
    """The learner's notebook of a master; refuses a master with a mistake in it."""
    check_master(master, name)
    exercise = normalize(deepcopy(master))
    exercise.cells = [
        cell
        for cell in exercise.cells
        if "solution-only" not in cell.metadata.get("tags", [])
    ]
    for cell in exercise.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if is_answer(cell):
            cell.source = with_stub(cell.source)
        if marks(cell):
            cell.metadata.nbgrader["checksum"] = checksum(cell)
    leaks = leaked(master, exercise)
    if leaks:
        raise BuildError(
            f"{name}: a line of a solution stands in the exercise, got {leaks[0]!r}. "
            "Say it in other words outside the markers."
        )
    return exercise


def check_master(master: NotebookNode, name: str) -> None:
    """Markers, metadata, order and points of every cell of a master."""
    used = set()
    for place, cell in enumerate(master.cells):
        where = f"{name}, cell {cell.get('id', place)}"
        check_markers(cell.source, where, is_answer(cell))
        if not marks(cell):
            if is_check(cell):
                raise BuildError(
                    f"{where}: a check cell needs nbgrader's metadata, got none. "
                    "Copy it from another check cell."
                )
            continue
        check_marks(cell, where)
        if marks(cell)["grade_id"] in used:
            raise BuildError(f"{where}: the grade_id is used twice. Give each its own.")
        used.add(marks(cell)["grade_id"])
        after = master.cells[place + 1] if place + 1 < len(master.cells) else None
        if is_answer(cell):
            check_pair(cell, after, where)
        elif marks(cell)["grade_id"].removesuffix("-check") not in used:
            raise BuildError(f"{where}: a check cell follows its answer cell.")


def check_marks(cell: NotebookNode, where: str) -> None:
    """One cell's metadata: schema 3, the flags of its role, an id of the course."""
    found = marks(cell)
    role = "answer" if is_answer(cell) else "check"
    wanted = {"schema_version": 3, **FLAGS[role]}
    wrong = [key for key, value in wanted.items() if found.get(key) != value]
    if cell.cell_type != "code" or wrong:
        raise BuildError(
            f"{where}: this is no {role} cell of nbgrader's schema 3, got "
            f"{dict(found)}. It needs {wanted} in a code cell."
        )
    if not GRADE_ID.fullmatch(found["grade_id"]):
        raise BuildError(
            f"{where}: grade_id has another form, got {found['grade_id']!r}. "
            "Write it as E02-1-name."
        )


def check_pair(answer: NotebookNode, check: NotebookNode | None, where: str) -> None:
    """An answer, then its check: one task, the same function, the right points."""
    grade_id = marks(answer)["grade_id"]
    follows = check is not None and marks(check).get("grade_id") == f"{grade_id}-check"
    called = CHECKED.search(check.source) if follows else None
    if called is None:
        raise BuildError(
            f"{where}: the next cell is not its check. Its grade_id is "
            f"{grade_id}-check and it calls check(task, function)."
        )
    number = "E{}.{}".format(*GRADE_ID.fullmatch(grade_id).groups())
    task = find_task(called[1])
    if called[1] != number or task is None or called[2] != task.name:
        raise BuildError(
            f"{where}: its check is for another task or function, got {called[0]!r}. "
            f"The id says {number}; its function stands in gdcourse/checks."
        )
    if marks(check).get("points") != task.points:
        raise BuildError(
            f"{where}: points differ, got {marks(check).get('points')} in the notebook "
            f"and {task.points} in gdcourse/checks. Make them equal."
        )
    for source in (answer.source, with_stub(answer.source)):
        check_function(source, task.name, where)


def check_function(source: str, name: str, where: str) -> None:
    """With and without its solution an answer cell is Python and defines the answer."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise BuildError(f"{where}: the cell is not Python: {error}.") from None
    if name not in [node.name for node in tree.body if hasattr(node, "name")]:
        raise BuildError(f"{where}: the cell does not define {name}, which is checked.")


def leaked(master: NotebookNode, exercise: NotebookNode) -> list[str]:
    """Lines of solutions that can be read in the exercise, spaces aside."""
    lines = [
        line
        for cell in master.cells
        if is_answer(cell)
        for line in solution_lines(cell.source)
    ]
    readable = squeezed("\n".join(cell.source for cell in exercise.cells))
    return [
        line.strip() for line in lines if telling(line) and squeezed(line) in readable
    ]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def telling(line: str) -> bool:
    """Whether a line gives something away: more than a name, a return or a count."""
    words = squeezed(line.partition("#")[0])
    plain = re.fullmatch(r"(return)?[\w.]+|for\w+inrange\(\w+\):", words)
    return len(words) >= 12 and not plain
