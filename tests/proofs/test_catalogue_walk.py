"""One walk over the catalogue: every theorem is proved, tried on runs, and attained.

What is special about a theorem is tested beside its module.
"""

import numpy as np
import pytest
from proved import verified

from gdcourse.proofs.catalogue import theorems

ALL = list(theorems())
TIGHT = [one for one in ALL if one.is_tight]
RUNS = 1000

# How near to the bound a run comes: an experiment that stays far away tests nothing.
NEAR = 0.5
NEARER = {"2c": 0.8, "2c'": 0.8, "2c-all": 0.8, "4d": 0.9, "4d'": 0.9, "4f": 0.99}
NEARER |= {"5d": 0.9, "9": 0.9, "9'": 0.9, "3a'": 0.99}
FARTHER = {"2a": 0.4, "2a'": 0.4, "2a''": 0.4, "7b": 0.4, "8b": 0.4, "8f'": 0.3}
EQUALITIES = {"4a", "8d", "8d'", "8d''", "8g'''"}

# Bounds that may be 0, or end below the rounding of the first: share of the largest.
ROUNDING = {"0": 1e-12, "7": 1e-15, "8f": 1e-15}

FROM_ONE = {"1a", "1b", "5d"}  # said of one step or more
LAST_ONLY = {"1c"}  # the slowest function for the last k, not for those before


def ids(one):
    return one.name


@pytest.mark.parametrize("one", ALL, ids=ids)
def test_theorem_is_proved_and_says_what_it_assumes(one):
    assert one.proofs or one.identities
    assert one.assumptions
    assert one.claim
    assert one.source
    assert len(verified(one.name)) == len(one.proofs)


@pytest.mark.parametrize("one", ALL, ids=ids)
def test_a_thousand_random_problems_keep_the_bound_and_come_near_it(one):
    rng = np.random.default_rng(7)
    part = next((p for name, p in ROUNDING.items() if one.name.startswith(name)), 0)
    nearest = -np.inf
    for _ in range(RUNS):
        run = one.experiment(rng)
        assert len(run.ks) == len(run.measured) == len(run.bounds)
        room = part * np.abs(run.bounds).max()
        assert np.all(run.measured <= run.bounds * (1 + 1e-9) + room)
        if one.name in EQUALITIES:
            np.testing.assert_allclose(run.measured, run.bounds, rtol=1e-9, atol=1e-12)
        known = run.bounds > 0
        ratios = np.asarray(run.measured)[known] / np.asarray(run.bounds)[known]
        nearest = max(nearest, ratios.max(initial=-np.inf))
    assert nearest > (NEARER | FARTHER).get(one.name, NEAR)


@pytest.mark.parametrize("one", TIGHT, ids=ids)
def test_bound_is_attained_for_every_k_up_to_a_hundred(one):
    for k in range(1 if one.name in FROM_ONE else 0, 101):
        run = one.worst_case(k)
        ratio = run.ratio[-1:] if one.name in LAST_ONLY else run.ratio
        assert np.size(ratio)
        np.testing.assert_allclose(ratio, 1, rtol=1e-9, atol=0)
        assert run.ks[-1] >= k


def test_the_walk_names_theorems_that_exist():
    names = {one.name for one in ALL}
    assert {*NEARER, *FARTHER, *EQUALITIES, *FROM_ONE, *LAST_ONLY} <= names
    assert NEARER.keys().isdisjoint(FARTHER)
    assert len(ALL) > 60
