"""Hyper-parameters as numbers, arrays and schedules."""

import numpy as np
import pytest

from gdcourse.optimizers import at, constant


def test_a_number_is_its_own_schedule():
    assert at(0.1, 0) == at(0.1, 99) == 0.1


def test_a_numpy_number_becomes_a_python_number():
    assert type(at(np.float64(0.1), 0)) is float
    assert type(at(lambda k: np.cos(k), 3)) is float


def test_an_array_of_settings_stays_an_array():
    lrs = np.array([0.1, 0.2])
    assert at(lrs, 5) is lrs


def test_a_constant_schedule_forgets_the_step():
    assert {constant(0.3)(k) for k in (0, 1, 10_000)} == {0.3}


def test_a_negative_constant_is_refused():
    with pytest.raises(ValueError, match=r"lr must not be negative, got -1\. .*try"):
        constant(-1)
