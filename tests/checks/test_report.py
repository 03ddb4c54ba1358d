"""The text of a report, and where it goes: printed for a learner, raised in a test."""

import pytest

from gdcourse.checks import report
from gdcourse.checks.report import (
    FAILED,
    OPEN,
    PASSED,
    CheckFailed,
    NotAttempted,
    Report,
    aligned,
    deliver,
    say,
    strict,
)

STEP = ("E07.1", "heavy_ball_step")
LINES = ("input  x = 1.0, momentum = 0.0", "wanted (0.8, 2.0)   got (1.0, 2.0)")
WRONG = Report(
    *STEP, FAILED, "with momentum 0 it must be plain.", LINES, ("think",), 6, 10
)


def test_a_failure_reads_like_the_house_says():
    assert str(WRONG).splitlines() == [
        "✗ E07.1 heavy_ball_step   with momentum 0 it must be plain.",
        "        input  x = 1.0, momentum = 0.0",
        "        wanted (0.8, 2.0)   got (1.0, 2.0)",
        "        hint: think",
        "        6 of 10 points",
    ]


def test_a_success_and_an_open_task_are_one_line():
    passed = Report(*STEP, PASSED, "10 of 10 points", points=10, of=10)
    still_open = Report(*STEP, OPEN, "not attempted yet", of=10)
    assert str(passed) == "✓ E07.1 heavy_ball_step   10 of 10 points"
    assert str(still_open) == "○ E07.1 heavy_ball_step   not attempted yet"


@pytest.fixture
def outside(monkeypatch):
    """Forget the test, as a learner's kernel would; pytest marks each phase anew."""

    def forget():
        for name in ("GDCOURSE_STRICT", "NBGRADER_EXECUTION", "PYTEST_CURRENT_TEST"):
            monkeypatch.delenv(name, raising=False)
        return monkeypatch

    return forget


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("GDCOURSE_STRICT", "1", True),
        ("GDCOURSE_STRICT", "0", False),
        ("GDCOURSE_STRICT", "", False),
        ("NBGRADER_EXECUTION", "autograde", True),
        ("NBGRADER_EXECUTION", "validate", True),
        ("PYTEST_CURRENT_TEST", "x.ipynb::Cell 1 (setup)", True),
    ],
)
def test_strict_follows_the_environment(outside, name, value, expected):
    environment = outside()
    assert not strict()
    environment.setenv(name, value)
    assert strict() is expected


@pytest.mark.parametrize(
    ("status", "error"), [(FAILED, CheckFailed), (OPEN, NotAttempted)]
)
def test_strict_mode_raises_the_text_and_writes_nothing(outside, capfd, status, error):
    outside().setenv("GDCOURSE_STRICT", "1")
    report = Report(*STEP, status, "a sentence.")
    with pytest.raises(error) as caught:
        deliver(report)
    assert type(caught.value) is error
    assert str(caught.value) == str(report)
    assert caught.value._render_traceback_() == str(report).splitlines()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("status", [FAILED, OPEN, PASSED])
def test_a_learner_reads_it_on_standard_output(outside, capfd, status):
    outside()
    report = Report(*STEP, status, "a sentence.")
    assert deliver(report) is None
    assert capfd.readouterr() == (f"{report}\n", "")


@pytest.mark.parametrize(("mode", "gives"), [("autograde", 4.0), ("validate", None)])
def test_only_nbgraders_autograder_is_given_the_points_of_a_part(
    outside, capfd, mode, gives
):
    outside().setenv("NBGRADER_EXECUTION", mode)
    partly = Report(*STEP, FAILED, "a sentence.", points=4, of=10)
    if gives:
        assert deliver(partly) == gives
        assert capfd.readouterr() == (f"{partly}\n", "")
    else:
        with pytest.raises(CheckFailed):
            deliver(partly)
    with pytest.raises(CheckFailed):
        deliver(Report(*STEP, FAILED, "a sentence.", points=0, of=10))


def test_a_success_prints_the_same_in_both_modes(outside, capfd):
    environment = outside()
    report = Report(*STEP, PASSED, "10 of 10 points")
    deliver(report)
    environment.setenv("GDCOURSE_STRICT", "1")
    deliver(report)
    first, second = capfd.readouterr().out.splitlines()
    assert first == second


def test_long_lines_break_between_words_and_lose_none(outside, capfd):
    outside().setattr(report, "WIDTH", 88)
    line = "        hint: " + "which rate is halved, α or β? " * 9
    say(f"✗ E07.1 step   short.\n{line}")
    heading, *rest = capfd.readouterr().out.splitlines()
    assert heading == "✗ E07.1 step   short."
    assert len(rest) > 2
    assert max(map(len, rest)) <= 88
    assert " ".join(" ".join(rest).split()) == " ".join(line.split())
    assert all(part.startswith(" " * 8) for part in rest)


def test_words_longer_than_a_line_stay_whole(outside, capfd):
    outside().setattr(report, "WIDTH", 88)
    say("x" * 200)
    assert capfd.readouterr().out == "x" * 200 + "\n"


def test_tables_are_aligned_to_the_right_of_their_first_column():
    rows = [["a", "10"], ["abc", ""]]
    assert aligned(rows) == "a    10\nabc"
    assert aligned(rows[:1], widths=[5, 4]) == "a        10"
