"""The variance of a mini-batch: every batch counted, and formulas that are wrong."""

from itertools import combinations, product

import numpy as np
import pytest

from gdcourse.optimizers.batch_variants import batches, with_replacement
from gdcourse.proofs import batch_variants
from gdcourse.proofs.batch_variants import THEOREMS, batch_variance
from gdcourse.proofs.theorem import is_zero

(theorem,) = THEOREMS


def test_variance_of_a_batch_is_proved():
    assert theorem.name == "6d"
    assert theorem.proofs == ()
    assert [len(identity()) for identity in theorem.identities] == [3, 8]


def test_all_sets_of_random_populations_have_the_variance():
    rng = np.random.default_rng(5)
    for _ in range(1000):
        run = theorem.experiment(rng)
        assert run.measured[:-1] == pytest.approx(run.bounds[:-1], rel=1e-9)
        assert run.measured[-1] <= run.bounds[-1]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_vectors_drawn_in_every_possible_way(size):
    g = np.array([(1, 2), (0, -1), (3, 1), (-2, 5), (4, 0)])
    mean = g.mean(axis=0)
    spread = ((g - mean) ** 2).sum(axis=1).mean()
    for replace, draws in (
        (False, combinations(range(5), size)),
        (True, product(range(5), repeat=size)),
    ):
        away = [((g[list(draw)].mean(axis=0) - mean) ** 2).sum() for draw in draws]
        wanted = batch_variance(5, size, spread, replace)
        assert np.mean(away) == pytest.approx(wanted, rel=1e-12, abs=1e-12)


WRONG = [
    lambda n, b, variance, replace: variance / b,
    lambda n, b, variance, replace: variance / b * (n - b) / n,
    lambda n, b, variance, replace: variance / (b - 1 + replace) if b > 1 else variance,
    lambda n, b, variance, replace: batch_variance(n, b, variance, not replace),
]


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_variance_is_no_identity(wrong, monkeypatch):
    def instead(n, b, variance, replace=False):
        return wrong(n, b, variance, replace)

    monkeypatch.setattr(batch_variants, "batch_variance", instead)
    assert not all(is_zero(expression) for expression in batch_variants.every_batch())


def test_batches_of_the_course_have_the_variance():
    """Drawn by the iterators that lessons use."""
    g, size, rounds = np.arange(10.0) ** 1.5, 4, 4000
    spread = g.var()
    rng = np.random.default_rng(0)
    whole = batches(g, size=size, rng=rng, drop_last=True)
    means = [next(whole)[0].mean() for _ in range(rounds)]
    assert np.var(means) == pytest.approx(batch_variance(10, size, spread), rel=0.05)
    free = with_replacement(g, size=size, rng=rng)
    means = [next(free)[0].mean() for _ in range(rounds)]
    wanted = batch_variance(10, size, spread, replace=True)
    assert np.var(means) == pytest.approx(wanted, rel=0.05)
