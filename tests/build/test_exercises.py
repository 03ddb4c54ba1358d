"""Masters become exercises: nothing leaks, nothing is lost, mistakes stop the build."""

import json
import re
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from gdcourse.build.exercises import generate, squeezed, telling
from gdcourse.build.layout import normalize, read, text
from gdcourse.build.markers import BuildError, solution_lines
from gdcourse.checks.cells import checksum, is_answer, is_check, marks, open_tasks

ROOT = Path(__file__).resolve().parents[2]
MASTERS = sorted((ROOT / "solutions").glob("*.ipynb"))
EACH_MASTER = pytest.mark.parametrize("path", MASTERS, ids=lambda path: path.stem)

ANSWER = """def descend(x0, lr, n):
    ### BEGIN SOLUTION walk
    path = [x0] + [x0 - lr] * n
    return path
    ### END SOLUTION"""


def marked(source, grade_id, **flags):
    known = {"grade": False, "solution": False, "locked": False, "task": False}
    known |= {"schema_version": 3, "grade_id": grade_id, **flags}
    return new_code_cell(source, metadata={"nbgrader": known})


def master():
    call = marked(
        'check("E00.1", descend)',
        "E00-1-descend-check",
        grade=True,
        locked=True,
        points=3,
    )
    call.outputs = [new_output("stream", name="stdout", text="✓ E00.1\n")]
    call.execution_count = 3
    cells = [
        new_markdown_cell("# Exercises"),
        new_code_cell("from gdcourse.checks import check"),
        marked(ANSWER, "E00-1-descend", solution=True),
        call,
        new_markdown_cell("Why it works.", metadata={"tags": ["solution-only"]}),
        new_markdown_cell("## Goodbye"),
    ]
    return normalize(new_notebook(cells=cells))


def test_prose_stays_answers_become_stubs_and_outputs_go():
    exercise = generate(master(), "00.ipynb")
    assert [cell.source for cell in exercise.cells] == [
        "# Exercises",
        "from gdcourse.checks import check",
        'def descend(x0, lr, n):\n    raise NotImplementedError("your turn: walk")',
        'check("E00.1", descend)',
        "## Goodbye",
    ]
    code = [cell for cell in exercise.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_generated_tasks_carry_their_checksums_and_are_open():
    cells = generate(master(), "00.ipynb").cells
    assert len(open_tasks(cells)) == 1
    for cell in cells:
        assert marks(cell).get("checksum") == (checksum(cell) if marks(cell) else None)


def test_generating_changes_no_master_and_gives_the_same_bytes_again():
    one = master()
    before = text(one)
    assert text(generate(one, "00.ipynb")) == text(generate(one, "00.ipynb"))
    assert text(one) == before


def edited(change):
    notebook = deepcopy(master())
    change(notebook.cells)
    return notebook


def set_marks(place, **flags):
    return lambda cells: cells[place].metadata.nbgrader.update(flags)


def set_source(place, old, new):
    def change(cells):
        cells[place].source = cells[place].source.replace(old, new)

    return change


MISTAKES = {
    "typo": (set_source(2, "BEGIN SOLUTION", "BEGIN SOLUTON"), "a marker is mistyped"),
    "no end": (set_source(2, "    ### END SOLUTION", ""), "has no '### END SOLUTION'"),
    "no region": (set_source(2, ANSWER, "def descend(): pass"), "has no '### BEGIN"),
    "metadata lost": (
        lambda cells: cells[2].metadata.pop("nbgrader"),
        "a marker outside an answer cell",
    ),
    "marker in prose": (set_source(0, "# Exer", "### END SOLUTION\n"), "outside"),
    "check without metadata": (
        lambda cells: cells[3].metadata.pop("nbgrader"),
        "the next cell is not its check",
    ),
    "stray check": (
        lambda cells: cells.append(new_code_cell('check("E00.1", descend)')),
        "a check cell needs nbgrader's metadata",
    ),
    "check before": (
        lambda cells: cells.insert(2, cells.pop(3)),
        "a check cell follows its answer",
    ),
    "cell between": (
        lambda cells: cells.insert(3, new_code_cell("1")),
        "the next cell is not its check",
    ),
    "twice": (lambda cells: cells.extend(deepcopy(cells[2:4])), "used twice"),
    "old schema": (set_marks(2, schema_version=2), "nbgrader's schema 3"),
    "locked answer": (set_marks(2, locked=True), "this is no answer cell"),
    "open check": (set_marks(3, locked=False), "this is no check cell"),
    "id": (set_marks(2, grade_id="descend"), "grade_id has another form"),
    "points": (set_marks(3, points=4), "points differ, got 4 in the notebook and 3"),
    "no points": (set_marks(3, points=None), "points differ"),
    "other task": (set_source(3, "E00.1", "E00.9"), "for another task or function"),
    "other function": (set_source(3, ", descend", ", walk"), "for another task or"),
    "no function": (
        set_source(2, "def descend", "def walk"),
        "does not define descend",
    ),
    "no Python": (set_source(2, "x0 - lr", "x0 - - - )"), "the cell is not Python"),
    "stub no Python": (
        set_source(2, "):\n    ###", "):\n    if lr:\n        pass\n     ###"),
        "the cell is not Python",
    ),
    "leak in prose": (
        set_source(0, "# Exercises", "Try `path = [x0]+[x0-lr] * n` first."),
        "a line of a solution stands in the exercise",
    ),
    "leak in code": (
        set_source(1, "check", "check\npath = [x0] + [x0 - lr] * n"),
        "a line of a solution stands in the exercise",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_a_master_stops_the_build_and_says_where(name):
    change, message = MISTAKES[name]
    with pytest.raises(BuildError, match=re.escape(message)) as caught:
        generate(edited(change), "00_start_here.ipynb")
    assert str(caught.value).startswith("00_start_here.ipynb")


@pytest.mark.parametrize(
    ("line", "tells"),
    [
        ("    return path", False),
        ("    pass", False),
        ("    x = 1", False),
        ("    # only a comment that is long enough", False),
        ("    for _ in range(n):", False),
        ("    for k in range(0, n, 2):", True),
        ("    path.append(path[-1] - lr * slope)", True),
        ("    return x - lr * gradient(x)", True),
    ],
)
def test_only_telling_lines_count_as_leaks(line, tells):
    assert telling(line) is tells


@EACH_MASTER
def test_no_line_of_any_solution_stands_in_any_exercise(path):
    lines = [
        squeezed(line)
        for cell in read(path).cells
        if is_answer(cell)
        for line in solution_lines(cell.source)
        if telling(line)
    ]
    assert lines
    for other in MASTERS:
        exercise = squeezed(text(generate(read(other), other.name)))
        readable = squeezed(
            "\n".join(cell.source for cell in generate(read(other), other.name).cells)
        )
        found = [line for line in lines if line in exercise or line in readable]
        assert found == [], f"{path.name} is answered in {other.name}"


def worked_on(path):
    """Whether a learner opened, ran or answered this notebook."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = notebook["cells"]
    fresh = {
        cell.id for cell in generate(read(ROOT / "solutions" / path.name), "").cells
    }
    answers = [cell for cell in cells if is_answer(cell)]
    return (
        "version" in notebook["metadata"].get("language_info", {})
        or any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
        or any(marks(cell).get("checksum") != checksum(cell) for cell in answers)
        or any(cell.get("id") not in fresh for cell in cells)
    )


@EACH_MASTER
def test_the_exercise_is_byte_for_byte_what_the_master_gives(path):
    exercise = ROOT / "exercises" / path.name
    fresh = text(generate(read(path), path.name)).encode()
    # A learner's own work is no reason to fail; the build's --check accepts nothing.
    assert exercise.read_bytes() == fresh or worked_on(exercise), (
        "run: python -m gdcourse build"
    )


def test_every_exercise_has_a_master():
    names = {path.name for path in (ROOT / "exercises").glob("*.ipynb")}
    assert names <= {path.name for path in MASTERS}


@EACH_MASTER
def test_masters_are_stored_as_the_build_writes_them(path):
    assert path.read_text(encoding="utf-8") == text(normalize(read(path)))


@EACH_MASTER
def test_the_exercise_keeps_every_cell_that_is_not_for_teachers_only(path):
    kept = [
        cell.id
        for cell in read(path).cells
        if "solution-only" not in cell.metadata.get("tags", [])
    ]
    exercise = generate(read(path), path.name)
    assert [cell.id for cell in exercise.cells] == kept
    assert len(open_tasks(exercise.cells)) == sum(map(is_check, exercise.cells)) > 0
    nbformat.validate(exercise)
