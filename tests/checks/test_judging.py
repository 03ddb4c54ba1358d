"""How an answer is tried: simplest failure first, points by property, never a crash."""

import numpy as np
import pytest

from gdcourse.checks import inputs
from gdcourse.checks.comparison import raises, such_that
from gdcourse.checks.judging import (
    fingerprint,
    judge,
    matching,
    mistakes,
    same_behavior,
    seed,
)
from gdcourse.checks.kinds import array, number
from gdcourse.checks.report import FAILED, OPEN, PASSED
from gdcourse.checks.task import Task


def task_of(*properties, returns=number, signature="f(x)", probes=((1.0,),), **more):
    """A task with these (claim, points, trials)."""
    task = Task("E00.9", signature, 0, list(probes), ["think"], returns, **more)
    for claim, points, trials in properties:
        task.property(claim, points)(trials)
        task.points += points
    return task


def doubles(call, rng):
    for x in (100.0, 10.0, 1.0):
        yield call(x), 2 * x


def zero(call, rng):
    yield call(0.0), 0.0


TWICE = task_of(("zero stays zero.", 1, zero), ("it must double.", 2, doubles))


def test_the_smallest_failing_input_is_shown():
    report = judge(TWICE, lambda x: x)
    assert report.lines == ("input  x = 1.0", "wanted 2.0   got 1.0")


def test_a_ragged_input_is_measured_too():
    def first(call, rng):
        for n in (3, 2):
            parts = tuple((np.ones((k, 2)), np.ones(k)) for k in range(1, n))
            yield call(parts), 5.0

    report = judge(task_of(("it must be five.", 1, first)), lambda parts: 4.0)
    assert report.sentence == "it must be five."
    assert report.lines[0] == "input  x = (([[1.0, 1.0]], [1.0]),)"


def test_points_are_those_of_the_properties_that_hold():
    assert judge(TWICE, lambda x: x).points == 1
    assert judge(TWICE, lambda x: 2 * x + (x == 0)).points == 2
    assert judge(TWICE, lambda x: 1).points == 0
    assert (judge(TWICE, lambda x: x + x).points, TWICE.points) == (3, 3)


def test_the_first_property_that_fails_is_named():
    assert judge(TWICE, lambda x: 2 * x + 1).sentence == "zero stays zero."
    assert judge(TWICE, lambda x: x).sentence == "it must double."


def test_a_trial_may_carry_a_claim_of_its_own():
    def trials(call, rng):
        yield call(1.0), 2.0, "one becomes two."

    assert (
        judge(task_of(("it doubles.", 1, trials)), abs).sentence == "one becomes two."
    )


def test_an_error_of_the_answer_is_one_line_and_its_place():
    def answer(x):
        return [x][1]

    report = judge(TWICE, answer)
    assert report.sentence == "it raised IndexError: list index out of range."
    assert report.lines[0] == "input  x = 0.0"
    assert report.lines[1].endswith("return [x][1]")


def test_an_endless_answer_ends_the_check_and_names_the_limit():
    def answer(x):
        while True:
            pass

    report = judge(task_of(("a.", 1, zero), ("b.", 1, doubles), seconds=0.2), answer)
    words = "it did not finish within 0.2 seconds. Does a loop never end?"
    assert (report.sentence, report.in_time) == (words, False)


def test_only_a_stub_is_open():
    def stub(x):
        raise NotImplementedError

    def half(x):
        if x == 0:
            return 0.0
        raise NotImplementedError

    assert judge(TWICE, stub).status == OPEN
    assert (judge(TWICE, half).status, judge(TWICE, half).points) == (FAILED, 1)


def test_what_an_answer_prints_is_shown_with_its_failure():
    def answer(x):
        print("x is", x)  # noqa: T201  what a learner's answer does
        return 7

    assert judge(TWICE, answer).lines[-1] == "printed 'x is 0.0'"


def test_a_property_that_stumbles_over_a_result_is_a_failure():
    def first(call, rng):
        yield call([1.0])[0], 1.0

    from_list = task_of(
        ("the first entry stays.", 1, first), returns=lambda value: value
    )
    report = judge(from_list, lambda x: 5)
    assert (report.status, report.sentence) == (FAILED, "the first entry stays.")
    assert report.lines[-1] == "wanted another kind of result   got 5"


def test_long_values_stand_on_lines_of_their_own():
    def trials(call, rng):
        yield call(np.zeros(6)), np.arange(6) + 0.123456

    task = task_of(("it counts.", 1, trials), returns=array)
    report = judge(task, lambda x: x + 0.654321)
    assert [line.split()[0] for line in report.lines] == ["input", "wanted", "got"]


def test_arguments_are_copies_and_changes_are_noticed():
    def walks(rng):
        yield np.array([1.0, 2.0]), 0.1
        yield np.array([1.0]), 0.1

    task = task_of(signature="step(x, lr)", returns=array)
    task.leaves_arguments_alone(walks, points=2)

    def in_place(x, lr):
        x -= lr
        return x

    report = judge(task, in_place)
    assert report.sentence == "it must not change its arguments; work on a copy."
    assert report.lines == (
        "input  x = [1.0], lr = 0.1",
        "wanted [1.0] at [0]   got [0.9] at [0]",
    )
    assert judge(task, lambda x, lr: x - lr).status == PASSED


def test_errors_can_be_wanted():
    def refuses(call, rng):
        yield call.raising(-1.0), raises(ValueError)

    task = task_of(("a negative number is a ValueError.", 1, refuses))

    def careful(x):
        if x < 0:
            raise ValueError("negative")
        return x

    assert judge(task, careful).status == PASSED
    assert judge(task, abs).lines[-1] == "wanted ValueError   got 1.0"

    def stub(x):
        raise NotImplementedError

    assert judge(task, stub).status == OPEN


def test_a_demand_in_words_can_be_wanted():
    def positive(call, rng):
        yield call(1.0), such_that("a positive number", lambda got: got > 0)

    task = task_of(("it stays positive.", 1, positive))
    assert judge(task, lambda x: x).status == PASSED
    assert judge(task, lambda x: -x).lines[-1] == "wanted a positive number   got -1.0"


def test_calls_of_a_given_function_are_counted():
    def economical(call, rng):
        f = inputs.Function("x²", lambda x: x * x)
        call(f)
        yield f.calls, 1

    task = task_of(("it calls f once.", 1, economical), signature="g(f)")
    assert judge(task, lambda f: f(1.0)).status == PASSED
    report = judge(task, lambda f: f(1.0) + f(2.0))
    assert report.lines == ("input  f = x²", "wanted 1   got 2")


def test_tests_draw_the_same_inputs_and_learners_fresh_ones(monkeypatch):
    assert seed("E00.1") == seed("E00.1") != seed("E00.2")
    monkeypatch.setenv("GDCOURSE_STRICT", "0")
    assert seed("E00.1") is None
    monkeypatch.setenv("GDCOURSE_SEED", "alice")
    first = seed("E00.1")
    monkeypatch.setenv("GDCOURSE_SEED", "bob")
    assert first != seed("E00.1") is not None


def test_a_fingerprint_sees_results_errors_kinds_and_changed_arguments():
    def changes(x):
        x[0] = 9.0
        return 1.0

    def raising(x):
        raise KeyError

    probes = [(np.array([1.0]),)]
    task = task_of(probes=probes)
    answers = [lambda x: 1.0, changes, lambda x: None, raising, lambda x: 2.0]
    marks = [fingerprint(task, answer) for answer in answers]
    for i, one in enumerate(marks):
        for j, other in enumerate(marks):
            assert same_behavior(one, other) == (i == j)


def test_usual_mistakes_are_tried_only_once_and_no_more_than_needed():
    task, tried = task_of(probes=[(1.0,)]), []

    def one(x):
        tried.append("one")
        return 1.0

    def two(x):
        tried.append("two")
        return 2.0

    task.mutant("Not one.")(one)
    task.mutant("Not two.")(two)
    for value, hint in ((1.0, "Not one."), (2.0, "Not two."), (3.0, "")):
        assert matching(fingerprint(task, lambda x, v=value: v), mistakes(task)) == hint
    assert tried == ["one", "two"]


def test_an_endless_answer_has_no_fingerprint():
    def answer(x):
        while True:
            pass

    assert fingerprint(task_of(seconds=0.1), answer) == []


@pytest.mark.parametrize("error", [KeyError("a\nb"), ValueError("x" * 500), OSError()])
def test_error_messages_fit_on_one_line(error):
    def answer(x):
        raise error

    sentence = judge(TWICE, answer).sentence
    assert "\n" not in sentence
    assert len(sentence) < 140


def test_an_error_that_cannot_be_printed_is_named():
    class Mute(Exception):
        def __str__(self):
            raise RuntimeError

    def answer(x):
        raise Mute

    assert judge(TWICE, answer).sentence == "it raised Mute."
