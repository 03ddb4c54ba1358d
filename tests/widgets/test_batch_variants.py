"""The live figures of lesson 05 show, say and test what is computed and proved."""

import numpy as np
import pytest

from gdcourse.widgets.batch_variants import batch_noise_ball
from gdcourse.widgets.batch_variants_ball import (
    CHAINS,
    SAMPLES,
    SIZES,
    START,
    WITH,
    WITHOUT,
    batch_means,
    chains,
    promised,
    samples,
    updates_to_target,
)

# Noise ball --------------------------------------------------------------------------

BALL_GOALS = {
    "rest": {"size": 64, "lr": 1.0, "draw": WITHOUT},
    "rule": {"size": 8, "lr": 0.8},
    "cheap": {"size": 8, "lr": 1.0},
}


def test_batch_noise_ball_shows_and_says_what_was_computed(sweep):
    sweep(batch_noise_ball, goals=BALL_GOALS)


@pytest.mark.parametrize("draw", [WITH, WITHOUT])
def test_the_title_names_every_size_that_pays_least(draw):
    """Where several tie, not the first of them alone."""
    for lr in np.arange(0.05, 1.501, 0.05):
        numbers = chains(4, round(float(lr), 2), draw)
        for name, words in zip(
            ("updates", "samples"), numbers["price"].split("; "), strict=True
        ):
            sizes, paid = numbers[name]
            sign, *told = words.partition("B ")[2].replace(",", "").split(" ")
            named = [int(B) for B in told]
            if sign == "≥":
                named = [size for size in SIZES if size >= named[0]]
            assert named == sizes[paid == np.nanmin(paid)].tolist()
    assert chains(4, 1.0, draw)["price"].startswith("Fewest updates: B ≥ 8; ")


def test_the_samples_have_mean_zero_and_variance_one_in_every_direction():
    C = samples()
    assert C.mean(axis=0) == pytest.approx(np.zeros(2), abs=1e-12)
    assert pytest.approx(np.eye(2), abs=1e-12) == C.T @ C / SAMPLES


@pytest.mark.parametrize("size", [1, 8, 32])
def test_the_mean_of_a_batch_has_the_variance_of_the_formula(size):
    for draw, factor in ((WITH, 1), (WITHOUT, (SAMPLES - size) / (SAMPLES - 1))):
        seen = (batch_means(size, draw) ** 2).sum(axis=1).mean()
        assert seen == pytest.approx(2 / size * factor, rel=0.03)


def test_a_batch_of_all_samples_without_replacement_has_no_noise():
    numbers = chains(64, 0.4, WITHOUT)
    assert np.abs(batch_means(64, WITHOUT)).max() < 1e-14
    assert numbers["radius"] < 1e-14
    assert numbers["promised"] == 0


@pytest.mark.parametrize("lr", [0.05, 0.4, 1.0, 1.5])
@pytest.mark.parametrize(("size", "draw"), [(1, WITH), (4, WITHOUT), (32, WITHOUT)])
def test_the_ball_has_the_radius_of_the_stationary_recursion(size, lr, draw):
    noise = 2 / size * (1 if draw == WITH else (64 - size) / 63)
    square = START @ START
    for _ in range(2000):
        square = (1 - lr) ** 2 * square + lr**2 * noise
    numbers = chains(size, lr, draw)
    assert numbers["promised"] ** 2 == pytest.approx(square, rel=1e-9)
    assert numbers["radius"] == pytest.approx(square**0.5, rel=0.06)


def test_linear_scaling_widens_the_ball_until_it_bursts():
    ratios = [
        promised(k, 0.1 * k, WITH) / promised(1, 0.1, WITH) for k in (2, 4, 8, 16)
    ]
    assert ratios == pytest.approx([1.0556, 1.1875, 1.5833, 4.75], rel=1e-4)
    half = promised(1, 1.0, WITH) / (1.0 / 1)
    assert half == 2  # where α = 1, the dotted square radius α/B is half of it


@pytest.mark.parametrize("lr", [0.05, 0.3, 1.0, 1.4])
def test_the_target_is_reached_when_the_expected_square_is_small_enough(lr):
    for size, claimed in zip(SIZES, updates_to_target(SIZES, lr, WITH), strict=True):
        square, k = START @ START, 0
        while square > 0.25 + 1e-12 and k <= 160:
            square = (1 - lr) ** 2 * square + lr**2 * 2 / size
            k += 1
        assert claimed == k if k <= 160 else np.isnan(claimed)


def test_what_is_measured_on_the_way_is_what_was_expected():
    for size in SIZES:
        numbers = chains(size, 0.1, WITH)
        assert abs(numbers["seen"][1, 0] - numbers["needed"]) <= 1
        assert numbers["seen"][1, 1] == size * numbers["seen"][1, 0]
    assert numbers["cloud"].shape == (2, CHAINS)
