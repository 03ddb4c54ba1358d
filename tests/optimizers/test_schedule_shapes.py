"""Eight schedules of one length, with their peak left open."""

import numpy as np
import pytest

from gdcourse.optimizers import GradientDescent, Momentum, scheduled, sweep

NAMES = list(scheduled(100))


@pytest.mark.parametrize("name", NAMES)
def test_every_shape_stays_between_zero_and_its_peak(name):
    rates = scheduled(210)[name](0.5).lr(np.arange(210))
    assert rates.min() >= 0
    assert rates.max() == pytest.approx(0.5, rel=0.01)


def test_all_but_the_constant_end_far_below_their_peak():
    for name, maker in scheduled(210).items():
        assert (maker(1.0).lr(209) < 0.1) == (name != "constant")


def test_drops_and_cycles_fit_into_the_run():
    makers = scheduled(210)
    ks = np.arange(210)
    steps = makers["step, 3 rates"](1.0).lr(ks)
    assert np.flatnonzero(np.diff(steps)).tolist() == [69, 139]
    cycles = makers["cosine, restarts"](1.0).lr(ks)
    assert np.flatnonzero(np.diff(cycles) > 0).tolist() == [29, 89]


@pytest.mark.parametrize("name", NAMES)
def test_a_grid_of_peaks_is_a_grid_of_runs(name):
    maker = scheduled(20, lambda lr: Momentum(lr, 0.9))[name]
    peaks = np.array([0.1, 0.2])
    both = sweep(lambda x: x, np.ones((1, 2)), maker(peaks), 20)
    each = [sweep(lambda x: x, [1.0], maker(lr), 20)[0] for lr in peaks]
    assert both[0].tolist() == pytest.approx(each)


def test_lengths_and_rules_that_cannot_work_are_refused():
    with pytest.raises(ValueError, match="total_steps"):
        scheduled(9)
    with pytest.raises(TypeError, match="rule"):
        scheduled(100, GradientDescent(0.1))
