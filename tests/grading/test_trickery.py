"""A second round of attacks: the judge neither crashes nor waits nor grows."""

import re
import resource

import pytest
import trickery
from submissions import (
    SECRET,
    answered,
    code,
    data,
    function_name,
    master,
    notebook,
    pairs,
)
from test_attacks import SMALL, graded, outside  # noqa: F401  (a fixture)

from gdcourse.checks.judging import judge
from gdcourse.checks.task import find_task
from gdcourse.grading.judge import grade_one, seeds


@pytest.mark.parametrize("name", trickery.TRICKS)
def test_a_trick_earns_nothing_and_costs_no_other_task(name, outside):  # noqa: F811
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    result = graded(outside, trickery.TRICKS[name])
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == before
    assert [check.status for check in result.checks[1:]] == ["pass", "pass"], result
    assert result.seconds < SMALL.seconds


@pytest.mark.parametrize("name", trickery.LENT)
def test_what_is_lent_is_no_way_in(name):
    submission = answered({"descend_with_history": trickery.LENT[name]})
    result = grade_one(master(), submission, secret=SECRET, limits=SMALL)
    assert [check.points > 0 for check in result.checks] == [True, False, True]
    assert result.seconds < SMALL.seconds


@pytest.mark.parametrize("name", trickery.GROWTH)
def test_what_is_lent_makes_no_large_table_of_small_ones(name):
    stem, answers = "batch_variants", {"accumulate": trickery.GROWTH[name]}
    submission = answered(answers, stem, "exercises")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result = grade_one(master(stem), submission, secret=SECRET, limits=SMALL)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (check,) = [c for c in result.checks if c.name == "accumulate"]
    assert (check.status, check.points) == ("error", 0)
    assert "MemoryError" in check.message
    assert after - before < 300 * 1024  # kilobytes


def test_what_a_check_lent_is_taken_back_after_it():
    changed = notebook()
    for answer, check in pairs(changed):
        if function_name(check) == "descend_with_history":
            answer["source"] = (
                "held = []\ndef descend_with_history(gradient, *more):\n"
                "    held.append(gradient)\n"
            )
            at = changed["cells"].index(check) + 1
    later = "while held:\n    held[0](1.0)\n"  # it raises, or would go on forever
    changed["cells"].insert(at, code(later))
    result = grade_one(master(), data(changed), secret=SECRET, limits=SMALL)
    assert [check.status for check in result.checks] == ["pass", "fail", "pass"]
    assert result.seconds < SMALL.cell_seconds + 5


def test_constants_from_another_learner_do_not_pass():
    asked = {}

    def recording(x0, lr, n):
        path = [x0]
        for _ in range(n):
            path.append(path[-1] - lr * 2 * (path[-1] - 3))
        asked[x0, lr, n] = path
        return path

    drawn = seeds(SECRET, "bob", b"", "E00.1")
    assert judge(find_task("E00.1"), recording, drawn).points
    source = (
        f"KNOWN = {asked!r}\ndef descend(x0, lr, n):\n    return KNOWN[x0, lr, n]\n"
    )
    assert first_check(source).points < 3


def first_check(source):
    submission = answered({"descend": source})
    return grade_one(master(), submission, secret=SECRET).checks[0]


def test_what_feedback_shows_is_of_no_use_when_handed_in_again():
    known = {}
    for _ in range(9):
        source = f"KNOWN = {known!r}\ndef descend(*given):\n    return KNOWN[given]\n"
        check = first_check(source)
        assert check.points < 3
        text = re.search(r"x0 = (\S+), lr = (\S+), n = (\d+)", check.message)
        x0, lr, n = float(text[1]), float(text[2]), int(text[3])
        known[x0, lr, n] = [3 + (x0 - 3) * (1 - 2 * lr) ** k for k in range(n + 1)]
