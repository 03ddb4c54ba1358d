"""The loop on batches, thinned, interrupted, and with a progress bar."""

import numpy as np
import pytest

from gdcourse.optimizers import GradientDescent, minimize
from gdcourse.optimizers.momentum import Momentum
from gdcourse.optimizers.sharpness import SAM
from gdcourse.optimizers.stopping import Budget, GradientNorm


def value(p):
    return 0.5 * (p[0] ** 2 + 10 * p[1] ** 2)


def gradient(p):
    return np.array([p[0], 10 * p[1]])


def run(lr, **options):
    return minimize(value, gradient, (10.0, 1.0), GradientDescent(lr), **options)


ROWS = np.random.default_rng(3).normal(size=(12, 2))


def squared_distance(p, rows=ROWS):
    return 0.5 * ((p - rows) ** 2).sum(axis=1).mean()


def toward_rows(p, rows=ROWS):
    return p - rows.mean(axis=0)


def pieces(size, epochs):
    return [
        (ROWS[i : i + size],) for _ in range(epochs) for i in range(0, len(ROWS), size)
    ]


def test_batches_reach_the_gradient_and_their_samples_are_counted():
    rule = GradientDescent(lr=0.5)
    trace = minimize(
        squared_distance, toward_rows, (0, 0), rule, batches=pieces(5, 2), steps=6
    )
    x = np.zeros(2)
    for (rows,) in pieces(5, 2):
        x = x - 0.5 * (x - rows.mean(axis=0))
    assert np.array_equal(trace.x, x)
    assert (trace.updates, trace.gradient_evaluations, trace.samples) == (6, 6, 24)
    assert np.isnan(trace.gradients[-1]).all()
    assert np.isfinite(trace.gradients[:-1]).all()
    assert trace.status == "budget"
    assert str(trace) == "budget of 6 updates used up"
    assert trace.values.shape == (7,)


def test_a_run_on_batches_ends_when_they_run_out():
    rule = GradientDescent(lr=0.5)
    trace = minimize(squared_distance, toward_rows, (0, 0), rule, batches=pieces(4, 1))
    assert (trace.updates, trace.status) == (3, "budget")
    assert str(trace) == "budget after 3 updates: the batches ran out"


def test_a_diverging_run_on_batches_says_so():
    rule = GradientDescent(lr=1e200)
    trace = minimize(squared_distance, toward_rows, (1, 1), rule, batches=pieces(1, 9))
    assert trace.status == "diverged"
    assert trace.updates < 9


def test_sample_budget_counts_data_points_not_updates():
    trace = minimize(
        squared_distance,
        toward_rows,
        (0, 0),
        GradientDescent(0.1),
        batches=pieces(4, 50),
        stop=(Budget(samples=40),),
    )
    assert (trace.samples, trace.updates, trace.status) == (40, 10, "budget")


def test_gradient_norm_of_a_batch_is_not_taken_for_convergence():
    with pytest.raises(ValueError, match="whole gradient, got batches"):
        minimize(
            squared_distance,
            toward_rows,
            (0, 0),
            GradientDescent(0.1),
            batches=pieces(4, 1),
            stop=(GradientNorm(0.1),),
        )


def test_thinned_trace_keeps_every_so_many_points_and_the_last():
    whole, thin = run(0.01, steps=25, tol=0), run(0.01, steps=25, tol=0, every=10)
    assert thin.ks.tolist() == [0, 10, 20, 25]
    assert np.array_equal(thin.points, whole.points[thin.ks])
    assert np.array_equal(thin.gradients, whole.gradients[thin.ks])
    assert thin.updates == 25
    assert thin.gradient_evaluations == 26


def test_thinned_grid_equals_the_whole_grid():
    lrs = np.array([0.05, 0.1])
    whole, thin = run(lrs, steps=9, tol=0), run(lrs, steps=9, tol=0, every=4)
    assert np.array_equal(thin.points, whole.points[[0, 4, 8, 9]])


def test_interruption_keeps_what_was_computed():
    calls = []

    def interrupted(p):
        calls.append(p)
        if len(calls) == 8:
            raise KeyboardInterrupt
        return gradient(p)

    trace = minimize(value, interrupted, (10.0, 1.0), GradientDescent(0.01))
    assert trace.status == "interrupted"
    assert trace.updates == 6
    assert np.array_equal(trace.points, run(0.01, steps=6).points)
    assert str(trace) == "interrupted after 6 updates: interrupted by hand"


def test_interrupted_grid_keeps_what_was_computed():
    calls = []

    def interrupted(p):
        calls.append(p)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return gradient(p)

    rule = GradientDescent(np.array([0.01, 0.02]))
    trace = minimize(value, interrupted, (10.0, 1.0), rule)
    assert trace.status.tolist() == ["interrupted", "interrupted"]
    assert len(trace) == 3


def test_interruption_before_the_first_gradient_is_not_swallowed():
    def interrupted(p):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        minimize(value, interrupted, (10.0, 1.0), GradientDescent(0.01))


def test_progress_bar_is_shown_when_asked_for(capsys):
    quiet = run(0.01, steps=20)
    assert capsys.readouterr().err == ""
    shown = run(0.01, steps=20, progress=True)
    assert "updates" in capsys.readouterr().err
    assert np.array_equal(quiet.points, shown.points)


@pytest.mark.parametrize(
    ("after", "error", "words"),
    [
        (lambda x: x, TypeError, r"step must return .* End it with: return x, memory"),
        (
            lambda x: (x, x, x),
            TypeError,
            "step must return the next",
        ),
        (
            lambda x: (x[:, None], None),
            ValueError,
            r"shape \(2,\), got \(2, 1\)",
        ),
    ],
)
def test_a_step_that_returns_something_else_is_told_so(after, error, words):
    class Rule:
        def init(self, x):
            return None

        def step(self, x, grad, memory, t):
            return after(x)

    with pytest.raises(error, match=words):
        minimize(np.dot, lambda x: 2 * x, [1.0, 2.0], Rule())


def test_a_replay_on_batches_says_what_is_gone():
    data = [(np.ones((2, 2)),)] * 3
    plain = minimize(squared_distance, toward_rows, (0, 0), Momentum(0.1), batches=data)
    assert len(list(plain.replay())) == 3
    rule = SAM(Momentum(0.1))
    trace = minimize(squared_distance, toward_rows, (0, 0), rule, batches=data)
    with pytest.raises(ValueError, match=r"no more than the gradients of the trace"):
        list(trace.replay())


@pytest.mark.parametrize("lr", [0.01, np.array([0.01, 0.02])], ids=["run", "grid"])
def test_an_interrupted_run_ends_with_the_memory_of_its_last_point(lr):
    calls = iter(range(4))

    def gradient(x):
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return 2 * x

    f = lambda x: (x * x).sum(axis=0)  # noqa: E731
    rule = Momentum(lr)
    trace = minimize(f, gradient, [4.0, 1.0], rule, steps=50)
    assert np.all(trace.updates == 3)
    assert len(trace) == 4
    whole = minimize(f, lambda x: 2 * x, [4.0, 1.0], rule, steps=3, tol=0)
    assert np.array_equal(trace.memory, whole.memory)
    assert repr(trace).startswith("Trace(")
    assert "interrupted" in repr(trace)
