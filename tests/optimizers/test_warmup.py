"""Schedules that begin small, and schedules made of parts."""

import numpy as np
import pytest

from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.schedules import constant, cosine, inverse_sqrt, polynomial
from gdcourse.optimizers.warmup import (
    linear_warmup,
    sequence,
    warmup_cosine,
    warmup_stable_decay,
)


def test_a_warmup_begins_above_zero_and_ends_at_the_learning_rate():
    warmup = linear_warmup(0.1, total_iters=5, start_factor=0.01)
    assert [round(warmup(k), 4) for k in range(7)] == [
        *(0.001, 0.0208, 0.0406, 0.0604, 0.0802),
        *(0.1, 0.1),
    ]


def test_the_default_warmup_is_torchs_from_a_third_in_five_updates():
    assert linear_warmup(0.3)(0) == pytest.approx(0.1, rel=1e-15)
    assert linear_warmup(0.3)(4) < linear_warmup(0.3)(5) == 0.3


def test_the_warmup_of_papers_is_t_over_T_from_the_first_update_on():
    T = 20
    warmup = linear_warmup(1.0, total_iters=T - 1, start_factor=1 / T)
    k = np.arange(60)
    np.testing.assert_allclose(warmup(k), np.minimum(1, (k + 1) / T), rtol=1e-14)


def test_a_start_factor_of_zero_wastes_the_first_update():
    rule = GradientDescent(linear_warmup(0.1, 10, start_factor=0.0))
    assert rule.step(5.0, 1.0, None, t=1)[0] == 5.0
    assert rule.step(5.0, 1.0, None, t=2)[0] == 4.99


def test_parts_of_a_sequence_count_from_their_own_start():
    asked = []

    def part(name):
        return lambda k: asked.append((name, k)) or 0.0

    schedule = sequence([part("a"), part("b"), part("c")], [2, 5])
    for k in range(7):
        schedule(k)
    ours = [("a", 0), ("a", 1), ("b", 0), ("b", 1), ("b", 2), ("c", 0), ("c", 1)]
    assert asked == ours


def test_a_sequence_jumps_where_its_parts_do_not_meet():
    long_warmup = linear_warmup(1.0, total_iters=20, start_factor=0.1)
    schedule = sequence([long_warmup, constant(1.0)], [10])
    assert schedule(9) == pytest.approx(0.505)
    assert schedule(10) == 1.0


def test_sequences_may_hold_sequences():
    inner = sequence([constant(1.0), constant(2.0)], [3])
    outer = sequence([constant(0.0), inner], [4])
    assert outer(np.arange(9)).tolist() == [0, 0, 0, 0, 1, 1, 1, 2, 2]


def test_warmup_and_cosine_meet_at_the_seam():
    schedule = warmup_cosine(0.1, total_steps=100, warmup_steps=5)
    listed = [0.001, 0.0208, 0.0406, 0.0604, 0.0802, 0.1, 0.09997266, 0.09989068]
    assert np.round(schedule(np.arange(8)), 8).tolist() == listed
    assert schedule(99) == pytest.approx(2.7337e-5, rel=1e-4)
    assert schedule(100) == schedule(1000) == 0.0
    assert schedule(52) > 0.05 > schedule(53)


def test_warmup_and_inverse_root_are_the_schedule_of_the_first_transformers():
    W, k = 40, np.arange(1, 400)
    schedule = sequence(
        [linear_warmup(1.0, W, start_factor=0.0), inverse_sqrt(1.0, 1 / W)], [W]
    )
    with np.errstate(divide="ignore"):
        exact = np.minimum(k / W, np.sqrt(W / k))
    np.testing.assert_allclose(schedule(k), exact, rtol=1e-14)


def test_the_middle_of_warmup_stable_decay_does_not_know_the_end():
    short, long = (
        warmup_stable_decay(1.0, T, warmup_steps=10, decay_steps=20) for T in (60, 600)
    )
    assert (short(np.arange(41)) == long(np.arange(41))).all()
    assert short(41) == 1 - 1 / 20 < long(41) == 1.0


@pytest.mark.parametrize("decay", ["linear", "cosine"])
def test_the_decay_after_a_stable_rate_ends_with_the_run(decay):
    schedule = warmup_stable_decay(
        1.0, 100, warmup_steps=10, decay_steps=20, eta_min=0.1, decay=decay
    )
    fall = {"linear": polynomial(1.0, 20, eta_min=0.1), "cosine": cosine(1.0, 20, 0.1)}
    k = np.arange(30)
    assert (schedule(80 + k) == fall[decay](k)).all()
    assert (schedule(np.arange(10, 81)) == 1.0).all()
    assert schedule(99) > schedule(100) == schedule(101) == pytest.approx(0.1)


# The largest peak that brings x⁴/4 + x²/2 from x = 5 to its minimizer, by the length of
# the warmup. The curvature falls from 76 to 1 on the way, so that 2 / L becomes 2.
PEAKS = [(0, 0.07), (5, 0.32), (10, 0.65), (20, 1.31)]


def works(peaks, length):
    warmup = constant(peaks)
    if length:
        warmup = linear_warmup(peaks, length - 1, start_factor=1 / length)
    rule, x = GradientDescent(warmup), np.full((1, len(peaks)), 5.0)
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(1, 2001):
            x, _ = rule.step(x, x**3 + x, None, t)
    return abs(x[0]) < 1e-3


@pytest.mark.parametrize(("length", "largest"), PEAKS)
def test_a_warmup_lets_a_larger_peak_work(length, largest):
    peaks = np.arange(1, 250) / 100
    assert np.array_equal(works(peaks, length), peaks <= largest)


def test_no_warmup_lets_a_peak_work_that_is_unstable_at_the_minimizer():
    assert works(np.array([1.0, 1.99, 2.1]), length=50).tolist() == [True, True, False]


BAD = [
    (lambda: sequence([constant(1.0)], [5]), "milestones must be one fewer than"),
    (lambda: sequence([constant(1.0)] * 3, [5, 5]), "milestones must rise"),
    (lambda: sequence([constant(1.0)] * 3, [9, 5]), "milestones must rise"),
    (lambda: sequence([constant(1.0)] * 2, [0]), "milestones must rise"),
    (lambda: linear_warmup(0.1, 5, 1.5), "start_factor must be at most 1, got 1.5"),
    (lambda: linear_warmup(0.1, 0), "total_iters must be a whole number"),
    (lambda: warmup_cosine(0.1, 5, 5), "total_steps must be more than the 5 updates"),
    (lambda: warmup_stable_decay(0.1, 9, 4, 5), "total_steps must be more than the 9"),
    (
        lambda: warmup_stable_decay(0.1, 9, 2, 2, decay="cosin"),
        "decay must be one of 'linear', 'cosine', got 'cosin'",
    ),
]


@pytest.mark.parametrize(("make", "message"), BAD)
def test_parts_that_do_not_fit_together_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_a_number_in_place_of_a_part_is_refused():
    with pytest.raises(TypeError, match=r"a part must be a function, got 0.1\. Each"):
        sequence([0.1, constant(0.1)], [5])


def test_parts_that_are_no_list_of_schedules_are_told():
    with pytest.raises(TypeError, match=r"parts must be a list .*, got constant\(lr=0"):
        sequence(constant(0.1), [3])
    with pytest.raises(TypeError, match=r"a part must be .*, got the class cosine"):
        sequence([constant(0.1), cosine], [3])
