"""Every task of the course, four ways, found by themselves.

A lesson adds one table, ``VARIANTS``, to ``tests/checks/test_<lesson>.py``: right
answers written differently, at least two for each task.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from lesson_reports import module_at

from gdcourse.build.markers import with_stub
from gdcourse.checks.cells import is_answer, is_check, marks, source
from gdcourse.checks.check import attempts, check, examined
from gdcourse.checks.judging import Call, fingerprint, judge, same_behavior
from gdcourse.checks.report import FAILED, OPEN, PASSED, CheckFailed
from gdcourse.checks.task import STEMS, tasks_of

ROOT = Path(__file__).resolve().parents[2]
TASKS = {id: (stem, task) for stem in STEMS for id, task in tasks_of(stem).items()}
EACH_TASK = pytest.mark.parametrize("id", TASKS)
MUTANTS = [(id, mutant) for id, (_, task) in TASKS.items() for mutant in task.mutants]
EACH_MUTANT = pytest.mark.parametrize(
    ("id", "mutant"), MUTANTS, ids=[f"{id}-{mutant.name}" for id, mutant in MUTANTS]
)


def variants(stem):
    return module_at(Path(__file__).with_name(f"test_{stem}.py")).VARIANTS


ALL_VARIANTS = [
    (id, answer)
    for stem in STEMS
    if tasks_of(stem)
    for id, answers in variants(stem).items()
    for answer in answers
]


def master_answer(id, change=str):
    """The function that the master's answer cells define, imports included."""
    stem, task = TASKS[id]
    name = f"{STEMS.index(stem):02d}_{stem}.ipynb"
    text = (ROOT / "solutions" / name).read_text(encoding="utf-8")
    code = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    namespace = {}
    exec(compile(source(code[0]), name, "exec"), namespace)
    for cell in filter(is_answer, code[1:]):
        exec(compile(change(source(cell)), name, "exec"), namespace)
    return namespace[task.name]


def example(task):
    """The result that the published example of the first property wants."""
    found = []

    class Witness(Call):
        def __call__(self, *arguments):
            found.append(arguments)
            raise LookupError

    try:
        next(task.properties[0].trials(Witness(task, None), np.random.default_rng(0)))
    except LookupError:
        return found[0]
    raise AssertionError(f"{task.id}: the first property calls no answer")


@EACH_TASK
def test_the_answer_of_the_master_notebook_passes(id):
    report = judge(TASKS[id][1], master_answer(id))
    assert report.status == PASSED, report


@EACH_TASK
def test_the_answer_passes_with_many_other_inputs(id, monkeypatch):
    answer = master_answer(id)
    for seed in range(20):
        monkeypatch.setenv("GDCOURSE_SEED", str(seed))
        report = judge(TASKS[id][1], answer)
        assert report.status == PASSED, f"seed {seed}\n{report}"


@EACH_TASK
def test_the_stub_that_the_build_makes_is_open(id):
    task = TASKS[id][1]
    stub = master_answer(id, with_stub)
    assert str(judge(task, stub)) == f"{OPEN} {id} {task.name}   not attempted yet"


@EACH_MUTANT
def test_every_mutant_fails_with_its_own_hint(id, mutant):
    attempts.clear()
    with pytest.raises(CheckFailed) as caught:
        check(id, mutant.answer)
    hints = [line for line in str(caught.value).splitlines() if "hint: " in line]
    assert hints == [f"        hint: {mutant.hint}"]


@EACH_TASK
def test_no_two_mutants_share_a_hint_or_a_behavior(id):
    task = TASKS[id][1]
    marks = [fingerprint(task, mutant.answer) for mutant in task.mutants]
    marks.append(fingerprint(task, master_answer(id)))
    for place, one in enumerate(marks):
        assert not any(same_behavior(one, other) for other in marks[:place]), place
    assert len({mutant.hint for mutant in task.mutants}) == len(task.mutants) >= 3


@pytest.mark.parametrize(
    ("id", "answer"), ALL_VARIANTS, ids=[f"{i}-{a.__name__}" for i, a in ALL_VARIANTS]
)
def test_right_answers_written_differently_pass(id, answer):
    report = judge(TASKS[id][1], answer)
    assert report.status == PASSED, report


@EACH_TASK
def test_every_task_has_at_least_two_variants(id):
    assert sum(id == one for one, _ in ALL_VARIANTS) >= 2


@EACH_TASK
def test_a_constant_never_passes(id):
    task = TASKS[id][1]
    value = master_answer(id)(*example(task))
    assert judge(task, lambda *arguments: value).status == FAILED


@EACH_TASK
def test_strange_results_are_failures_with_a_sentence(id):
    task = TASKS[id][1]
    for value in (None, [], {}, "", 1j, float("nan"), np.ones((2, 2, 2)), object()):
        report = examined(task, lambda *arguments, value=value: value)
        assert report.status == FAILED, value
        assert len(report.sentence) > 10, value


@EACH_TASK
def test_points_of_the_properties_add_up(id):
    task = TASKS[id][1]
    assert sum(claim.points for claim in task.properties) == task.points
    assert task.hints


@EACH_TASK
def test_the_same_input_gives_the_same_report(id):
    task = TASKS[id][1]
    for answer in [mutant.answer for mutant in task.mutants]:
        assert str(judge(task, answer)) == str(judge(task, answer))


def test_the_notebooks_hold_exactly_these_tasks():
    held = []
    for path in sorted((ROOT / "solutions").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        held += [marks(cell)["grade_id"] for cell in cells if is_check(cell)]
    assert ["E{}.{}".format(*name[1:].split("-")[:2]) for name in held] == list(TASKS)


def test_counts_are_told(record_property, capsys):
    words = f"{len(TASKS)} tasks, {len(MUTANTS)} mutants, {len(ALL_VARIANTS)} variants"
    record_property("checks", words)
    with capsys.disabled():
        sys.stdout.write(f"\n  checks: {words}\n")
    assert len(MUTANTS) >= 3 * len(TASKS) > 0
