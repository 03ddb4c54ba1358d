"""What a run leaves behind: points, counts, and one sentence about its end."""

import numpy as np
import pytest

from gdcourse.optimizers import GradientDescent, minimize
from gdcourse.optimizers.momentum import Momentum


def square(p):
    return (p * p).sum(axis=0)


def run(lr, x0=(3.0, 4.0), **options):
    return minimize(square, lambda p: 2 * p, x0, GradientDescent(lr), **options)


SENTENCES = [
    (
        0.25,
        {},
        "converged after 20 updates: the gradient norm fell from 10 to 9.54e-06",
    ),
    (0.5, {}, "converged after 1 update: the gradient norm fell from 10 to 0"),
    (
        0.0,
        {"steps": 2},
        "budget of 2 updates used up: the gradient norm went from 10 to 10",
    ),
    (2.0, {}, "diverged after 321 updates: the gradient norm is no longer finite"),
    (0.1, {"x0": (0.0, 0.0)}, "converged at the start: the gradient is zero there"),
]


@pytest.mark.parametrize(("lr", "options", "sentence"), SENTENCES)
def test_a_trace_says_in_one_sentence_how_the_run_ended(lr, options, sentence):
    assert str(run(lr, **options)) == sentence


def test_a_grid_says_how_many_runs_ended_in_which_way():
    grid = run(np.array([0.25, 0.5, 0.0, 2.0]), steps=400)
    counts = "2 converged, 1 used up the budget, 1 diverged"
    assert str(grid) == f"4 runs: {counts}"
    assert grid.status.tolist() == ["converged", "converged", "budget", "diverged"]


def test_a_single_run_has_plain_status_and_updates():
    trace = run(0.25)
    assert type(trace.status) is str
    assert type(trace.updates) is int


def test_norms_and_values_belong_to_the_stored_points():
    trace = run(0.1, steps=5, tol=0)
    np.testing.assert_allclose(trace.values, square(trace.points.T), rtol=1e-15)
    slopes = 2 * np.linalg.norm(trace.points, axis=1)
    np.testing.assert_allclose(trace.gradient_norms, slopes, rtol=1e-15)


def test_norms_and_values_of_a_grid_have_its_axes_last():
    grid = run(np.array([[0.1, 0.2, 0.3]]), steps=5, tol=0)
    assert grid.points.shape == (6, 2, 1, 3)
    assert grid.values.shape == grid.gradient_norms.shape == (6, 1, 3)


def test_values_of_a_diverged_run_are_infinite_without_a_warning():
    trace = minimize(lambda x: x**4, lambda x: 4 * x**3, 10.0, GradientDescent(1.0))
    assert trace.status == "diverged"
    assert np.isinf(trace.values[-1])


def test_replay_makes_every_step_again():
    trace = minimize(square, lambda p: 2 * p, (10.0, 1.0), Momentum(lr=0.01), steps=40)
    updates = list(trace.replay())
    assert [update.t for update in updates] == list(range(1, 41))
    for update in updates:
        x, memory = trace.rule.step(update.x, update.grad, update.memory, update.t)
        assert np.array_equal(x, update.next_x)
        assert np.array_equal(memory, update.next_memory)
    assert np.array_equal(updates[-1].next_x, trace.x)


def test_replay_does_not_change_what_was_paid():
    trace = minimize(square, lambda p: 2 * p, (10.0, 1.0), Momentum(lr=0.01), steps=5)
    paid = trace.gradient_evaluations
    list(trace.replay())
    assert trace.gradient_evaluations == paid == 6


def test_a_thinned_trace_cannot_be_replayed():
    trace = minimize(
        square, lambda p: 2 * p, (10.0, 1.0), Momentum(0.01), steps=9, every=2
    )
    with pytest.raises(ValueError, match="every point of the run, got 6 of 10"):
        next(trace.replay())


def test_trace_keeps_the_last_memory():
    trace = minimize(square, lambda p: 2 * p, (10.0, 1.0), Momentum(lr=0.01), steps=7)
    assert np.array_equal(trace.memory, list(trace.replay())[-1].next_memory)
    still = minimize(square, lambda p: 2 * p, (0.0, 0.0), Momentum(lr=0.01))
    assert still.memory.tolist() == [0, 0]  # that of ``init``
