"""The exact worst case of Nesterov's method with momentum k/(k + 3)."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from proved import verified

from gdcourse.proofs.certificate import prove
from gdcourse.proofs.fast_momentum import (
    HORIZONS,
    bound,
    multiplier,
    points,
    prove_rate,
    uses,
)
from gdcourse.proofs.functions import SmoothConvex
from gdcourse.proofs.refusal import Refused


def attempt(N, gain=1, momentum=3, L=1, step=1, sharp=True):
    """The same sum for a better rate, another method, or another class of functions."""
    f = SmoothConvex(L)
    best, ys = f.minimizer(), [f.point("0")]
    x = ys[0]
    for k in range(N):
        before, x = x, ys[k] - step * ys[k].g
        push = sp.Rational(k, k + momentum) if k < N - 1 else 0
        ys.append(f.at(x + push * (x - before), str(k + 1)))
    rate = gain * sp.Rational(2, (N + 2) * (N + 3))
    using = uses(f, best, ys)
    if not sharp:
        pairs = [*zip(ys, ys[1:], strict=False), *((best, y) for y in ys)]
        using = [
            (weight, f.convex(p, q))
            for (weight, _), (p, q) in zip(using, pairs, strict=True)
        ]
    return prove(ys[N].f - best.f <= rate * (ys[0] - best) ** 2, using)


def test_every_horizon_is_verified():
    assert len(verified("5d")) == len(HORIZONS) == 40


@pytest.mark.parametrize("N", [1, 2, 3, 10, 40])
def test_bound_is_attained_in_fractions(N):
    slope = Fraction(4, (N + 2) * (N + 3))
    x = y = Fraction(1)
    for k in range(N):
        x, before = y - max(-slope, min(slope, y)), x
        y = x + Fraction(k, k + 3) * (x - before)
    assert x >= slope
    assert slope * x - slope**2 / 2 == Fraction(2, (N + 2) * (N + 3))


def test_multipliers_grow_from_above_zero_to_below_one():
    for N in HORIZONS:
        each = [multiplier(i, N) for i in range(N)]
        assert 0 < each[0] < 1
        assert each[-1] < 1
        assert (np.diff(each) > 0).all()


def test_usual_bound_is_up_to_three_times_too_large():
    ks = np.array([1, 10, 1000])
    usual = 2 / (ks + 1) ** 2
    assert usual / bound(ks) == pytest.approx([3, 1.289, 1.003], abs=1e-3)


def test_the_sum_is_the_theorem():
    proof, mine = prove_rate(4), attempt(4)
    assert [weight for weight, _ in proof.using] == [weight for weight, _ in mine.using]
    assert len(points(SmoothConvex(1), 4)) == 5


@pytest.mark.parametrize(
    "changed",
    [
        {"gain": sp.Rational(99, 100)},
        {"momentum": 4},
        {"L": 2},
        {"step": 2},
        {"step": sp.Rational(1, 2)},
        {"sharp": False},
    ],
)
@pytest.mark.parametrize("N", [3, 5, 14])
def test_another_method_rate_or_class_is_refused(N, changed):
    with pytest.raises(Refused):
        attempt(N, **changed)


def pair_weights(N):
    """Twice the weights c of Σ c_ij ‖g_i - g_j‖², as which the rest can be written."""
    lam = [Fraction(0), *(Fraction(str(multiplier(i, N))) for i in range(N))]
    w = [after - before for before, after in zip(lam, lam[1:], strict=False)]
    size = Fraction(N * N + 5 * N + 6, 4)

    def h(j, i):
        return Fraction(i + 2, 2) - Fraction(
            i * (i + 1) * (i + 2), 2 * (j + 1) * (j + 2)
        )

    return [
        w[i] * w[j + 1] * size - lam[j + 2] * h(j + 1, i) + lam[j + 1] * h(j, i)
        for j in range(N - 1)
        for i in range(j + 1)
    ]


def test_from_thirteen_steps_on_weights_of_pairs_alone_do_not_do():
    """Why there is one certificate for each N: these weights would prove all N."""
    assert all(weight >= 0 for N in range(2, 13) for weight in pair_weights(N))
    assert min(pair_weights(13)) < 0
