"""The loop: one run, a grid of runs, how runs end, and what it refuses."""

from dataclasses import dataclass

import numpy as np
import pytest

from gdcourse.optimizers import GradientDescent, minimize
from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.clipping import Clipped
from gdcourse.optimizers.schedules import cosine
from gdcourse.optimizers.stopping import GradientNorm

CURVATURES = np.array([1.0, 10.0])


def value(p):
    return 0.5 * (p[0] ** 2 + 10 * p[1] ** 2)


def gradient(p):
    return np.array([p[0], 10 * p[1]])


def run(lr, x0=(10.0, 1.0), **options):
    return minimize(value, gradient, x0, GradientDescent(lr), **options)


def test_a_grid_of_ten_thousand_settings_equals_the_single_runs_bit_for_bit():
    lrs = np.linspace(0, 0.3, 10_000)
    grid = run(lrs, steps=200)
    for i in [*range(0, 10_000, 97), 9_999]:
        single = run(lrs[i], steps=200)
        assert np.array_equal(single.points, grid.points[: len(single), :, i])
        assert single.status == grid.status[i]
        assert single.updates == grid.updates[i]


def test_a_run_that_has_ended_stays_where_it_is_in_a_grid():
    grid = run(np.array([0.0, 0.18]), steps=400)
    n = grid.updates[1]
    assert n < 400
    assert (grid.points[n:, :, 1] == grid.points[n, :, 1]).all()


def test_many_starts_run_at_once():
    starts = np.array([[10.0, -3.0, 5.0], [1.0, 2.0, 0.0]])
    grid = run(0.1, x0=starts, steps=50)
    for i in range(3):
        single = run(0.1, x0=starts[:, i], steps=50)
        assert np.array_equal(single.x, grid.x[:, i])


def test_many_starts_and_many_settings_run_at_once():
    starts = np.random.default_rng(0).normal(size=(2, 4, 1))
    lrs = np.array([[0.01, 0.05, 0.1]])
    grid = run(lrs, x0=starts, steps=30, tol=0)
    assert grid.x.shape == (2, 4, 3)
    single = run(0.05, x0=starts[:, 2, 0], steps=30, tol=0)
    assert np.array_equal(single.x, grid.x[:, 2, 1])


def test_convergence_is_relative_to_the_first_gradient():
    plain = run(0.1)
    quiet = minimize(
        lambda p: 1e-6 * value(p),
        lambda p: 1e-6 * gradient(p),
        (10.0, 1.0),
        GradientDescent(0.1e6),
    )
    assert plain.status == quiet.status == "converged"
    assert plain.updates == quiet.updates > 0


def test_convergence_is_tested_at_the_current_point():
    trace = run(0.1, tol=1e-6)
    small = 1e-6 * trace.gradient_norms[0]
    assert trace.gradient_norms[-1] <= small < trace.gradient_norms[-2]


def test_a_used_up_budget_is_not_called_converged():
    trace = run(1e-5, steps=10)
    assert trace.status == "budget"
    assert str(trace).startswith("budget of 10 updates used up")


def test_divergence_is_a_status_and_leaves_the_points_before_it():
    trace = run(0.3, steps=5000)
    assert trace.status == "diverged"
    assert np.isfinite(trace.points[:-2]).all()
    assert trace.updates == len(trace) - 1 < 5000


def test_a_run_to_nan_points_is_diverged_even_with_a_finite_gradient():
    class Lost:
        def init(self, x):
            return None

        def step(self, x, grad, memory, t):
            return x * np.nan, None

    trace = minimize(value, lambda p: np.ones(2), (1.0, 1.0), Lost(), steps=3)
    assert trace.status == "diverged"


def test_a_start_with_zero_gradient_is_converged_without_an_update():
    trace = run(0.1, x0=(0.0, 0.0))
    assert (trace.status, trace.updates, len(trace)) == ("converged", 0, 1)


def test_counts_tell_updates_from_stored_points():
    trace = run(0.1, steps=7, tol=0)
    assert trace.updates == 7
    assert len(trace) == 8 == trace.gradient_evaluations
    assert trace.value_evaluations == 0
    assert trace.values.shape == (8,)
    assert trace.value_evaluations == 8


def test_gradient_evaluations_count_the_calls():
    calls = []

    def counted(p):
        calls.append(1)
        return gradient(p)

    trace = minimize(value, counted, (10.0, 1.0), GradientDescent(0.1))
    assert len(calls) == trace.gradient_evaluations == trace.updates + 1


@pytest.mark.parametrize("x0", [3, 3.0, [3], np.array([3], dtype=int)])
def test_numbers_and_integer_starts_are_accepted(x0):
    trace = minimize(lambda x: x**2, lambda x: 2 * x, x0, GradientDescent(0.1))
    assert trace.points.dtype == np.float64
    assert trace.status == "converged"


def test_single_precision_is_kept():
    assert run(0.1, x0=np.float32([10, 1])).points.dtype == np.float32
    assert run(np.float64(0.1), x0=np.float32([10, 1])).x.dtype == np.float32


def test_the_start_is_not_changed():
    x0 = np.array([10.0, 1.0])
    trace = run(0.1, x0=x0)
    trace.points[0] = 0
    assert x0.tolist() == [10, 1]


BAD = [
    ({"x0": [1.0, float("nan")]}, ValueError, "x0 must be finite, got"),
    ({"x0": []}, ValueError, "x0 must not be empty, got"),
    ({"x0": [1j, 0]}, TypeError, "x0 must be real numbers, got"),
    ({"x0": "origin"}, TypeError, "x0 must be real numbers, got 'origin'"),
    ({"x0": [1.0, 2.0, 3.0]}, ValueError, r"gradient\(x\) must have shape \(3,\)"),
    ({"steps": 0}, ValueError, "steps must be a whole number of at least 1, got 0"),
    ({"steps": 1.5}, ValueError, "steps must be a whole number"),
    ({"tol": -1}, ValueError, "tol must not be negative, got -1"),
    ({"tol": 1}, ValueError, "tol must be below 1, got 1"),
]


@pytest.mark.parametrize(("options", "error", "message"), BAD)
def test_an_argument_that_cannot_work_is_refused(options, error, message):
    with pytest.raises(error, match=message):
        run(0.1, **options)


def test_a_value_in_place_of_a_function_is_refused():
    with pytest.raises(TypeError, match="gradient must be a function, got"):
        minimize(value, gradient([1, 2]), [1, 2], GradientDescent())


def test_a_complex_gradient_is_refused():
    with pytest.raises(TypeError, match=r"gradient\(x\) must be real numbers"):
        minimize(value, lambda p: p + 0j, [1, 2], GradientDescent())


def test_settings_and_starts_that_do_not_fit_together_are_refused():
    with pytest.raises(ValueError, match="must fit together"):
        run(np.array([0.1, 0.2]), x0=np.ones((2, 3)))


@dataclass(frozen=True)
class Halving:
    """Halve the learning rate until f falls: asks minimize for f."""

    value: object = None

    def init(self, x):
        return None

    def step(self, x, grad, memory, t):
        lr = 1.0
        while self.value(x - lr * grad) >= self.value(x):
            lr = lr / 2
        return x - lr * grad, memory


def test_a_rule_that_asks_for_the_value_gets_it_and_it_is_counted():
    asked = []

    def counted(p):
        asked.append(p)
        return value(p)

    trace = minimize(counted, gradient, (10.0, 1.0), Halving(), steps=5)
    assert trace.updates == 5
    assert trace.value_evaluations == len(asked) > 10
    before = len(asked)
    assert len(trace.values) == 6
    assert trace.value_evaluations == len(asked) == before + 6


def test_float32_stays_float32():
    trace = minimize(value, gradient, np.float32([10, 1]), GradientDescent(0.1))
    assert trace.points.dtype == trace.gradients.dtype == np.float32


def test_a_grid_is_computed_in_the_wider_type():
    rule = GradientDescent(np.array([0.1, 0.2]))
    trace = minimize(value, gradient, np.float32([10, 1]), rule, steps=2)
    assert trace.points.dtype == np.float64


def test_settings_inside_a_pair_make_a_grid():
    beta2 = np.array([0.9, 0.99, 0.999])
    grid = minimize(value, gradient, (10.0, 1.0), Adam(0.1, (0.9, beta2)), steps=30)
    for i in range(3):
        rule = Adam(0.1, (0.9, beta2[i]))
        single = minimize(value, gradient, (10.0, 1.0), rule, steps=30)
        # βᵗ of an array and of a number differ in the last bit in NumPy.
        assert np.abs(single.points - grid.points[:, :, i]).max() < 1e-13


def test_settings_inside_a_schedule_make_a_grid():
    lrs = np.array([0.02, 0.1])
    grid = minimize(
        value, gradient, (10.0, 1.0), GradientDescent(cosine(lrs, 40)), steps=40, tol=0
    )
    for i in range(2):
        rule = GradientDescent(cosine(lrs[i], 40))
        single = minimize(value, gradient, (10.0, 1.0), rule, steps=40, tol=0)
        assert np.array_equal(single.points, grid.points[:, :, i])


def test_numbers_without_components_make_a_grid_too():
    lrs = np.array([0.1, 0.2, 3.0])
    grid = minimize(lambda x: x * x, lambda x: 2 * x, 4.0, GradientDescent(lrs))
    assert grid.status.tolist() == ["converged", "converged", "diverged"]
    single = minimize(lambda x: x * x, lambda x: 2 * x, 4.0, GradientDescent(0.2))
    assert grid.updates[1] == single.updates


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"every": 0}, ValueError, "every must be a whole number"),
        ({"stop": GradientNorm(0.1)}, TypeError, "stop must be a tuple"),
    ],
)
def test_options_that_cannot_work_are_refused(options, error, words):
    with pytest.raises(error, match=words):
        run(0.1, **options)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"hessian": np.eye(2)}, "hessian must be a function, got array"),
        (
            {"batches": 32},
            r"batches must be an .*, got 32\. Pass batches\(",
        ),
        ({"batches": lambda: iter(())}, "batches must be an iterable of tuples"),
        ({"batches": "X"}, "batches must be an iterable of tuples of arrays, got 'X'"),
        ({"stop": (GradientNorm,)}, "stop must be a tuple of stopping rules"),
        ({"stop": (1e-9,)}, "stop must be a tuple of stopping rules"),
    ],
)
def test_what_is_not_the_thing_itself_is_refused(options, words):
    with pytest.raises(TypeError, match=words):
        run(0.1, **options)


def test_a_trace_too_long_for_the_memory_says_how_to_thin_it():
    with pytest.raises(ValueError, match=r"must fit into memory, .* such as every"):
        run(0.1, steps=10**15)


def test_a_grid_of_numbers_is_refused_where_a_norm_would_mix_its_runs():
    rates = np.array([0.1, 0.2])
    rule = Clipped(GradientDescent(rates), limit=1.0)
    with pytest.raises(ValueError, match=r"x0 must have components .* \[4\.0\]"):
        minimize(abs, np.sign, 4.0, rule)
    ends = minimize(lambda x: x[0] ** 2, lambda x: 2 * x, [4.0], rule, steps=3).x
    for rate, end in zip(rates, ends[0], strict=True):
        single = Clipped(GradientDescent(rate), limit=1.0)
        assert minimize(np.square, lambda x: 2 * x, 4.0, single, steps=3).x == end
