"""Lesson 06: what its checks say of wrong answers, and what they publish."""

import numpy as np
import pytest
from lesson_reports import mutant, points_of, said

from gdcourse.checks import noise as lesson
from gdcourse.checks.judging import judge
from gdcourse.checks.noise_floor import drawn, floor, kicks, late, walk
from gdcourse.checks.noise_regret import right as play
from gdcourse.checks.noise_rows import long_run, residual
from gdcourse.checks.noise_rows import right as descend
from gdcourse.checks.noise_short import right as stop
from gdcourse.checks.noise_sums import SEVEN
from gdcourse.checks.report import FAILED


def test_the_tasks_are_worth_35_points():
    assert points_of(lesson) == [8, 7, 6, 6, 8]


@pytest.mark.parametrize(
    ("lr", "beta", "wanted"),
    [(0.1, 0.0, 0.0526), (0.2, 0.0, 0.1111), (1.0, 0.0, 1.0), (0.1, 0.9, 0.5135)],
)
def test_the_floor_is_what_many_chains_show(lr, beta, wanted):
    assert round(floor(1.0, 1.0, lr, beta), 4) == wanted
    x = late(walk(1.0, 1.0, lr, beta, 0.0, kicks(0, 300, 4000)))
    assert abs((x**2).mean() / wanted - 1) < 0.03


def test_the_noise_of_the_check_has_no_luck_in_it():
    """Over its chains: mean 0, mean square 1, no product of two updates is left."""
    noise = drawn(np.random.default_rng(3))
    assert (noise.mean(axis=1) == 0).all()
    assert (noise @ noise.T / noise.shape[1] == np.eye(len(noise))).all()
    x = late(walk(1.0, 1.0, 0.1, 0.0, 10.0, noise))
    assert abs((x**2).mean() / floor(1.0, 1.0, 0.1, 0.0) - 1) < 1e-9


def test_the_folklore_is_half_of_the_floor_at_one_over_a():
    found, _ = mutant(lesson.noise_floor, "believes_the_folklore")(
        2.0, 3.0, 0.5, 0.0, 0.0, kicks(0)
    )
    assert found == floor(2.0, 3.0, 0.5, 0.0) / 2


def test_momentum_at_a_tenth_of_the_rate_has_nearly_the_same_floor():
    heavy, plain = floor(1.0, 1.0, 0.01, 0.9), floor(1.0, 1.0, 0.1, 0.0)
    assert 0.95 < heavy / plain < 1


def test_measuring_nothing_is_noticed_when_the_noise_is_gone():
    text = said(lesson.noise_floor, "measures_nothing")
    assert "all chains come to rest" in text
    assert "4 of 8 points" in text


@pytest.mark.parametrize("given", [key for key in SEVEN if key[0] == "power"])
def test_the_sums_of_powers_grow_as_the_table_says(given):
    """Blocks 2^j ≤ k < 2^(j + 1): do they keep their size, or shrink?"""
    p = given[1]
    blocks = [np.arange(2**j, 2 ** (j + 1), dtype=float) for j in (12, 16)]
    for power, endless in ((p, SEVEN[given][0]), (2 * p, not SEVEN[given][1])):
        early, late_block = (np.sum(k**-power) for k in blocks)
        assert (late_block > 0.99 * early) == endless


def test_a_decrease_alone_is_refused_with_one_schedule():
    text = said(lesson.two_sums, "believes_in_every_decrease")
    assert "kind = 'step', number = 0.5" in text
    assert "1 of 7 points" in text


@pytest.mark.parametrize(
    ("decay", "wanted"), [(0.1, 0.3397), (0.05, 0.1218), (0.01, 3.3e-5)]
)
def test_the_published_limits(decay, wanted):
    assert stop(1.0, 0.1, decay, 1.0) == pytest.approx(wanted, abs=5e-5, rel=0.01)


def test_the_flow_is_near_and_wrong():
    flow = mutant(lesson.stops_at, "solves_the_flow")
    assert round(flow(1.0, 0.1, 0.1, 1.0), 4) == 0.3679
    assert "x must end at 0.3397 for λ = 0.1." in said(
        lesson.stops_at, "solves_the_flow"
    )


def test_an_answer_that_never_stops_multiplying_is_stopped():
    def goes_on(a, lr, decay, x0):
        while lr >= 0:
            x0, lr = x0 * (1 - a * lr), lr / 2
        return x0

    report = judge(lesson.stops_at, goes_on)
    assert report.status == FAILED
    assert "it did not finish within 2 seconds" in report.sentence


def test_more_rows_than_weights_may_agree():
    steady, exact, agree = descend(*long_run(60, 10, 0.0))
    assert agree
    assert np.linalg.norm(steady - exact) < 1e-10


def test_exact_steps_on_rows_that_disagree_end_farther_off():
    X, y, lr, order = long_run(60, 10, 1.0)
    steady, exact, agree = descend(X, y, lr, order)
    best = np.linalg.lstsq(X, y, rcond=None)[0]
    assert not agree
    assert np.abs(X.T @ residual(X, y)).max() < 1e-10
    assert np.linalg.norm(exact - best) > np.linalg.norm(steady - best) > 0.1


def test_counting_rows_and_weights_is_refused():
    text = said(lesson.row_by_row, "counts_rows_and_weights")
    assert "no w solves both" in text
    assert "5 of 6 points" in text


def test_a_regret_may_be_negative():
    z = np.array([1.0] * 20 + [-1.0] * 20)
    assert play(z, np.full(40, 0.5), False)[2] < 0


def test_the_best_of_each_round_owes_all_that_was_paid():
    text = said(lesson.regret, "compares_with_the_best_of_each_round")
    assert "the regret is what was paid, less what u pays." in text
    assert "5 of 8 points" in text


def test_any_median_is_a_best_point():
    def lower_median(z, rates, squared):
        x, u, found = play(z, rates, squared)
        if not squared:
            u = float(np.clip(np.sort(z)[(len(z) - 1) // 2], -1, 1))
        return x, u, found

    assert judge(lesson.regret, lower_median).points == 8
