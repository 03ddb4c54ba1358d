"""Limits are numbers above zero; the defaults fit the course."""

from dataclasses import asdict, fields

import pytest

from gdcourse.grading.limits import Limits


@pytest.mark.parametrize("name", [field.name for field in fields(Limits)])
def test_every_limit_must_be_positive(name):
    with pytest.raises(ValueError, match=f"{name} must be positive, got 0"):
        Limits(**{name: 0})


def test_a_call_has_more_time_than_the_tasks_of_the_course_give():
    assert Limits().cell_seconds > 2
    assert Limits().seconds > Limits().cpu_seconds > Limits().cell_seconds
    assert asdict(Limits())["processes"] == 8
