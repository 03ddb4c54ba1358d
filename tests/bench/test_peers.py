"""All peers make the same step, so that their times can be compared."""

import sys

import numpy as np
import pytest

from gdcourse.bench.peers import BARE, BLOCKS, METHODS, OURS, PEERS

RNG = np.random.default_rng(3)
X, GRAD = RNG.standard_normal((2, 70_000))  # more than one block


def after_steps(name: str, method: str, steps: int) -> np.ndarray | None:
    """Where a peer stands then; None if it is not installed."""
    try:
        walker = PEERS[name](method, X.copy(), GRAD.copy())
    except ModuleNotFoundError:
        assert name not in (OURS, BLOCKS, BARE)
        return None
    for _ in range(steps):
        walker.step()
    return np.array(walker.x())


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", PEERS)
def test_every_peer_goes_our_way(name, method):
    ours = after_steps(OURS, method, 5)
    theirs = after_steps(name, method, 5)
    if theirs is not None:
        assert theirs.dtype == np.float64
        np.testing.assert_allclose(theirs, ours, rtol=0, atol=1e-14)
    assert np.abs(ours - X).max() > 1e-4


@pytest.mark.parametrize("method", METHODS)
def test_blocks_change_nothing_at_all(method):
    ours, blocks = (after_steps(name, method, 5) for name in (OURS, BLOCKS))
    assert np.array_equal(ours, blocks)


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_leaves_start_and_gradient_alone(name):
    x, grad = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    try:
        PEERS[name]("Adam", x, grad).step()
    except ModuleNotFoundError:
        assert name not in (OURS, BLOCKS, BARE)
    assert (x.tolist(), grad.tolist()) == ([1, 2], [3, 4])


@pytest.mark.parametrize("name", ["torch", "optax"])
def test_a_peer_that_is_not_installed_is_named_by_the_error(monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, None)
    theirs = [peer for peer in PEERS if peer.startswith(name)]
    assert theirs
    for peer in theirs:
        with pytest.raises(ModuleNotFoundError):
            PEERS[peer]("Adam", X[:2], GRAD[:2])
