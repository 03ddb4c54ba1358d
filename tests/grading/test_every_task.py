"""The grader and the learner's own check say the same, for every task of the course.

Masters get all points, stubs none; each usual mistake gets the points, the words and
the hint of the local check, although it runs in a confined child.
"""

import itertools

import pytest
from submissions import LESSONS, SECRET, answered, master, stub

from gdcourse.checks.judging import judge
from gdcourse.checks.task import tasks_of
from gdcourse.grading.judge import grade_one, seeds

EACH_LESSON = pytest.mark.parametrize("stem", LESSONS)


@EACH_LESSON
def test_the_master_gets_all_points(stem):
    result = grade_one(master(stem), master(stem), learner="ada", secret=SECRET)
    assert {c.task: c.message for c in result.checks if c.status != "pass"} == {}
    assert result.points == result.of > 0
    assert result.notes == ()


@EACH_LESSON
def test_the_stub_gets_none_and_is_not_started(stem):
    result = grade_one(master(stem), stub(stem), learner="ada", secret=SECRET)
    assert {check.status for check in result.checks} == {"not_started"}
    assert (result.points, result.notes) == (0, ())


# The mistakes stand with the checks, and a confined answer cannot read those.
SEEING = ("tree", "landlock")


def rounds():
    """The first mistakes of all tasks of a lesson, then the second ones, and so on."""
    for stem in LESSONS:
        tasks = tasks_of(stem)
        every = itertools.zip_longest(*(task.mutants for task in tasks.values()))
        for number, mutants in enumerate(every):
            chosen = zip(tasks.values(), mutants, strict=True)
            yield stem, number, [(task, m) for task, m in chosen if m]


ROUNDS = list(rounds())


@pytest.mark.parametrize(
    ("stem", "mutants"),
    [(stem, mutants) for stem, _, mutants in ROUNDS],
    ids=[f"{stem}-{number}" for stem, number, _ in ROUNDS],
)
def test_every_mistake_is_told_as_the_local_check_tells_it(stem, mutants):
    answers = {task.name: imported(task, mutant) for task, mutant in mutants}
    submission = answered(answers, stem, "exercises")
    result = grade_one(
        master(stem), submission, learner="ada", secret=SECRET, without=SEEING
    )
    found = {check.task: check for check in result.checks}
    for task, mutant in mutants:
        check = found[task.id]
        report = judge(task, mutant.answer, seeds(SECRET, "ada", submission, task.id))
        wanted = (report.points, "\n".join([report.sentence, *report.lines]))
        assert (check.points, check.message) == wanted, mutant.name
        assert check.hint == local_hint(task, mutant, report), mutant.name


def imported(task, mutant):
    place = task.mutants.index(mutant)
    found = f'{task.name} = find_task("{task.id}").mutants[{place}].answer'
    return f"from gdcourse.checks.task import find_task\n{found}\n"


def local_hint(task, mutant, report):
    """Every mistake has a hint of its own, as ``tests/checks`` shows."""
    return mutant.hint if report.in_time else task.hints[0]
