"""A random choice: its chances, its scores, and the gradient of its mean pay."""

import numpy as np
import pytest

from gdcourse.arguments import generator, one_number
from gdcourse.derivation import complex_step, derive, exact_gradient, probabilities
from gdcourse.derivation.choices import sample_count, scores

THETA, F = np.array([0.2, -0.5, 1.0]), np.array([1.0, 4.0, 2.0])


def mean_pay(theta):
    weights = np.exp(theta)
    return weights @ F / weights.sum()


def test_chances_are_positive_and_sum_to_one_even_far_out():
    assert probabilities(THETA) == pytest.approx(np.exp(THETA) / np.exp(THETA).sum())
    far = probabilities([800.0, -800.0, 0.0])
    assert far.tolist() == [1.0, 0.0, 0.0]


def test_the_exact_gradient_is_that_of_a_complex_step():
    exact = complex_step(mean_pay, THETA)
    assert np.abs(exact_gradient(THETA, F) - exact).max() < 1e-15


def test_the_exact_gradient_is_that_of_sympy():
    text = "(exp(a) + 4*exp(b) + 2*exp(c)) / (exp(a) + exp(b) + exp(c))"
    gradient = derive(text, names=("a", "b", "c")).gradient(THETA)
    assert np.abs(exact_gradient(THETA, F) - gradient).max() < 1e-15


def test_adding_a_number_to_all_parameters_changes_nothing():
    assert np.allclose(exact_gradient(THETA + 5, F), exact_gradient(THETA, F))
    assert abs(exact_gradient(THETA, F).sum()) < 1e-15


def test_scores_are_gradients_of_log_chances_and_have_mean_zero():
    for k in range(3):
        exact = complex_step(lambda t, k=k: t[k] - np.log(np.exp(t).sum()), THETA)
        assert np.allclose(scores(THETA)[:, k], exact, rtol=1e-14)
    assert np.abs(scores(THETA) @ probabilities(THETA)).max() < 1e-16


BAD = [
    (
        lambda: probabilities([1.0]),
        ValueError,
        r"theta must have shape \(d,\) .*, got shape \(1,\)",
    ),
    (lambda: probabilities(np.nan), ValueError, "theta must be finite, got nan"),
    (lambda: exact_gradient(THETA, F[:2]), ValueError, r"f must .*, got \(2,\)"),
    (
        lambda: one_number("b", [1.0, 2.0], "Try 0.0."),
        ValueError,
        "b must be one number, got",
    ),
    (lambda: sample_count(0), ValueError, "samples must be a whole number .*, got 0"),
    (lambda: generator(7), TypeError, "rng must be a NumPy generator, got 7. Try"),
]


@pytest.mark.parametrize(("call", "error", "words"), BAD)
def test_choices_that_cannot_be_made_are_told_in_one_line(call, error, words):
    with pytest.raises(error, match=words):
        call()
