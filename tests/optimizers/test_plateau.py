"""The learning rate that falls when measured progress stops, by hand on short lists."""

import numpy as np
import pytest

from gdcourse.optimizers.plateau import Progress, ReduceOnPlateau

NAN, INF = float("nan"), float("inf")


def rates(plateau, measured, lr=1.0):
    memory, found = plateau.init(), []
    for value in measured:
        lr, memory = plateau.step(lr, value, memory)
        found.append(lr)
    return found


def test_patience_bad_measurements_change_nothing_and_the_next_one_does():
    plateau = ReduceOnPlateau(factor=0.5, patience=2)
    assert rates(plateau, [3, 3, 3, 3, 3, 3, 3]) == [1, 1, 1, 0.5, 0.5, 0.5, 0.25]


def test_progress_starts_the_count_again():
    plateau = ReduceOnPlateau(factor=0.5, patience=1)
    assert rates(plateau, [3, 3, 2, 2, 1, 1, 1]) == [1, 1, 1, 1, 1, 1, 0.5]


def test_progress_is_measured_against_the_best_and_not_the_last_value():
    plateau = ReduceOnPlateau(factor=0.5, patience=1)
    assert rates(plateau, [1, 5, 4, 3]) == [1, 1, 0.5, 0.5]


def test_measurements_are_not_counted_while_it_cools_down():
    plateau = ReduceOnPlateau(factor=0.5, patience=0, cooldown=2)
    assert rates(plateau, [3] * 8) == [1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125]


@pytest.mark.parametrize(
    ("options", "value", "counts"),
    [
        ({}, 0.9998, True),
        ({}, 0.99995, False),
        ({"threshold_mode": "abs", "threshold": 0.1}, 0.89, True),
        ({"threshold_mode": "abs", "threshold": 0.1}, 0.91, False),
        ({"mode": "max"}, 1.0002, True),
        ({"mode": "max"}, 1.00005, False),
        ({"mode": "max", "threshold_mode": "abs", "threshold": 0.1}, 1.11, True),
        ({"mode": "max", "threshold_mode": "abs", "threshold": 0.1}, 1.09, False),
        ({}, NAN, False),
        ({"mode": "max"}, NAN, False),
    ],
)
def test_progress_counts_beyond_the_threshold(options, value, counts):
    plateau = ReduceOnPlateau(**options)
    _, memory = plateau.step(1.0, 1.0, plateau.init())
    _, memory = plateau.step(1.0, value, memory)
    expected = Progress(value, 0, 0) if counts else Progress(1.0, 1, 0)
    assert memory == expected


def test_a_relative_threshold_is_made_for_positive_values():
    plateau = ReduceOnPlateau()
    _, memory = plateau.step(1.0, -1.0, plateau.init())
    _, worse = plateau.step(1.0, -0.99995, memory)
    assert worse.best == -0.99995  # torch's formula takes this for progress
    absolute = ReduceOnPlateau(threshold_mode="abs")
    assert absolute.step(1.0, -0.99995, memory)[1].best == -1.0


def test_the_rate_falls_to_min_lr_and_not_below():
    plateau = ReduceOnPlateau(factor=0.1, patience=0, min_lr=0.03)
    assert rates(plateau, [1] * 5) == [1, 0.1, 0.03, 0.03, 0.03]


def test_a_reduction_by_eps_or_less_is_left_out():
    plateau = ReduceOnPlateau(factor=0.5, patience=0, eps=0.25)
    assert rates(plateau, [1] * 5) == [1, 0.5, 0.5, 0.5, 0.5]


def test_the_first_measurement_is_always_progress():
    for mode, worst in (("min", INF), ("max", -INF)):
        memory = ReduceOnPlateau(mode=mode).init()
        assert memory == (worst, 0, 0)
        assert ReduceOnPlateau(mode=mode).step(1.0, -5.0, memory)[1].best == -5.0


def test_a_step_changes_nothing_but_returns():
    plateau, memory = ReduceOnPlateau(patience=0), Progress(1.0, 0, 0)
    first = plateau.step(1.0, 2.0, memory)
    assert first == plateau.step(1.0, 2.0, memory) == (0.1, Progress(1.0, 0, 0))


def test_it_halves_the_rate_of_a_run_that_jumps_to_and_fro():
    plateau, lr, x = ReduceOnPlateau(factor=0.5, patience=2), 1.0, 1.0
    memory, gone = plateau.init(), []
    for _ in range(6):
        x = x - lr * 2 * x  # with lr = 1, x² is never lowered
        lr, memory = plateau.step(lr, x**2, memory)
        gone.append(x)
    assert np.array_equal(gone, [-1, 1, -1, 1, 0, 0])


BAD = [
    ({"mode": "minimum"}, "mode must be one of 'min', 'max', got 'minimum'"),
    ({"threshold_mode": "relative"}, "threshold_mode must be one of 'rel', 'abs'"),
    ({"factor": 1.0}, r"factor must be below 1, got 1\.0"),
    ({"factor": -0.1}, "factor must not be negative"),
    ({"patience": -1}, "patience must be a whole number of at least 0, got -1"),
    ({"cooldown": 0.5}, "cooldown must be a whole number"),
    ({"threshold": -1e-4}, "threshold must not be negative"),
    ({"min_lr": -1}, "min_lr must not be negative"),
    ({"eps": NAN}, "eps must be finite"),
]


@pytest.mark.parametrize(("options", "message"), BAD)
def test_a_plateau_that_cannot_be_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        ReduceOnPlateau(**options)


def test_a_measurement_and_an_amount_are_one_number():
    plateau = ReduceOnPlateau()
    with pytest.raises(ValueError, match="measured must be one number, got array"):
        plateau.step(0.1, np.ones(2), plateau.init())
    with pytest.raises(ValueError, match=r"min_lr must be one number, got \[0"):
        ReduceOnPlateau(min_lr=[0.1, 0.2])
