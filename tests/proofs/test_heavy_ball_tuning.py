"""The tuned heavy ball: no pair is faster, and its first swing is known exactly."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.proofs.assumptions import hypothesis
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.heavy_ball_stability import rate
from gdcourse.proofs.heavy_ball_tuning import (
    THEOREMS,
    bound,
    prove_no_pair_is_better,
    tuned,
    tuned_run,
)
from gdcourse.proofs.refusal import Refused

BY_NAME = {theorem.name: theorem for theorem in THEOREMS}


def test_proof_states_what_it_assumes_of_the_roots():
    stated = [item.reason for item in prove_no_pair_is_better().hypotheses]
    assert len(stated) == 3


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_no_assumption_about_the_roots_can_be_spared(missing):
    proof = prove_no_pair_is_better()
    used = [pair for i, pair in enumerate(proof.using) if i != missing]
    with pytest.raises(Refused, match="must cancel"):
        prove(proof.claim, used, proof.where)


def test_momentum_beyond_one_has_no_place_in_the_proof():
    """With ρ > 1 the last multiplier loses its sign."""
    L, mu, rho, t, d = sp.symbols("L mu rho t d")
    proof = prove_no_pair_is_better()
    free = type(proof.where)(mu, rho, positive={d: L - mu}, solve={L: mu + d})
    with pytest.raises(Refused, match="a multiplier must be at least 0"):
        prove(proof.claim, proof.using, free)


def test_a_smaller_product_of_roots_is_not_what_the_pair_has():
    proof = prove_no_pair_is_better()
    rho, b = sp.Symbol("rho"), Form.value("b")
    other = hypothesis(b <= rho**2, "another letter")
    used = [*proof.using[:2], (proof.using[2][0], other)]
    with pytest.raises(Refused, match="must cancel"):
        prove(proof.claim, used, proof.where)


def test_tuned_pair_is_a_minimum_of_the_rate():
    lr, momentum = tuned(1.0, 50.0)

    def reached(lr, momentum):
        return max(rate(lr, momentum), rate(50 * lr, momentum))

    for factor in (0.95, 0.99, 1.01, 1.05):
        assert reached(lr * factor, momentum) > momentum**0.5
        assert reached(lr, momentum * factor) > momentum**0.5


def test_the_tuned_pair_first_leads_away_from_the_minimizer():
    run = tuned_run(np.array([1.0, 1e4]), 400)
    assert run.measured.max() > 10 * run.measured[0]
    assert run.measured[-1] < run.measured[0]


def test_factor_that_grows_is_needed():
    """The plain rate r^k does not hold: it is exceeded in the first steps already."""
    run = BY_NAME["4c"].worst_case(10)
    r = tuned(1.0, 100.0)[1] ** 0.5
    assert (run.measured[1:] > r ** run.ks[1:]).all()
    assert run.measured == pytest.approx(bound(run.ks, r), rel=1e-12)
