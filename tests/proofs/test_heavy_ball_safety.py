"""Heavy ball with a small learning rate on convex functions."""

import pytest
import sympy as sp
from proved import verified

from gdcourse.optimizers import Momentum
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.functions import SmoothConvex
from gdcourse.proofs.heavy_ball_safety import (
    FALL,
    THEOREMS,
    WEIGHT,
    one_step,
    potential,
    prove_mean_gap,
    prove_noisy_step,
    prove_step,
    safe_bound,
    safe_pairs,
    uses,
)
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.vectors import Vector

(SAFE,) = THEOREMS
L, a, b, t, u, sigma = sp.symbols("L alpha beta t u sigma")


def test_theorem_is_verified():
    assert len(verified("4g")) == 3
    assert SAFE.kind == "upper bound"


def test_price_of_a_step_is_exactly_the_noise_in_it():
    noisy = prove_noisy_step()
    assert sigma in noisy.claim.larger.parts[()].free_symbols
    assert () not in noisy.claim.slack.parts
    assert [c for c, _ in noisy.squares] == [c for c, _ in prove_step().squares]


def test_noise_without_its_price_is_refused():
    f = SmoothConvex(L)
    best, before, z = f.minimizer(), f.point("k-1"), Vector.letter("z_k")
    now, moved = one_step(before, z, noisy=True)
    left = potential(best, now, moved) + FALL * (now.f - best.f)
    claim = left <= potential(best, before, z)
    with pytest.raises(Refused, match="must cancel"):
        prove(claim, uses(best, before, now), safe_pairs(sigma))


def test_mean_gap_holds_for_gradient_descent_as_well():
    """With β = 0 the bound is R²/(2αK): the region includes it."""
    assert safe_pairs().is_nonnegative(b)
    assert safe_bound(10, Momentum(0.5, 0.0), gap=1.0, square=2.0) == 0.2
    assert prove_mean_gap().hypotheses == []


@pytest.mark.parametrize("factor", [sp.Rational(21, 10), sp.Rational(11, 10)])
def test_a_larger_learning_rate_is_refused(factor):
    wide = Region(
        L,
        nonnegative={u: b / (1 - b), t: factor * (1 - b) / (a * L) - 1},
        solve={b: u / (1 + u), a: factor * (1 - b) / (L * (1 + t))},
    )
    proof = prove_step()
    with pytest.raises(Refused, match="sum of squares"):
        prove(proof.claim, proof.using, wide)


def test_convexity_without_smoothness_is_refused():
    f = SmoothConvex(L)
    best, before, z = f.minimizer(), f.point("k-1"), Vector.letter("z_k")
    now, moved = one_step(before, z, noisy=False)
    left = potential(best, now, moved) + FALL * (now.f - best.f)
    used = [(FALL, f.convex(best, now)), (WEIGHT, f.convex(before, now))]
    with pytest.raises(Refused, match="sum of squares"):
        prove(left <= potential(best, before, z), used, safe_pairs())


def test_a_step_along_the_gradient_at_z_is_another_method():
    f = SmoothConvex(L)
    best, before, z = f.minimizer(), f.point("k-1"), f.point("z")
    now = f.at(b * before + (1 - b) * z, "k")
    left = potential(best, now, z - a / (1 - b) * z.g) + FALL * (now.f - best.f)
    with pytest.raises(Refused):
        prove(left <= potential(best, before, z), uses(best, before, now), safe_pairs())
