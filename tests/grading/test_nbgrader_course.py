"""nbgrader itself, on our sources as they are: its points are our points.

One lesson goes through nbgrader's database and kernels; the sources of all lessons go
through the parts of nbgrader that need no kernel.
"""

import json
import os
import subprocess
import sys
import warnings
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest
from submissions import LESSONS, SECRET, answered, master, name_of, stub
from synthetic_answers import PARTIAL, RIGHT, WRONG

from gdcourse.checks.cells import checksum, is_answer, is_check, marks
from gdcourse.grading.judge import grade_one

NAME = name_of("start_here")
MIXED = {
    "descend": PARTIAL["descend"][0],
    "descend_with_history": RIGHT["descend_with_history"][1],
    "read_run": WRONG["read_run"][0],
}
PROGRAM = Path(__file__).with_name("nbgrader_class.py")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """What nbgrader says of a class, what our grader says, and what was complained."""
    folder = tmp_path_factory.mktemp("class")
    mixed = answered({name: answer.source for name, answer in MIXED.items()})
    handed_in = {"master": master(), "stub": stub(), "mixed": mixed}
    for student, notebook in handed_in.items():
        (folder / f"{student}.ipynb").write_bytes(notebook)
    hidden = {"PYTEST_CURRENT_TEST", "PYTHONWARNINGS", "GDCOURSE_STRICT"}
    hidden.add("PYTHONDONTWRITEBYTECODE")  # each kernel would compile its imports again
    environment = {k: v for k, v in os.environ.items() if k not in hidden}
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(folder), NAME],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    handed_in["released"] = (folder / "released.ipynb").read_bytes()
    return json.loads(done.stdout), handed_in, done.stderr


def points(run, student):
    return [score for score, _ in run[0][student]["scores"].values()]


def test_the_master_gets_full_marks_from_nbgrader(run):
    scores = run[0]["master"]["scores"]
    assert all(score == most for score, most in scores.values())
    assert sum(most for _, most in scores.values()) == 10


@pytest.mark.parametrize("student", ["stub", "released"])
def test_our_stub_and_the_one_that_nbgrader_makes_get_none(run, student):
    assert points(run, student) == [0, 0, 0]


def test_partly_right_answers_keep_their_points_in_nbgrader(run):
    assert points(run, "mixed") == [answer.points for answer in MIXED.values()]


@pytest.mark.parametrize("student", ["master", "stub", "released", "mixed"])
def test_nbgrader_and_our_grader_give_the_same_points(run, student):
    ours = grade_one(master(), run[1][student], learner=student, secret=SECRET)
    wanted = {check.grade_id: [check.points, check.of] for check in ours.checks}
    assert run[0][student]["scores"] == wanted


def test_nothing_is_said_on_standard_error(run):
    assert run[2] == ""
    outputs = [
        output
        for found in run[0].values()
        for cell in found["notebook"]["cells"]
        for output in cell.get("outputs", [])
    ]
    assert {output["output_type"] for output in outputs} >= {"stream", "error"}
    assert [o for o in outputs if o.get("name") == "stderr"] == []


def test_lost_points_are_explained_in_the_notebook_that_nbgrader_gives_back(run):
    checks = {
        marks(cell)["grade_id"]: cell["outputs"]
        for cell in run[0]["mixed"]["notebook"]["cells"]
        if is_check(cell)
    }
    said = {key: json.dumps(value, ensure_ascii=False) for key, value in checks.items()}
    for answer, text in zip(MIXED.values(), said.values(), strict=True):
        assert ("✓" if answer.status == "pass" else "✗") in text
        assert ("hint: " in text) == (answer.status != "pass")


def test_our_grader_is_quicker_on_the_same_notebooks(run, capsys):
    grade_one(master(), master(), secret=SECRET)  # nbgrader was warm, too
    theirs = [run[0][student]["seconds"] for student in run[1]]
    ours = []
    for notebook in run[1].values():
        start = perf_counter()
        grade_one(master(), notebook, secret=SECRET)
        ours.append(perf_counter() - start)
    one, other = 60 / median(ours), 60 / median(theirs)
    words = (
        f"{one:.0f} notebooks a minute, nbgrader {other:.0f}: {one / other:.0f} times"
    )
    with capsys.disabled():
        sys.stdout.write(f"\n  grading: {words}\n")
    assert (
        one > other
    )  # how much is the business of the bench: python -m gdcourse bench


def preprocessed(notebook):
    """A source after nbgrader's generate_assignment, but for its database."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import nbformat
        from nbgrader import preprocessors

    steps = ("CheckCellMetadata", "LockCells", "ClearSolutions", "ComputeChecksums")
    made, resources = nbformat.reads(notebook.decode(), as_version=4), {}
    for step in steps:
        made, resources = getattr(preprocessors, step)().preprocess(made, resources)
    return made


@pytest.mark.parametrize("stem", LESSONS)
def test_nbgrader_accepts_each_source_and_finds_our_checksums(stem):
    made = preprocessed(master(stem))
    ours = {
        marks(c)["grade_id"]: c for c in json.loads(stub(stem))["cells"] if marks(c)
    }
    found = {marks(cell)["grade_id"]: cell for cell in made.cells if marks(cell)}
    assert list(found) == list(ours)
    for name, cell in found.items():
        assert marks(cell)["checksum"] == checksum(cell)
        if is_check(cell):  # an answer's stub has our words, and so another checksum
            assert marks(cell)["checksum"] == marks(ours[name])["checksum"]
        if is_answer(cell):
            assert "raise NotImplementedError" in cell.source
            assert "SOLUTION" not in cell.source
