"""Reasons to stop: what each fires on, what each says, and what each does not mean."""

import numpy as np
import pytest

from gdcourse.optimizers import GradientDescent, minimize
from gdcourse.optimizers.stopping import (
    Budget,
    GradientNorm,
    LossChange,
    ValidationLoss,
)


def value(p):
    return 0.5 * (1e-3 * p[0] ** 2 + p[1] ** 2)


def gradient(p):
    return np.array([1e-3 * p[0], p[1]])


def run(*stop, lr=0.5, steps=500, scale=1.0, **options):
    return minimize(
        lambda p: scale * value(p),
        lambda p: scale * gradient(p),
        (30.0, 1.0),
        GradientDescent(lr),
        steps=steps,
        tol=0,
        stop=stop,
        **options,
    )


def test_absolute_gradient_norm_depends_on_the_unit_of_the_loss():
    plain = run(GradientNorm(1e-2, scale="absolute"), lr=1.0, steps=3000)
    small = run(GradientNorm(1e-2, scale="absolute"), scale=1e-3)
    assert plain.status == small.status == "converged"
    assert small.updates == 0 < plain.updates


def test_relative_gradient_norm_does_not_depend_on_the_unit():
    plain = run(GradientNorm(0.05), lr=1.0)
    small = run(GradientNorm(0.05), scale=1e-6, lr=1e6)
    assert plain.updates == small.updates > 0


def test_larger_scale_is_one_where_the_first_gradient_is_small():
    first = np.linalg.norm(gradient((30.0, 1.0)))
    trace = run(GradientNorm(0.05, scale="larger"), lr=1.0)
    assert first > 1
    assert trace.gradient_norms[-1] <= 0.05 * first < trace.gradient_norms[-2]
    tiny = run(GradientNorm(0.05, scale="larger"), scale=1e-3)
    assert tiny.updates == 0


def test_a_small_loss_change_is_called_stalled_and_may_be_far_from_the_minimum():
    tiny = run(LossChange(1e-4), lr=1e-5)
    assert (tiny.status, tiny.updates) == ("stalled", 1)
    assert tiny.values[-1] > 0.94
    far = run(LossChange(1e-4), lr=0.01)
    assert far.status == "stalled"
    assert far.x[0] > 29.9


def test_loss_change_counts_in_a_row():
    once, thrice = (run(LossChange(1e-4, times=n), lr=0.01) for n in (1, 3))
    assert thrice.updates == once.updates + 2


def test_relative_loss_change_does_not_depend_on_the_unit():
    plain = run(LossChange(1e-3, relative=True), lr=0.1)
    small = run(LossChange(1e-3, relative=True), lr=0.1e6, scale=1e-6)
    assert plain.updates == small.updates


def test_loss_change_pays_one_value_per_point():
    trace = run(LossChange(1e-4), lr=0.01)
    assert trace.value_evaluations == trace.updates + 1


def test_validation_loss_stops_after_its_patience_and_remembers_the_best():
    def shifted(p):  # the valley of other data: lowest on the way
        return (p[1] - 0.3) ** 2

    trace = run(ValidationLoss(shifted, patience=4), lr=0.1)
    looks = [shifted(p) for p in trace.points]
    assert trace.status == "patience"
    assert trace.best == int(np.argmin(looks)) == trace.updates - 4
    assert np.array_equal(trace.best_x, trace.points[trace.best])
    assert "best after" in str(trace)


def test_validation_loss_may_look_now_and_then():
    def shifted(p):
        return (p[1] - 0.3) ** 2

    trace = run(ValidationLoss(shifted, patience=2, every=5), lr=0.1)
    assert trace.best % 5 == 0
    assert trace.updates == trace.best + 10


def test_validation_loss_wants_a_new_best_by_a_margin():
    def flat(p):
        return 1 + 1e-6 * p[1]

    trace = run(ValidationLoss(flat, patience=3, smallest=1e-3), lr=0.1)
    assert (trace.updates, trace.best) == (3, 0)


def test_a_run_that_was_not_validated_has_no_best_point():
    with pytest.raises(ValueError, match="best = None"):
        _ = run(steps=2).best_x


@pytest.mark.parametrize("limits", [{"gradients": 7}, {"values": 9}])
def test_budget_stops_when_the_count_is_reached(limits):
    stop = (LossChange(0.0, times=10**6), Budget(**limits))
    trace = run(*stop, lr=0.1)
    (limit,) = limits.values()
    assert trace.status == "budget"
    assert f"{limit} of {limit}" in str(trace)
    used = trace.gradient_evaluations if "gradients" in limits else trace.updates + 1
    assert used == limit


def test_first_stopping_rule_that_answers_ends_the_run():
    trace = run(Budget(gradients=3), GradientNorm(0.5))
    assert trace.status == "budget"
    assert trace.updates == 2


def test_two_runs_do_not_share_the_patience_of_a_rule():
    rule = ValidationLoss(lambda p: float(p[1]), patience=2)
    assert run(rule, lr=0.0).updates == run(rule, lr=0.0).updates == 2


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: GradientNorm(-1.0), "tol must not be negative"),
        (lambda: GradientNorm(1.0, scale="relative"), "'absolute', 'first', 'larger'"),
        (lambda: LossChange(float("nan")), "tol must be finite"),
        (lambda: LossChange(1e-3, times=0), "times must be a whole number"),
        (lambda: ValidationLoss(value, patience=0), "patience must be a whole"),
        (lambda: ValidationLoss(value, smallest=-1), "smallest must not be negative"),
        (lambda: Budget(), "Budget must limit something"),
        (lambda: Budget(samples=1.5), "samples must be a whole number"),
        (lambda: run(LossChange(0.1), lr=np.array([0.1, 0.2])), "a grid of shape"),
    ],
)
def test_bad_stopping_rules_are_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_a_validation_loss_that_is_not_a_function_is_refused():
    with pytest.raises(TypeError, match="value must be a function, got 3.0"):
        ValidationLoss(3.0)


def test_on_batches_the_change_of_the_whole_loss_counts():
    data = [(np.array([c]),) for c in (1.0, 5.0, 1.0, 5.0)]
    rule, stop = GradientDescent(0.0), (LossChange(0.0),)
    trace = minimize(
        lambda x, *rows: float(np.sum(rows)),
        lambda x, rows: 0 * x + 1,
        [1.0],
        rule,
        batches=data,
        stop=stop,
    )
    assert (trace.status, trace.updates) == ("stalled", 1)
