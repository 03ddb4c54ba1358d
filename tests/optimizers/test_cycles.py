"""Schedules that rise and fall: restarts, one cycle, triangles."""

from fractions import Fraction

import numpy as np
import pytest

from gdcourse.optimizers.cycles import cyclic, one_cycle, warm_restarts
from gdcourse.optimizers.momentum import Momentum


def test_restarts_jump_at_ten_and_thirty():
    rates = warm_restarts(0.1, T_0=10, T_mult=2)(np.arange(70))
    assert np.flatnonzero(np.diff(rates) > 0).tolist() == [9, 29]
    assert rates[10] == rates[30] == rates[0] == 0.1
    assert rates[9] > 0  # the lowest rate itself is never used


@pytest.mark.parametrize("T_0", [1, 7, 10])
@pytest.mark.parametrize("T_mult", [1, 2, 3, 4, 5, 6, 7, 10])
def test_every_restart_is_exact_for_every_factor(T_0, T_mult):
    restarts = [0]
    for i in range(12):
        restarts.append(restarts[-1] + T_0 * T_mult**i)
    schedule = warm_restarts(1.0, T_0, T_mult, eta_min=0.25)
    assert schedule(np.array(restarts)).tolist() == [1.0] * 13
    assert [schedule(k) for k in restarts] == [1.0] * 13


def test_each_cycle_is_the_first_one_stretched():
    schedule = warm_restarts(1.0, T_0=10, T_mult=3, eta_min=0.1)
    k = np.arange(10)
    for start, stretch in ((10, 3), (40, 9), (130, 27)):
        stretched = schedule(start + stretch * k)
        np.testing.assert_allclose(stretched, schedule(k), rtol=1e-14)


def test_one_cycle_rises_to_its_peak_and_falls_far_below_its_start():
    cycle = one_cycle(max_lr=0.01, total_steps=100)
    rates = cycle(np.arange(100))
    assert rates[0] == pytest.approx(4e-4, rel=1e-14)
    assert rates.argmax() == 29
    assert rates[29] == 0.01
    assert rates[99] == pytest.approx(4e-8, rel=1e-14)
    assert np.all(np.diff(rates[:30]) > 0)
    assert np.all(np.diff(rates[29:]) < 0)


def test_momentum_cycles_in_antiphase():
    for options in ({}, {"anneal_strategy": "linear"}, {"convention": "optax"}):
        cycle, k = one_cycle(0.01, 100, **options), np.arange(100)
        rising = np.sign(np.diff(cycle(k)))
        assert np.array_equal(np.sign(np.diff(cycle.momentum(k))), -rising)
        assert cycle.momentum(k).min() == 0.85
        assert cycle.momentum(0) == 0.95


def test_the_third_phase_falls_below_the_start_and_leaves_momentum_alone():
    cycle = one_cycle(1.0, total_steps=100, three_phase=True)
    assert [round(cycle(k), 9) for k in (0, 29, 58, 99)] == [0.04, 1.0, 0.04, 4e-6]
    assert set(cycle.momentum(np.arange(58, 100))) == {0.95}


def test_a_linear_cycle_has_straight_sides():
    rates = one_cycle(1.0, 101, 0.4, anneal_strategy="linear")(np.arange(101))
    bends = np.flatnonzero(abs(np.diff(rates, 2)) > 1e-12) + 1
    assert bends.tolist() == [39, 40]  # the peak is at 39.4, between two updates
    assert rates.max() < 1


def test_both_values_stay_after_the_cycle():
    cycle = one_cycle(1.0, total_steps=50)
    assert cycle(50) == cycle(10**6) == cycle(49) == pytest.approx(4e-6)
    assert cycle.momentum(50) == cycle.momentum(49) == 0.95


def test_a_cycle_stepped_once_per_epoch_hardly_begins():
    assert one_cycle(0.01, total_steps=1000)(10) == pytest.approx(4.26e-4, abs=1e-6)


def test_the_peak_of_optax_is_one_update_later_and_its_end_too():
    k = np.arange(101)
    ours, theirs = (one_cycle(1.0, 100, convention=c) for c in ("torch", "optax"))
    assert (ours(k).argmax(), theirs(k).argmax()) == (29, 30)
    assert ours(99) == theirs(100) == pytest.approx(4e-6)
    assert abs(ours(k) - theirs(k)).max() == pytest.approx(0.0296, rel=1e-3)


def test_a_peak_at_the_very_first_update_is_the_limit_of_later_ones():
    first = one_cycle(1.0, total_steps=10, pct_start=0.1)
    near = one_cycle(1.0, total_steps=10, pct_start=0.1 - 1e-9)
    k = np.arange(10)
    np.testing.assert_allclose(first(k), near(k), atol=1e-8)
    assert one_cycle(1.0, total_steps=1, pct_start=1.0)(0) == 1.0


def test_a_rule_takes_learning_rate_and_momentum_from_one_cycle():
    cycle = one_cycle(max_lr=1.0, total_steps=10)
    rule = Momentum(lr=cycle, momentum=cycle.momentum)
    x, velocity = rule.step(0.0, -1.0, rule.init(0.0), t=3)
    assert x == 1.0  # the peak is at k = 2
    _, velocity = rule.step(x, 0.0, velocity, t=3)
    assert velocity == -0.85


def exact_triangle(k, up, down):
    p = k % (up + down)
    return Fraction(p, up) if p <= up else Fraction(up + down - p, down)


@pytest.mark.parametrize(("up", "down"), [(7, None), (7, 13), (1, 1), (10, 1)])
def test_triangles_are_exact_however_late(up, down):
    cycle = cyclic(0.0, 1.0, up, down)
    for k in (*range(3 * (up + (down or up))), 99_999, 10**9 + 1):
        assert cycle(k) == float(exact_triangle(k, up, down or up))


def test_triangles_halve_or_decay_by_their_mode():
    k = np.arange(40)
    plain, halved = (cyclic(0.0, 1.0, 5, mode=m) for m in ("triangular", "triangular2"))
    decayed = cyclic(0.0, 1.0, 5, mode="exp_range", gamma=0.9)
    np.testing.assert_allclose(halved(k), plain(k) / 2.0 ** (k // 10), rtol=1e-15)
    np.testing.assert_allclose(decayed(k), plain(k) * 0.9**k, rtol=1e-15)


def test_the_momentum_of_a_triangle_moves_the_other_way():
    cycle, k = cyclic(0.1, 1.0, 7), np.arange(50)
    share = (cycle(k) - 0.1) / 0.9
    np.testing.assert_allclose(cycle.momentum(k), 0.9 - 0.1 * share, rtol=1e-14)


BAD = [
    (lambda: warm_restarts(0.1, 0), "T_0 must be a whole number of at least 1, got 0"),
    (lambda: warm_restarts(0.1, 9, 0), "T_mult must be a whole number of at least 1"),
    (lambda: warm_restarts(0.1, 9, 1.5), "T_mult must be a whole number"),
    (lambda: one_cycle(0.1, 9, 30), "pct_start must be at most 1, got 30"),
    (
        lambda: one_cycle(0.1, 9, anneal_strategy="cosine"),
        "anneal_strategy must be one of 'cos', 'linear', got 'cosine'",
    ),
    (lambda: one_cycle(0.1, 9, div_factor=0.5), "div_factor must be at least 1"),
    (lambda: one_cycle(0.1, 9, convention="fastai"), "convention must be one of"),
    (
        lambda: one_cycle(0.1, 9, three_phase=True, convention="optax"),
        "three_phase must be False with convention 'optax', got True",
    ),
    (lambda: one_cycle(0.1, 9, max_momentum=0.5), "base_momentum must be at most"),
    (lambda: cyclic(1.0, 0.1), r"base_lr must be at most max_lr = 0\.1, got 1\.0"),
    (lambda: cyclic(0.1, 1.0, mode="triangle"), "mode must be one of"),
    (lambda: cyclic(0.1, 1.0, 5, 0), "step_size_down must be a whole number"),
    (lambda: one_cycle(0.1, 9).momentum(-1), "k must not be negative, got -1"),
    (lambda: cyclic(0.1, 1.0).momentum(0.5), r"k must be a whole number, got 0\.5"),
]


@pytest.mark.parametrize(("make", "message"), BAD)
def test_a_cycle_that_cannot_be_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
