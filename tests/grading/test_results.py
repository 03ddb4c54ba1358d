"""Records keep their points within bounds and survive JSON."""

import json

import pytest

from gdcourse.grading.results import SCHEMA, CheckResult, SubmissionResult

ONE = CheckResult("E07.1", "push", "E07-1-push-check", "partial", 3, 4, "why", "how")
WHOLE = SubmissionResult(
    "ada", "07_momentum", (ONE,), ("a note",), "strong", ("landlock",), 1.5, 3.2, "ab"
)


def test_a_record_survives_json():
    text = json.dumps(WHOLE.as_json())
    assert SubmissionResult.from_json(json.loads(text)) == WHOLE
    assert json.loads(text)["schema"] == SCHEMA


def test_points_are_the_sum_of_the_checks():
    assert (WHOLE.points, WHOLE.of) == (3, 4)


def test_another_schema_is_refused():
    with pytest.raises(ValueError, match="schema must be 1, got 2. Grade"):
        SubmissionResult.from_json(WHOLE.as_json() | {"schema": 2})


@pytest.mark.parametrize("points", [-1, 4.5, float("nan")])
def test_points_outside_their_range_are_refused(points):
    with pytest.raises(ValueError, match="points must lie between"):
        CheckResult("E07.1", "push", "id", "pass", points, 4)


def test_an_unknown_status_is_refused():
    with pytest.raises(ValueError, match="status must be a known one"):
        CheckResult("E07.1", "push", "id", "great", 1, 4)


def test_an_unknown_isolation_is_refused():
    with pytest.raises(ValueError, match="isolation must be a known level"):
        SubmissionResult("ada", "07_momentum", isolation="perfect")
