"""Quadratic bowls: their curvatures are exactly the ones asked for."""

import numpy as np
import pytest

from gdcourse.landscapes import parabola, quadratic


@pytest.mark.parametrize("kappa", [1.0, 2.0, 10.0, 1e3, 1e8])
@pytest.mark.parametrize("angle", [0.0, 0.3, np.pi / 4, -2.0, 7.0])
@pytest.mark.parametrize("L", [None, 1.0, 250.0])
def test_curvatures_are_mu_and_l_along_the_turned_axes(kappa, angle, L):
    f = quadratic(kappa, angle, L)
    L = kappa if L is None else L
    assert (f.L, f.mu) == (L, L / kappa)
    hessian = f.hessian([0.0, 0.0])
    flat = np.array([np.cos(angle), np.sin(angle)])
    steep = np.array([-flat[1], flat[0]])
    assert np.allclose(hessian @ flat, f.mu * flat, rtol=0, atol=1e-15 * L)
    assert np.allclose(hessian @ steep, L * steep, rtol=0, atol=1e-15 * L)


def test_without_an_angle_the_formula_is_the_textbook_s():
    f = quadratic(10)
    assert f.formula == "(1*x**2 + 10*y**2)/2"
    assert f.gradient([10.0, 1.0]).tolist() == [10.0, 10.0]
    assert f.start.tolist() == [10.0, 1.0]


@pytest.mark.parametrize("dimension", [1, 2, 3, 10, 60])
def test_curvatures_of_many_variables_rise_in_equal_ratios(dimension):
    f = quadratic(100.0, angle=0.7, dimension=dimension)
    curvatures = np.linalg.eigvalsh(f.hessian(np.zeros(dimension)))
    wanted = np.geomspace(1, 100, dimension) if dimension > 1 else [100.0]
    assert np.allclose(curvatures, wanted, rtol=1e-12)
    assert len(f.window) == len(f.start) == dimension


def test_one_variable_has_condition_number_one():
    f = quadratic(10.0, dimension=1)
    assert f.kappa == 1.0
    assert f.gradient([3.0]).tolist() == [30.0]


def test_turning_the_bowl_turns_its_values():
    rng, angle = np.random.default_rng(3), 0.8
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    p = rng.normal(size=(2, 50))
    assert np.allclose(quadratic(30.0, angle).value(turn @ p), quadratic(30.0).value(p))


@pytest.mark.parametrize("angle", [0.0, 0.5, 1.5, 3.0, -1.0])
def test_the_start_is_the_textbook_s_turned_along(angle):
    f = quadratic(10.0, angle)
    assert f.value(f.start) == pytest.approx(55.0, rel=1e-13)


@pytest.mark.parametrize("a", [1e-6, 0.5, 1.0, 3.7, 1e9])
def test_a_parabola_has_one_curvature(a):
    f = parabola(a)
    assert (f.L, f.mu, f.hessian([5.0])[0, 0]) == (a, a, a)
    assert f.value(2.0) == pytest.approx(2 * a, rel=1e-15)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"kappa": 0.5}, "kappa must be at least 1, got 0.5.*swap"),
        ({"kappa": -1}, "kappa must be positive, got -1"),
        ({"kappa": np.nan}, "kappa must be finite, got nan"),
        ({"kappa": [1.0, 10.0]}, "kappa must be one number"),
        ({"kappa": 10, "L": 0}, "L must be positive, got 0"),
        ({"angle": np.inf}, "angle must be finite, got inf.*radians"),
        ({"dimension": 0}, "dimension must be a whole number of at least 1, got 0"),
        ({"dimension": 2.0}, "dimension must be a whole number"),
        ({"dimension": 61}, "dimension must be at most 60, got 61.*least_squares"),
    ],
)
def test_impossible_bowls_are_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        quadratic(**arguments)


@pytest.mark.parametrize("a", [0, -1, np.nan, [1.0, 2.0]])
def test_a_parabola_opens_upward(a):
    with pytest.raises(ValueError, match="a must .* got .*positive curvature"):
        parabola(a)


def test_words_are_no_curvature():
    with pytest.raises(TypeError, match="kappa must be real numbers, got 'ten'"):
        quadratic("ten")
