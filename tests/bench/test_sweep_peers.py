"""Every way through the grid ends at the same points."""

import sys

import numpy as np
import pytest

from gdcourse.bench.sweep_peers import slopes
from gdcourse.bench.sweeps import JAX, LOOP, LOOPS, OURS, PEERS
from gdcourse.landscapes import rosenbrock

RATES, BETAS = np.array([1e-4, 5e-4, 1e-3]), np.array([0.0, 0.5, 0.9, 0.95])
DIVERGING = np.array([0.01, 0.1, 10.0])
STEPS = 30


def ends(name: str, rates: np.ndarray) -> np.ndarray | None:
    """The last points of a peer; None if it is not installed."""
    try:
        return PEERS[name](rates, BETAS, STEPS)()
    except ModuleNotFoundError:
        assert name not in (OURS, *LOOPS)
        return None


@pytest.mark.parametrize("name", PEERS)
def test_every_peer_ends_where_the_loop_ends(name):
    found, loop = ends(name, RATES), ends(LOOP, RATES)
    assert np.isfinite(loop).all()
    if found is not None:
        assert found.shape == (2, 3, 4)
        assert found.dtype == np.float64
        np.testing.assert_allclose(found, loop, rtol=1e-9)


@pytest.mark.parametrize("name", [OURS, *LOOPS])
@pytest.mark.parametrize("rates", [RATES, DIVERGING], ids=["steady", "diverging"])
def test_ours_and_the_loops_are_equal_bit_for_bit(name, rates):
    assert np.array_equal(ends(name, rates), ends(LOOP, rates), equal_nan=True)


def test_large_rates_diverge_without_a_warning_or_an_error():
    assert not np.isfinite(ends(LOOP, DIVERGING)).all()


def test_rates_stand_in_rows_and_betas_in_columns():
    after = PEERS[LOOP](RATES, BETAS, 2)()
    x0, y0 = rosenbrock.start
    for row, lr in enumerate(RATES.tolist()):
        for column, beta in enumerate(BETAS.tolist()):
            p, v = np.array([x0, y0]), 0.0
            for _ in range(2):
                v = beta * v + rosenbrock.gradient(p)
                p = p - lr * v
            np.testing.assert_allclose(after[:, row, column], p, rtol=1e-12)


def test_slopes_are_the_gradient_of_the_landscape():
    for point in np.random.default_rng(2).uniform(-2, 2, (20, 2)):
        wanted = rosenbrock.gradient(point)
        np.testing.assert_allclose(slopes(*point.tolist()), wanted, rtol=1e-12)


@pytest.mark.parametrize("name", ["torch", "jax"])
def test_a_peer_that_is_not_installed_is_named_by_the_error(monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, None)
    theirs = [peer for peer in PEERS if name in peer.lower()]
    assert theirs
    assert JAX in theirs or name == "torch"
    for peer in theirs:
        with pytest.raises(ModuleNotFoundError):
            PEERS[peer](RATES, BETAS, STEPS)
