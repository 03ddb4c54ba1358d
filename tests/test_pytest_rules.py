"""The verdicts of pytest on notebooks: by mode, whatever a learner has saved.

One exercise with many small tasks and one lesson run in a pytest of their own, once per
mode; each test then reads one verdict. The check does not care about the function's
name, so E00.1 can stand for all of these tasks.
"""

import os
import subprocess
import sys
import xml.etree.ElementTree as xml
from functools import cache
from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from gdcourse.checks.cells import checksum
from gdcourse.pytest_rules import pytest_configure

STUB = 'def {name}(x0, lr, n):\n    raise NotImplementedError("your turn")'
RIGHT = """def {name}(x0, lr, n):
    return [3 + (x0 - 3) * (1 - 2 * lr) ** k for k in range(n + 1)]"""
WRONG = "def {name}(x0, lr, n):\n    return [x0]"
HALF = STUB + "  # I will think about it"

# name: (the answer's source, what its check cell has saved, the verdict per mode)
OPEN, FINE, BAD = ("open", "open", "failed"), ("passed",) * 3, ("failed",) * 3
TASKS = {
    "untouched": (STUB, None, OPEN),
    "right": (RIGHT, None, FINE),
    "wrong": (WRONG, None, BAD),
    "half": (HALF, None, BAD),
    "untouched_saved_open": (STUB, "○ E00.1 descend   not attempted yet\n", OPEN),
    "untouched_saved_passed": (STUB, "✓ E00.1 descend   3 of 3 points\n", OPEN),
    "right_saved_failed": (RIGHT, "✗ E00.1 descend   something else\n", FINE),
    "right_saved_unrun": (RIGHT, "unrun", FINE),
    "wrong_saved_passed": (WRONG, "✓ E00.1 descend   3 of 3 points\n", BAD),
    "wrong_saved_unrun": (WRONG, "unrun", BAD),
    "untouched_lost": (STUB, "lost", OPEN),
    "right_lost": (RIGHT, "lost", FINE),
    "wrong_lost": (WRONG, "lost", BAD),
    "wrong_skipped": (WRONG, "skipped", BAD),
    "right_copied": (RIGHT, "copied", FINE),
    "untouched_copied": (STUB, "copied", OPEN),
    "right_elsewhere": (STUB, "elsewhere", FINE),
    "toothless": (STUB, "toothless", ("failed", "failed", "passed")),
    "broken_check": (STUB, "broken", BAD),
}
MODES = {
    "default": [],
    "nbval": ["--nbval"],
    "all": ["--require-all", "--nbval-cell-timeout=8"],
}
# A generated notebook is an exercise wherever it lies.
PLACES = {"default": "exercises", "nbval": "submitted", "all": "exercises"}


def generated(source, grade_id, **marks):
    known = {"schema_version": 3, "grade_id": grade_id, "task": False, **marks}
    cell = new_code_cell(source, id=grade_id, metadata={"nbgrader": known})
    cell.metadata.nbgrader["checksum"] = checksum(cell)
    return cell


def cells_of(name, answer, saved):
    """The cells of one small task, and the last of them is its check."""
    number = f"E00-1-{name.replace('_', '-')}"
    source = answer.format(name=name)
    first = generated(STUB.format(name=name), number, solution=True)
    first.source = source
    calls = {"toothless": "1 + 1", "broken": f"nowhere; check('E00.1', {name})"}
    call = calls.get(saved, f'check("E00.1", {name})')
    last = generated(call, f"{number}-check", grade=True, locked=True, points=3)
    cells = [first, last]
    if saved == "lost":
        for cell in cells:
            cell.metadata = nbformat.from_dict({})
            cell.id = f"x{name}{cell is last}"[:60].replace("_", "-")
    elif saved == "skipped":
        last.metadata["tags"] = ["nbval-skip", "raises-exception"]
    elif saved == "copied":
        copy = nbformat.from_dict({**first, "id": f"{number}-copy"})
        cells.insert(1, copy)
    elif saved == "elsewhere":
        cells.insert(1, new_code_cell(RIGHT.format(name=name), id=f"{number}-mine"))
    elif saved and saved not in calls:
        last.outputs = [new_output("stream", name="stdout", text=saved)]
        last.execution_count = None if saved == "unrun" else 7
    return cells


def write(path, cells):
    path.parent.mkdir(parents=True)
    notebook = new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "a-kernel-of-mine", "display_name": "?"}
    nbformat.write(notebook, path)


def run(folder, *options):
    """The verdicts of a pytest of its own: {notebook: {cell number: verdict}}."""
    rules = ["-p", "gdcourse.fast_start", "-p", "gdcourse.pytest_rules", "-W", "error"]
    where = [f"--rootdir={folder}", "-c", "none.ini", f"--junitxml={folder}/out.xml"]
    (folder / "none.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-q", *rules, *where, *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    verdicts = {}
    for case in xml.parse(folder / "out.xml").iter("testcase"):
        notebook = case.get("classname").split(".")[0]
        child = next(
            (part for part in case if part.tag in ("failure", "skipped")), None
        )
        kind = {"failure": "failed", "skipped": "open"}.get(getattr(child, "tag", ""))
        number = int(case.get("name").split()[1])
        verdicts.setdefault(notebook, {})[number] = kind or "passed"
    return verdicts, done.stdout


DEAD = [new_code_cell("import os; os._exit(1)"), *cells_of("untouched", STUB, None)]
ENDLESS = [new_code_cell("from gdcourse.checks import check")]
ENDLESS += [new_code_cell("while True:\n    pass")]
ENDLESS += [*cells_of("right", RIGHT, None), *cells_of("wrong", WRONG, None)]


def course(folder, mode):
    """A folder for one mode, and the number of each task's check cell."""
    cells, numbers = [new_code_cell("from gdcourse.checks import check")], {}
    for name, (answer, saved, _) in TASKS.items():
        cells += cells_of(name, answer, saved)
        numbers[name] = len(cells) - 1
    write(folder / PLACES[mode] / "tasks.ipynb", cells)
    if mode == "default":
        write(folder / "dead" / "exercise.ipynb", DEAD)
    if mode == "all":
        write(folder / "endless" / "exercise.ipynb", ENDLESS)
        return numbers
    told = [new_code_cell("print(1 + 1)"), new_code_cell("print(2 + 2)")]
    for cell, text in zip(told, ["2\n", "5\n"], strict=True):
        cell.outputs = [new_output("stream", name="stdout", text=text)]
        cell.execution_count = 1
    write(folder / "notebooks" / "lesson.ipynb", told)
    return numbers


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    """A function of the mode; each mode runs once, when it is first asked for."""

    @cache
    def of(mode):
        folder = tmp_path_factory.mktemp(mode)
        numbers = course(folder, mode)
        return numbers, *run(folder, *MODES[mode])

    return of


EACH_MODE = pytest.mark.parametrize("mode", MODES)


@EACH_MODE
@pytest.mark.parametrize("name", TASKS)
def test_a_task_has_its_verdict(outcome, mode, name):
    numbers, found, text = outcome(mode)
    wanted = TASKS[name][2][list(MODES).index(mode)]
    assert found[PLACES[mode]][numbers[name]] == wanted, text


@EACH_MODE
def test_only_check_cells_fail_or_are_open(outcome, mode):
    numbers, found, text = outcome(mode)
    cells = found[PLACES[mode]]
    others = set(cells) - set(numbers.values())
    assert {cells[number] for number in others} == {"passed"}, text


@pytest.mark.parametrize(("mode", "last"), [("default", "passed"), ("nbval", "failed")])
def test_stored_text_of_a_lesson_is_compared_only_with_nbval(outcome, mode, last):
    _, found, text = outcome(mode)
    assert found["notebooks"] == {0: "passed", 1: last}, text


def test_an_instructor_reads_what_is_open_and_what_is_wrong(outcome):
    _, _, text = outcome("all")
    assert "○ E00.1 descend   not attempted yet" in text
    assert "n updates make n + 1 points" in text


def test_a_dead_kernel_is_noticed_at_once_and_is_no_open_task(outcome):
    _, found, text = outcome("default")
    assert found["dead"] == {0: "failed", 1: "failed", 2: "failed"}, text
    assert "the kernel died in this cell" in text


def test_a_cell_that_never_ends_does_not_hide_later_results(outcome):
    _, found, text = outcome("all")
    kinds = ["passed", "failed", "passed", "passed", "passed", "failed"]
    assert list(found["endless"].values()) == kinds, text


def configured(**given):
    known = {"nbval": False, "nbval_lax": False, "nbval_kernel_name": None}
    known |= {"nbval_current_env": False, "nbval_cell_timeout": 2000.0}
    option = SimpleNamespace(**{**known, **given})
    pytest_configure(SimpleNamespace(option=option))
    return option


def test_notebooks_run_lax_unless_nbval_is_asked_for():
    assert configured().nbval_lax
    assert not configured(nbval=True).nbval_lax
    assert configured(nbval=True, nbval_lax=True).nbval_lax


def test_no_cell_waits_for_half_an_hour_and_the_kernel_is_this_python():
    assert configured().nbval_cell_timeout == 60
    assert configured(nbval_cell_timeout=5.0).nbval_cell_timeout == 5.0
    assert configured().nbval_current_env
    assert not configured(nbval_kernel_name="other").nbval_current_env


def test_a_learner_mode_left_in_the_environment_does_not_switch_checks_off(monkeypatch):
    monkeypatch.setenv("GDCOURSE_STRICT", "0")
    configured()
    assert "GDCOURSE_STRICT" not in os.environ


def test_pytest_goes_on_without_nbval():
    assert pytest_configure(SimpleNamespace(option=SimpleNamespace())) is None
