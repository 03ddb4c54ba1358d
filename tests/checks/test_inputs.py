"""Fresh inputs are short to write and stay in their ranges."""

import numpy as np

from gdcourse.checks import inputs


def test_numbers_have_one_decimal_and_rates_are_never_zero():
    rng = np.random.default_rng(1)
    for _ in range(500):
        assert len(f"{inputs.number(rng)!r}".partition(".")[2]) == 1
        assert 0 < inputs.rate(rng, 0.0, 0.02) <= 0.02
        assert inputs.count(rng, 2, 3) in (2, 3)


def test_points_have_the_shape_asked_for():
    rng = np.random.default_rng(2)
    assert inputs.point(rng).shape == (2,)
    assert inputs.point(rng, 5).shape == (5,)


def test_matrices_are_symmetric_and_positive_definite():
    rng = np.random.default_rng(3)
    for dimension in (1, 2, 5):
        matrix = inputs.positive_definite(rng, dimension)
        assert np.array_equal(matrix, matrix.T)
        assert np.linalg.eigvalsh(matrix)[0] > 0.4


def test_a_function_counts_its_calls_and_is_shown_by_its_words():
    square = inputs.Function("x²", lambda x: x * x)
    assert [square(2.0), square(3.0)] == [4.0, 9.0]
    assert (square.calls, repr(square)) == (2, "x²")
