"""The record: what it promises about every landscape, and that nothing changes it."""

import subprocess
import sys

import numpy as np
import pytest

from gdcourse import landscapes
from gdcourse.landscapes import Landscape, himmelblau, rosenbrock, saddle


def test_everything_is_derived_from_the_text():
    bowl = Landscape("bowl", "a**2 + 3*b", names=("a", "b"))
    assert bowl.value([2.0, 1.0]) == 7.0
    assert bowl.gradient([2.0, 1.0]).tolist() == [4.0, 3.0]
    assert bowl.hessian([2.0, 1.0]).tolist() == [[2.0, 0.0], [0.0, 0.0]]
    assert str(bowl.derivation.expression) == "a**2 + 3*b"


def test_the_minimum_is_the_value_at_the_minimizers():
    assert rosenbrock.minimum == 0.0
    assert himmelblau.minimum == 0.0
    assert saddle.minimum is None


def test_the_condition_number_needs_both_constants():
    assert landscapes.quadratic(10.0, L=5.0).kappa == 10.0
    assert rosenbrock.kappa is None
    assert saddle.kappa is None


def test_arrays_have_the_promised_shapes():
    assert himmelblau.minimizers.shape == (4, 2)
    assert saddle.minimizers.shape == (0, 2)
    assert rosenbrock.start.shape == (2,)
    assert landscapes.double_well.minimizers.shape == (1, 1)
    assert rosenbrock.dimension == 2


def test_a_descent_cannot_change_the_record():
    with pytest.raises(ValueError, match="read-only"):
        rosenbrock.start[0] = 7.0
    with pytest.raises(ValueError, match="read-only"):
        rosenbrock.minimizers[0] -= 1.0
    with pytest.raises(AttributeError):
        rosenbrock.L = 3.0


def test_a_notebook_shows_the_formula():
    assert repr(saddle) == "Landscape(saddle: x**2 - y**2)"
    assert r"x^{2} - y^{2}" in saddle._repr_latex_()


def test_an_unknown_name_says_what_the_room_has():
    with pytest.raises(AttributeError, match="no 'rosenbruck'; it has .*rosenbrock"):
        _ = landscapes.rosenbruck


def test_the_room_opens_without_sympy():
    code = (
        "import sys; from gdcourse import landscapes as room; room.rosenbrock.start;"
        "room.quadratic(10); room.least_squares([[1.0]], [2.0]).L;"
        "assert 'sympy' not in sys.modules; room.rosenbrock.gradient([1, 1]);"
        "assert 'sympy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_name_of_the_room_can_be_loaded():
    assert all(getattr(landscapes, name) is not None for name in dir(landscapes))


def test_grids_and_types_pass_through():
    grid = np.ones((2, 3, 4), np.float32)
    assert rosenbrock.gradient(grid).dtype == np.float32
    assert rosenbrock.hessian(grid).shape == (2, 2, 3, 4)
    assert np.isnan(rosenbrock.value([np.nan, 0.0]))
