"""A method is certified: its exact worst case, or an honest refusal."""

from fractions import Fraction

import numpy as np
import pytest

from gdcourse.landscapes import huber
from gdcourse.proofs.certify import NOT_PROVED, certify, forced_multipliers
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.tables import (
    gradient_descent,
    heavy_ball,
    nesterov,
    optimized,
    with_momentum,
)

F = Fraction
HALF = F(1, 2)

WORST_CASES = [
    *[([h] * N, 1 / (4 * N * h + 2)) for h in (HALF, F(1), F(6, 5)) for N in (1, 2, 5)],
    *[(gradient_descent(1, N), F(1, 4 * N + 2)) for N in (3, 10, 20)],
    ([F(3, 2)], F(1, 8)),
    ([F(3, 2)] * 5, F(1, 32)),
    ([1, F(3, 2), 1], F(1, 16)),
    ([1, HALF, F(1, 3), F(1, 4), 1], F(3, 43)),
    (nesterov(8, shift=2), F(1, 62)),
    (nesterov(8), F(1, 55)),
    *[(nesterov(N), F(2, (N + 2) * (N + 3))) for N in (1, 2, 3, 5, 13, 20)],
    (heavy_ball(4, HALF, HALF), F(4, 57)),
]


@pytest.mark.parametrize(("method", "worst"), WORST_CASES)
def test_the_worst_case_is_an_exact_fraction(method, worst):
    result = certify(method)
    assert result.verdict == "proved"
    assert result.bound == worst == result.attained
    assert result.counterexample is None
    assert result.proof.name == f"{len(method)} steps"


def test_nesterov_with_40_steps_is_certified():
    result = certify(nesterov(40))
    assert (result.verdict, result.bound) == ("proved", F(2, 42 * 43))


@pytest.mark.parametrize(
    "method",
    [
        [F(8, 5)] * 2,
        with_momentum(6, lambda k: HALF),
        heavy_ball(4, 1, HALF),
    ],
)
def test_a_refusal_is_not_called_a_refutation(method):
    result = certify(method)
    assert result.verdict == NOT_PROVED == "not proved by this certificate"
    assert (result.proof, result.counterexample) == (None, None)
    assert "must be a sum of squares" in result.reason
    assert str(result).startswith(NOT_PROVED)


@pytest.mark.parametrize(
    ("method", "ends_above"),
    [
        ([F(8, 5)], "x²/2"),
        ([2] * 3, "x²/2"),
        (heavy_ball(6, 1, F(9, 10)), "7/8 x²/2"),
        (with_momentum(4, lambda k: 1), "the Huber function of slope 1/3"),
        ([10, 1], "the Huber function of slope 1/2"),
    ],
)
def test_a_method_that_overshoots_is_refuted_by_a_function(method, ends_above):
    result = certify(method)
    assert (result.verdict, str(result.counterexample)) == ("refuted", ends_above)
    assert f"fails on {ends_above}" in str(result)


def test_the_multipliers_of_gradient_descent_are_the_known_ones():
    for N in (1, 4, 9):
        known = tuple(F(i + 1, 2 * N - i) for i in range(N))
        assert forced_multipliers(gradient_descent(1, N)) == known
        assert certify([1] * N).multipliers == known


def test_the_multipliers_of_nesterov_are_the_known_ones():
    for N in (1, 5, 12):
        known = tuple(
            F(
                (i + 1) * (2 * (i + 4) * N * (N + 1) - i * (i + 2) * (i + 3)),
                N * (N + 1) * (2 * (N * N + 5 * N + 2) - i * (i + 7)),
            )
            for i in range(N)
        )
        assert forced_multipliers(nesterov(N)) == known


def numerical_run(table, slope):
    """The method on the landscape itself, in floating point, from x_0 = 1."""
    landscape, gradients, x = huber(slope), [], 1.0
    values = [float(landscape.value([x]))]
    for row in table:
        gradients.append(float(landscape.gradient([x])[0]))
        x = 1.0 - float(np.dot([float(h) for h in row], gradients))
        values.append(float(landscape.value([x])))
    return values


@pytest.mark.parametrize(("method", "worst"), WORST_CASES)
def test_a_run_on_the_huber_function_attains_the_bound(method, worst):
    result = certify(method)
    values = numerical_run(result.table, float(result.huber.slope))
    assert values[-1] == pytest.approx(float(worst), rel=1e-9)
    run = result.run()
    np.testing.assert_allclose(run.measured, values, rtol=1e-9)
    assert run.ratio[-1] == pytest.approx(1.0, rel=1e-9)


def test_the_run_scales_with_the_smoothness_and_the_distance():
    result = certify([1, 1])
    run = result.run(L=3.0, R=2.0)
    np.testing.assert_allclose(run.measured, 12.0 * result.run().measured)
    assert run.bounds[-1] == pytest.approx(12.0 / 10)


def random_bowls(rng, count):
    """Sums of shifted Huber functions with curvatures that add up to 1; L = 1."""
    weights = rng.dirichlet(np.ones(4), size=count)
    slopes = rng.uniform(0.01, 1.0, size=(count, 4))
    return lambda x: (weights * np.clip(x[:, None], -slopes, slopes)).sum(axis=1), (
        lambda x: (
            weights
            * np.where(
                np.abs(x[:, None]) <= slopes,
                x[:, None] ** 2 / 2,
                slopes * np.abs(x[:, None]) - slopes**2 / 2,
            )
        ).sum(axis=1)
    )


@pytest.mark.parametrize(
    "method", [[1] * 6, [1, F(3, 2), 1], nesterov(8, 2), optimized(5)]
)
def test_no_run_of_1000_ends_above_the_bound(method):
    result = certify(method)
    gradient, value = random_bowls(np.random.default_rng(4), 1000)
    gradients, x = [], np.ones(1000)
    for row in result.table:
        gradients.append(gradient(x))
        x = 1.0 - sum(float(h) * g for h, g in zip(row, gradients, strict=True))
    assert (value(x) <= float(result.bound) * (1 + 1e-12)).all()


def test_steps_and_the_table_of_the_steps_are_the_same_method():
    square = [[1, 0], [1, F(3, 2)]]
    assert certify([1, F(3, 2)]).bound == certify(square).bound


def test_optimized_methods_are_within_two_percent_of_the_best_possible():
    for N, best in ((2, 0.0616), (5, 0.0186)):
        bound = float(certify(optimized(N)).bound)
        assert best < bound < 1.02 * best


@pytest.mark.parametrize(
    ("method", "message"),
    [
        ([1, 0.5], r"exact numbers, got 0\.5\. Write Rational\(1, 2\)"),
        ([1, "a"], r"lr must be one exact number, got 'a'\. Write 1"),
        ([[1], [1, True]], r"h must be one exact number, got True"),
        ([[1], [1]], r"row 1 of a method must have 2 numbers, got \[1\]"),
        ([[1], 1], r"row 1 of a method must have 2 numbers, got 1"),
        ([[1, 1], [1, 1]], r"row 0 must not use gradients of later points"),
        ([], r"a list of step sizes or of rows, got \[\]"),
        (1, r"a list of step sizes or of rows, got 1\. Try"),
        ([1] * 61, r"at most 60 steps, got 61"),
        ([1, -2], r"must add up to more than 0, got -1\. Otherwise"),
        ([0, 0], r"must add up to more than 0, got 0"),
    ],
)
def test_what_is_not_a_method_is_refused_with_a_hint(method, message):
    with pytest.raises(Refused, match=message):
        certify(method)


def test_a_row_that_runs_ahead_of_the_last_one_has_no_multiplier():
    result = certify([[4], [1, 1]])
    assert "needs 2D - E_1 > 0, got 0" in result.reason
    assert result.multipliers == ()


def test_the_claim_is_written_for_a_lesson():
    assert certify([1, 1]).latex == r"f(x_{2}) - f^\star \le \frac{L R^2}{10}"
    assert certify([1, HALF, F(1, 3), F(1, 4), 1]).latex.endswith(r"\frac{3 L R^2}{43}")
