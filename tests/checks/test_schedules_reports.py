"""Lesson 10: what the checks of its exercises compare with, and what they say."""

import numpy as np
import pytest
from lesson_reports import mutant, points_of

from gdcourse.checks import schedules as lesson
from gdcourse.checks import schedules_finder as finder
from gdcourse.checks import schedules_finder_slips as finder_slips
from gdcourse.checks import schedules_glue as glue
from gdcourse.checks import schedules_library as library
from gdcourse.checks import schedules_quartic as quartic
from gdcourse.checks import schedules_race as race
from gdcourse.checks import schedules_values as values
from gdcourse.checks.judging import judge
from gdcourse.optimizers import warmup_cosine

TABLE = {
    "constant": [0.1, 0.1, 0.1, 0.1, 0.1],
    "step": [0.1, 0.1, 0.1, 0.05, 0.05],
    "exponential": [0.1, 0.1 / 2**5, 0.1 / 2**9, 0.1 / 2**10, 0.1 / 2**11],
    "1/t": [0.1, 0.1 / 3.5, 0.1 / 5.5, 0.1 / 6, 0.1 / 6.5],
    "cosine": [0.1, 0.0505, 0.003422702444, 0.001, 0.001],
    "restarts": [0.1, 0.0505, 0.003422702444, 0.1, 0.099390573],
    "warmup": [0.01, 0.06, 0.1, 0.1, 0.1],
    "linear": [0.1, 0.05, 0.01, 0, 0],
    "one-cycle": [0.004, 0.0611262022, 4e-7, 4e-7, 4e-7],
}


@pytest.mark.parametrize("name", library.NAMES)
def test_the_boundary_table_is_that_of_the_definitions(name):
    found = library.right(name, np.array([0, 5, 9, 10, 11]), 0.1, 10, 0.5, 0.001)
    assert np.allclose(found, TABLE[name], rtol=1e-7, atol=1e-12)


def test_restarts_jump_at_10_and_30_and_nowhere_else():
    rates = library.right("restarts", np.arange(70), 1.0, 10, 0.5, 0.0)
    assert np.flatnonzero(np.diff(rates) > 0).tolist() == [9, 29]
    assert rates[10] == rates[30] == 1.0


@pytest.mark.parametrize("plan", race.WIDE.values())
def test_a_schedule_of_the_race_is_shown_by_the_formula_that_it_has(plan):
    first, power = plan.words.split("/(1 + k)^")
    wanted = float(first) / np.arange(1.0, 12) ** float(power)
    assert np.allclose([plan(k) for k in range(11)], wanted, rtol=1e-12)


def test_five_values_are_those_of_the_guide():
    found = values.answer(0.1, 0.001, 100)["rates"]
    assert np.allclose(found, [0.1, 0.085502, 0.0505, 0.015498, 0.001], atol=1e-6)
    zero = values.answer(0.1, 0.0, 100)["rates"]
    assert np.allclose(zero, [0.1, 0.085355, 0.05, 0.014645, 0], atol=1e-6)


def test_slopes_are_the_derivative_of_the_rates():
    def rate(k):
        return 0.001 + 0.099 * (1 + np.cos(np.pi * k / 100)) / 2

    k = np.arange(0, 101, 25)
    step = (rate(k + 1e-4) - rate(k - 1e-4)) / 2e-4
    assert np.allclose(values.answer(0.1, 0.001, 100)["slopes"], step, atol=1e-9)


def test_warmup_and_cosine_are_those_of_the_library():
    found = glue.answer(*glue.TORCH, 101)
    wanted = warmup_cosine(0.1, total_steps=100, warmup_steps=5)(np.arange(101))
    assert np.allclose(found["rates"], wanted, rtol=1e-12, atol=1e-18)
    assert found["jumps"] == [0.0]
    assert np.round(found["rates"][:8], 8).tolist() == list(glue.EIGHT)


def test_a_warmup_of_20_updates_bears_a_peak_almost_19_times_as_large():
    found = quartic.answer(5.0, 20, quartic.PEAKS, 0.5)
    assert (found["bare"], found["warm"], found["needed"]) == (0.07, 1.31, True)
    assert found["curvature"][0] == 76
    assert found["curvature"][-1] == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize("x0", [4.0, 5.0, 6.0, 7.0])
@pytest.mark.parametrize("W", [0, 3, 7, 12])
def test_no_rounding_decides_which_peaks_work(x0, W):
    plain = [quartic.works(x0, peak, W) for peak in quartic.PEAKS]
    moved = [quartic.works(x0 * (1 + 1e-9), peak, W) for peak in quartic.PEAKS]
    assert plain == moved == sorted(plain, reverse=True)


def test_the_minimum_of_a_range_test_is_stable_and_its_steepest_point_is_not():
    limit, minima, steep = 2 / finder.rows()[2], [], []
    for seed in range(finder.SEEDS):
        given = *finder.regression(seed), finder.ZEROS, 1e-4, 10.0, 200
        rates, smoothed = finder.walk(*given[:3], finder.growing(*given[3:]))
        minima.append(10 * finder.tenth_of_the_lowest(rates, smoothed))
        steep.append(finder_slips.steepest(rates, smoothed))
    assert limit == pytest.approx(1.93, abs=0.005)
    assert limit < min(minima) < max(minima) < 1.9 * limit
    assert max(steep) / min(steep) > 300
    ends = finder.trained(np.array([np.median(steep) / 10, np.median(minima) / 10]))
    assert ends[0] == pytest.approx(1.325, abs=0.01)
    assert ends[1] == pytest.approx(0.0144, abs=0.001)


def test_an_optimizer_made_anew_at_every_update_is_gradient_descent():
    anew = mutant(lesson.race, "makes_the_optimizer_anew_each_update")
    plans, noise, h, _, epochs = race.race.probes[0]
    kept = race.answer(plans, noise, h, 0.0, epochs)
    assert anew(plans, noise, h, 0.9, epochs)["ends"] == kept["ends"]
    assert race.answer(plans, noise, h, 0.9, epochs)["ends"] != kept["ends"]


def test_one_cycle_stepped_per_epoch_has_hardly_begun():
    per_epoch = mutant(lesson.race, "asks_the_schedule_once_per_epoch")
    report = judge(lesson.race, per_epoch)
    assert "counted from the beginning" in str(report)


def test_races_of_the_check_are_clear_sometimes_and_not_always():
    verdicts = {race.answer(*given)["clear"] for given in race.race.probes}
    assert verdicts == {True, False}


def test_the_tasks_are_worth_40_points():
    assert sum(points_of(lesson)) == 40
