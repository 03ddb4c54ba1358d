import numpy as np
import pytest

from gdcourse.widgets.gradient_descent import CONDITIONS, START, six_regimes

GOALS = {"one-step": {"lr": 0.5, "a": 2.0}, "edge": {"lr": 1.0, "a": 2.0}}


def test_six_regimes_shows_and_says_what_was_computed(sweep):
    sweep(six_regimes, goals=GOALS)


def test_six_regimes_follows_the_closed_form():
    figure = six_regimes()
    for a in (0.5, 1.0, 2.0, 4.0):
        for lr in (0.05, 0.3, 1.2, 2.4):
            figure.set(lr=lr, a=a)
            k, x = figure.artists["history"].get_data()
            assert np.allclose(x, START * (1 - lr * a) ** k, rtol=1e-9, atol=1e-12)
            assert np.allclose(figure.numbers["path"][1], a * x**2 / 2)


@pytest.mark.parametrize(
    ("lr", "name"),
    [
        (0.0, "still"),
        (0.45, "monotone"),
        (0.5, "one step"),
        (0.55, "alternating"),
        (1.0, "oscillates"),
        (1.05, "diverges"),
    ],
)
def test_each_regime_is_lit_named_and_told(lr, name):
    figure = six_regimes().set(lr=lr)
    assert figure.artists["lit"].get_x() == list(CONDITIONS).index(name)
    assert figure.artists["title"].get_text().endswith(name)
    assert name in figure.text


def test_every_position_of_both_sliders_has_the_regime_of_exact_arithmetic():
    from fractions import Fraction as F

    figure = six_regimes()
    lrs, curvatures = (c.values() for c in figure.controls.values())
    for a in curvatures:
        for lr in lrs:
            factor = 1 - F(figure.controls["lr"].show(lr)) * F(a)
            exact = {1: "still", 0: "one step", -1: "oscillates"}.get(factor)
            side = "monotone" if factor > 0 else "alternating"
            rough = side if abs(factor) < 1 else "diverges"
            assert figure.compute(lr, a)["regime"] == (exact or rough)


def test_divergence_is_said_on_the_picture():
    figure = six_regimes().set(lr=2.5, a=4.0)
    assert figure.artists["message"].get_text() == (
        "The points change sides, out of the picture from step 1 on"
    )
