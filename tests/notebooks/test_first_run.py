"""What a learner sees who runs an untouched exercise from top to bottom: only ○."""

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from gdcourse.build.execution import execute, shown_text
from gdcourse.build.exercises import generate
from gdcourse.build.layout import read
from gdcourse.checks.cells import CHECKED, is_check, source

ROOT = Path(__file__).resolve().parents[2]
MASTERS = sorted((ROOT / "solutions").glob("*.ipynb"))


@pytest.mark.parametrize("path", MASTERS, ids=lambda path: path.stem)
def test_an_untouched_exercise_shows_a_circle_for_each_task_and_nothing_else(path):
    exercise = generate(read(path), path.name)
    # A traceback in any cell would stop the run and fail this test.
    shown = shown_text(execute(exercise, ROOT / "exercises" / path.name, strict=False))
    for cell in filter(is_check, exercise.cells):
        id, name = CHECKED.search(source(cell)).groups()
        assert shown[cell.id] == [f"○ {id} {name}   not attempted yet\n"]


CELLS = [
    "from gdcourse.checks import check, hint",
    "def descend(x0, lr, n):\n    while True:\n        print(x0)",
    'check("E00.1", descend)',
    "def descend(x0, lr, n):\n    path = [x0]\n    return path[n]",
    'check("E00.1", descend)',
    'check("E00.1", descend)\nhint("E00.1")',
    "print('the notebook goes on')",
]


def test_in_a_kernel_a_wrong_answer_is_a_short_text_and_the_notebook_goes_on(tmp_path):
    notebook = new_notebook(cells=[new_code_cell(code) for code in CELLS])
    done = execute(notebook, tmp_path / "mine.ipynb", strict=False)
    _, _, endless, _, wrong, again, last = shown_text(done).values()
    first, given, line, printed, *_ = endless[0].splitlines()
    limit = "it did not finish within 2 seconds. Does a loop never end?"
    assert first == f"✗ E00.1 descend   {limit}"
    assert given == "        input  x0 = 5.0, lr = 0.1, n = 1"
    assert line in ("        line 2  while True:", "        line 3  print(x0)")
    assert printed.startswith(r"        printed '5.0\n5.0\n5.0")
    assert wrong[0].splitlines()[:3] == [
        "✗ E00.1 descend   it raised IndexError: list index out of range.",
        "        input  x0 = 5.0, lr = 0.1, n = 1",
        "        line 3  return path[n]",
    ]
    assert again[0].startswith(wrong[0])
    assert "hint 1 of 3" in again[0]
    assert last == ["the notebook goes on\n"]
