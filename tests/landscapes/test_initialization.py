"""Initializers: their variances, their bounds, and what they do to a signal."""

import numpy as np
import pytest

from gdcourse.landscapes import he, scaled, xavier, zero

SHAPE = (300, 700)  # fan_out, fan_in
VARIANCES = {
    "xavier": (xavier, 2 / 1000),
    "he": (he, 2 / 700),
    "scaled to 2": (scaled(2.0), 4 / 700),
    "LeCun": (scaled(1.0), 1 / 700),
}
EVERY = pytest.mark.parametrize("name", VARIANCES)


@EVERY
@pytest.mark.parametrize("uniform", [False, True])
def test_the_variance_is_the_promised_one(name, uniform):
    draw, variance = VARIANCES[name]
    W = draw(SHAPE, np.random.default_rng(0), uniform=uniform)
    assert W.shape == SHAPE
    # Five standard errors: of the mean, and of the variance (kurtosis at most 3).
    assert abs(W.mean()) < 5 * np.sqrt(variance / W.size)
    assert W.var() == pytest.approx(variance, rel=5 * np.sqrt(2 / W.size))


@EVERY
def test_a_uniform_draw_fills_its_interval_and_a_normal_one_leaves_it(name):
    draw, variance = VARIANCES[name]
    limit = np.sqrt(3 * variance)
    flat = draw(SHAPE, np.random.default_rng(1), uniform=True)
    assert 0.999 * limit < np.abs(flat).max() <= limit
    assert np.abs(draw(SHAPE, np.random.default_rng(1))).max() > 2 * limit


def test_he_is_scaled_by_the_root_of_two():
    one, other = (f(SHAPE, np.random.default_rng(2)) for f in (he, scaled(2**0.5)))
    assert np.allclose(one, other, rtol=1e-14)


def test_xavier_of_a_square_matrix_is_scaled_by_one():
    one, other = (f((64, 64), np.random.default_rng(2)) for f in (xavier, scaled(1)))
    assert (one == other).all()


def test_zero_draws_nothing():
    rng = np.random.default_rng(3)
    before = rng.bit_generator.state
    assert not zero(SHAPE, rng).any()
    assert rng.bit_generator.state == before


@EVERY
def test_the_same_seed_gives_the_same_weights(name):
    draw = VARIANCES[name][0]
    one, other = (draw((4, 5), np.random.default_rng(9)) for _ in range(2))
    assert (one == other).all()


def test_he_keeps_the_size_of_a_signal_through_relu_and_xavier_halves_it():
    rng = np.random.default_rng(4)
    x = rng.standard_normal(2000)
    for draw, share in ((he, 1.0), (xavier, 0.5)):
        after = np.maximum(draw((2000, 2000), rng) @ x, 0)
        assert after @ after / (x @ x) == pytest.approx(share, rel=0.15)


BAD = [
    (lambda: he((3, 2), 0), TypeError, "rng must be a NumPy generator, got 0"),
    (lambda: he((3,), None), ValueError, r"shape must be \(fan_out, fan_in\), got"),
    (lambda: zero((3, 0)), ValueError, "each size must be a whole number .*, got 0"),
    (lambda: scaled(0.0), ValueError, "gain must be positive, got 0.0"),
    (lambda: scaled(np.nan), ValueError, "gain must be finite"),
]


@pytest.mark.parametrize(("call", "error", "words"), BAD)
def test_bad_input_to_initializers_is_told_in_one_line(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_randomness_is_always_explicit():
    with pytest.raises(TypeError, match="default_rng"):
        xavier((3, 2), np.random)
