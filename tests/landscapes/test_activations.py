"""Activations: each slope against independent answers, at kinks and far out."""

import math

import numpy as np
import pytest

from gdcourse.derivation import central_difference, complex_step
from gdcourse.landscapes import activations
from gdcourse.landscapes.activations import ACTIVATIONS, activation, leaky_relu

EVERY = pytest.mark.parametrize("phi", ACTIVATIONS.values(), ids=ACTIVATIONS)
POINTS = np.array([-6.3, -2.0, -0.7, -1e-3, 1e-3, 0.4, 1.0, 3.0, 9.1])
ANALYTIC = ["identity", "sigmoid", "tanh", "gelu_tanh", "relu", "leaky_relu"]


@EVERY
def test_slopes_are_those_of_central_differences(phi):
    slopes = [central_difference(lambda z: float(phi(z)), z) for z in POINTS]
    assert phi.slope(POINTS) == pytest.approx(slopes, rel=1e-8, abs=1e-9)


@pytest.mark.parametrize("name", ANALYTIC)
def test_slopes_are_those_of_complex_steps_to_the_last_digits(name):
    phi = activation(name)
    exact = [complex_step(lambda z: phi(z)[()], z) for z in POINTS]
    assert phi.slope(POINTS) == pytest.approx(exact, rel=1e-14)


CLOSED_FORMS = {
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: max(z, 0.0),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "gelu": lambda z: z * (1 + math.erf(z / math.sqrt(2))) / 2,
    "identity": lambda z: z,
}


@pytest.mark.parametrize("name", CLOSED_FORMS)
def test_values_are_those_of_the_definition(name):
    wanted = [CLOSED_FORMS[name](z) for z in POINTS]
    assert activation(name)(POINTS) == pytest.approx(wanted, rel=1e-14, abs=3e-16)


def test_the_slope_of_exact_gelu_is_share_plus_z_times_density():
    for z in POINTS:
        share = math.erfc(-z / math.sqrt(2)) / 2
        density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
        assert activations.gelu.slope(z) == pytest.approx(
            share + z * density, rel=1e-14
        )


def test_the_two_forms_of_gelu_differ_by_less_than_half_a_thousandth():
    z = np.linspace(-8, 8, 4001)
    gap = np.abs(activations.gelu(z) - activations.gelu_tanh(z)).max()
    assert 4e-4 < gap < 5e-4


def test_at_its_kink_relu_has_slope_zero_and_leaky_relu_its_small_slope():
    assert activations.relu.slope(0.0) == activations.relu.slope(-0.0) == 0
    assert leaky_relu(0.2).slope(0.0) == 0.2


def test_sigmoid_lets_at_most_a_quarter_through():
    assert activations.sigmoid.slope(0.0) == 0.25
    assert activations.sigmoid.slope(np.linspace(-9, 9, 999)).max() <= 0.25


def test_far_slopes_keep_their_digits_where_one_minus_tanh_squared_has_none():
    assert 1 - np.tanh(20.0) ** 2 == 0
    wanted = 4 * math.exp(-40)
    assert activations.tanh.slope(20.0) == pytest.approx(wanted, rel=1e-15)
    assert activations.sigmoid.slope(40.0) == pytest.approx(math.exp(-40), rel=1e-15)


@EVERY
def test_at_eight_hundred_everything_is_finite_and_the_slope_is_its_limit(phi):
    ends = np.array([-800.0, 800.0])
    low, high = phi.slope(ends)
    assert np.isfinite(phi(ends)).all()
    flat = phi.name in ("sigmoid", "tanh")
    assert high == (0.0 if flat else 1.0)
    assert low == {"identity": 1.0, "leaky_relu": 0.01}.get(phi.name, 0.0)


@EVERY
def test_float32_and_shapes_are_kept(phi):
    z = POINTS.astype(np.float32).reshape(3, 3)
    for answer in (phi(z), phi.slope(z)):
        assert answer.dtype == np.float32
        assert answer.shape == (3, 3)
    assert phi(2).dtype == np.float64
    assert phi(np.array([1, 2])).dtype == np.float64


@EVERY
def test_a_nan_is_passed_on(phi):
    assert np.isnan(phi(np.nan))


@EVERY
def test_backward_multiplies_by_the_slope_before_the_activation(phi):
    Z, delta = POINTS.reshape(3, 3), np.arange(9.0).reshape(3, 3)
    output, memory = phi.forward([], Z)
    back, gradients = phi.backward([], memory, delta)
    assert (output == phi(Z)).all()
    assert (back == delta * phi.slope(Z)).all()
    assert gradients == []


def test_exact_gelu_refuses_a_complex_step_and_names_the_other_form():
    with pytest.raises(TypeError, match="real for gelu, got .* use gelu_tanh"):
        activations.gelu(1j)


def test_bad_input_is_told_in_one_line():
    with pytest.raises(ValueError, match="got 'rellu'. Did you mean 'relu'?"):
        activation("rellu")
    with pytest.raises(ValueError, match="small must not be negative, got -0.1"):
        leaky_relu(-0.1)
    with pytest.raises(TypeError, match="z must be numbers, got 'a'"):
        activations.tanh("a")


def test_a_record_is_its_own_activation():
    assert activation(activations.tanh) is activations.tanh
    assert leaky_relu(0.2).name == "leaky_relu(0.2)"
    assert repr(activations.relu) == "Activation(relu)"
