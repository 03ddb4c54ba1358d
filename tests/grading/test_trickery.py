"""A second round of attacks: the judge neither crashes nor waits nor grows."""

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

from gdcourse.grading.judge import grade_one


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
