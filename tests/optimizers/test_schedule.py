"""What all schedules have in common: how they count, what they return and refuse."""

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from gdcourse.optimizers.cycles import cyclic, one_cycle, warm_restarts
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.schedule import Schedule
from gdcourse.optimizers.schedules import (
    constant,
    cosine,
    exponential,
    inverse_sqrt,
    inverse_time,
    linear_to_zero,
    multi_step,
    polynomial,
    step_decay,
)
from gdcourse.optimizers.warmup import (
    linear_warmup,
    sequence,
    warmup_cosine,
    warmup_stable_decay,
)

# One of each, which end at k = 40 or never.
SCHEDULES = [
    constant(0.1),
    step_decay(0.1, 10),
    multi_step(0.1, (10, 20)),
    exponential(0.1, 0.9),
    inverse_time(0.1),
    inverse_sqrt(0.1),
    polynomial(0.1, 40, 2.0, eta_min=0.01),
    linear_to_zero(0.1, 40),
    cosine(0.1, 40, eta_min=0.01),
    linear_warmup(0.1, 40),
    sequence([linear_warmup(0.1, 5), linear_to_zero(0.1, 35)], [5]),
    warmup_cosine(0.1, 40, 5),
    warmup_stable_decay(0.1, 40, warmup_steps=5, decay_steps=10),
    warm_restarts(0.1, 10, 3),
    one_cycle(0.1, 40),
    cyclic(0.01, 0.1, 7),
]
ENDLESS = (step_decay, exponential, inverse_time, inverse_sqrt, warm_restarts, cyclic)
each = pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda s: repr(s)[:20])


@each
def test_a_whole_number_gives_a_float_and_an_array_an_array_of_its_shape(schedule):
    assert type(schedule(3)) is type(schedule(np.int32(3))) is float
    ks = np.arange(60).reshape(3, 4, 5)
    assert schedule(ks).shape == ks.shape
    assert schedule(ks.astype(np.uint8)).tolist() == schedule(ks).tolist()
    assert schedule(np.arange(0)).shape == (0,)


def test_small_integer_types_do_not_overflow():
    ks = np.arange(250, dtype=np.uint8)
    for schedule in (cosine(0.1, 4000), cyclic(0.0, 1.0, 500), step_decay(0.1, 999)):
        assert schedule(ks).tolist() == schedule(np.arange(250)).tolist()


@each
def test_rates_stay_between_zero_and_the_peak(schedule):
    rates = schedule(np.arange(1000))
    assert np.all((rates >= 0) & (rates <= 0.1 * (1 + 1e-15)))
    assert rates.max() == pytest.approx(0.1)


@each
def test_a_schedule_that_ends_keeps_its_last_value(schedule):
    late = schedule(np.array([40, 41, 100, 10**12]))
    assert isinstance(schedule, ENDLESS) or np.all(late == late[0])
    assert schedule(10**12) == pytest.approx(late[-1], rel=1e-14)


@each
def test_asking_twice_or_in_another_order_changes_nothing(schedule):
    ks = [30, 2, 50, 2, 0, 30]
    first = [schedule(k) for k in ks]
    assert [schedule(k) for k in reversed(ks)] == first[::-1]


@each
def test_a_schedule_shows_its_parameters_and_equals_its_twin(schedule):
    assert eval(repr(schedule)) == schedule  # the text builds the same schedule


@each
def test_a_schedule_cannot_be_changed(schedule):
    name = next(iter(vars(schedule)))
    with pytest.raises(FrozenInstanceError):
        setattr(schedule, name, 1)


@each
@pytest.mark.parametrize("k", [-1, 0.5, 2.0, "3", None, True, np.array([0, -1])])
def test_k_that_counts_no_updates_is_refused(schedule, k):
    with pytest.raises(ValueError, match=r"k must .*, got .+\. It counts updates"):
        schedule(k)


def test_replace_changes_one_parameter():
    assert replace(cosine(0.1, 40), lr=0.2) == cosine(0.2, 40)


ONE_NUMBER = [s for s in SCHEDULES if "lr" in vars(s)]


@pytest.mark.parametrize("schedule", ONE_NUMBER, ids=lambda s: repr(s)[:20])
def test_learning_rates_of_a_grid_have_the_rates_of_the_single_schedules(schedule):
    lrs = np.array([0.05, 0.1, 3.0])
    grid = replace(schedule, lr=lrs)
    for k in (0, 7, 39, 41):
        single = [replace(schedule, lr=lr)(k) for lr in lrs]
        assert grid(k).tolist() == single


def test_the_parts_of_a_sequence_and_a_cycle_can_be_grids():
    lrs = np.array([0.1, 0.2])
    assert warmup_cosine(lrs, 40, 5)(5).tolist() == [0.1, 0.2]
    assert one_cycle(lrs, 100)(29).tolist() == [0.1, 0.2]


def test_a_rule_reads_its_schedule_at_the_updates_already_made():
    rule = GradientDescent(linear_to_zero(1.0, total_iters=4))
    steps = [rule.step(0.0, -1.0, None, t)[0] for t in (1, 2, 3, 4, 5)]
    assert steps == [1.0, 0.75, 0.5, 0.25, 0.0]


BAD = [
    (lambda: constant(-0.1), ValueError, "lr must not be negative, got -0.1"),
    (lambda: cosine(float("nan"), 9), ValueError, "lr must be finite, got nan"),
    (lambda: cosine("0.1", 9), TypeError, "lr must be real numbers, got '0.1'"),
    (lambda: cosine(0.1, 0), ValueError, "T_max must be a whole number of at least 1"),
    (lambda: cosine(0.1, 9.5), ValueError, "T_max must be a whole number"),
    (lambda: cosine(0.1, 9, 0.2), ValueError, "eta_min must be at most lr = 0.1"),
    (lambda: cosine(0.1, 9, climbs_again="no"), TypeError, "climbs_again must be"),
    (lambda: exponential(0.1, 1.1), ValueError, "gamma must be at most 1, got 1.1"),
    (lambda: step_decay(0.1, 0), ValueError, "step_size must be a whole number"),
    (lambda: multi_step(0.1, 30), TypeError, "milestones must be a list"),
    (lambda: multi_step(0.1, [3, -1]), ValueError, r"milestones\[1\] must be"),
    (lambda: inverse_time(0.1, -1), ValueError, "decay_rate must not be negative"),
    (lambda: polynomial(0.1, 9, -2), ValueError, "power must not be negative"),
]


@pytest.mark.parametrize(("make", "error", "message"), BAD)
def test_a_parameter_out_of_range_is_refused_when_the_schedule_is_made(
    make, error, message
):
    with pytest.raises(error, match=message):
        make()


def test_a_schedule_without_a_formula_says_so():
    with pytest.raises(NotImplementedError):
        Schedule()(0)
