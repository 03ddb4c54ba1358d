"""The functions that are hard for a method, as exact runs."""

from fractions import Fraction

import numpy as np
import pytest

from gdcourse.proofs.hard_functions import Bowl, hardest, positions
from gdcourse.proofs.tables import gradient_descent

F = Fraction


@pytest.mark.parametrize("bowl", [Bowl(F(1, 3)), Bowl(None), Bowl(None, F(1, 4))])
def test_bowl_and_its_landscape_are_one_function(bowl):
    for x in (F(-2), F(-1, 3), F(0), F(1, 5), F(3)):
        point = [float(x)]
        assert float(bowl.landscape.value(point)) == pytest.approx(float(bowl.value(x)))
        slope = float(bowl.landscape.gradient(point)[0])
        assert slope == pytest.approx(float(bowl.gradient(x)))


def test_value_is_the_integral_of_the_gradient():
    bowl = Bowl(F(1, 4), F(1, 2))
    middles = (np.arange(2000) + 0.5) / 1000
    area = np.mean([float(bowl.gradient(x)) for x in middles]) * 2
    assert float(bowl.value(F(2))) == pytest.approx(area, rel=1e-6)


def test_positions_on_a_parabola_are_powers():
    points = positions(gradient_descent(F(1, 3), 5), Bowl(None))
    assert points == tuple(F(2, 3) ** k for k in range(6))


def test_positions_on_the_slope_are_even_steps():
    points = positions(gradient_descent(1, 3), Bowl(F(1, 7)))
    assert points == (1, F(6, 7), F(5, 7), F(4, 7))


def test_nothing_ends_above_a_true_bound():
    assert hardest(gradient_descent(1, 4), F(1, 18)) is None


def test_a_bound_that_is_too_small_is_beaten():
    bowl = hardest(gradient_descent(1, 4), F(1, 19))
    assert bowl.value(positions(gradient_descent(1, 4), bowl)[-1]) > F(1, 19)


def test_bowls_say_what_they_are():
    assert [str(Bowl(None)), str(Bowl(None, F(1, 2))), str(Bowl(F(1, 9)))] == [
        "x²/2",
        "1/2 x²/2",
        "the Huber function of slope 1/9",
    ]
