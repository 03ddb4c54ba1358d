"""Flat vectors: views in, copies out, with a grid at either end."""

import numpy as np
import pytest

from gdcourse.landscapes.flat_vectors import FlatVector, one_point
from gdcourse.optimizers.clipping import clip_by_norm

VECTOR = FlatVector(((2, 3), (2,), (1, 2)))
RNG = np.random.default_rng(0)


@pytest.mark.parametrize("batch", [(), (4,), (4, 5)])
def test_packing_undoes_unpacking(batch):
    theta = RNG.normal(size=(10, *batch))
    assert (VECTOR.pack(VECTOR.unpack(theta)) == theta).all()
    assert (VECTOR.pack(VECTOR.stacks(theta), grid=len(batch)) == theta).all()


def test_unpacked_arrays_share_the_memory_of_the_vector():
    theta = np.zeros((10, 4))
    for array in (*VECTOR.unpack(theta), *VECTOR.stacks(theta)):
        assert np.shares_memory(array, theta)
    assert VECTOR.dimension == 10


def test_stacks_have_the_axes_of_the_grid_in_front():
    theta = RNG.normal(size=(10, 4, 5))
    W, b, _ = VECTOR.stacks(theta)
    assert (W.shape, b.shape) == ((4, 5, 2, 3), (4, 5, 2))
    assert (W[1, 2].ravel() == theta[:6, 1, 2]).all()


def test_clipping_the_vector_is_clipping_by_the_global_norm_of_its_arrays():
    layers = FlatVector(((1,), (1, 2)))
    gradient = layers.pack([np.array([-100.0]), np.array([[3.0, 4.0]])])
    clipped, before = clip_by_norm(gradient, 1.0, eps=1e-6)
    assert before == pytest.approx(100.125, abs=5e-4)
    assert np.linalg.norm(clipped) == pytest.approx(0.99999999, abs=1e-9)
    one, two = layers.unpack(clipped)
    assert one / -100 == pytest.approx(two[0, 1] / 4, rel=1e-14)


def test_types_of_vectors_are_kept_and_integers_become_floats():
    for dtype in (np.float32, np.float64, np.complex128):
        assert VECTOR.unpack(np.zeros(10, dtype))[0].dtype == dtype
    assert VECTOR.unpack(np.zeros(10, int))[0].dtype == np.float64


def test_vectors_that_do_not_fit_are_told_in_one_line():
    with pytest.raises(
        ValueError, match=r"theta must have 10 entries, got shape \(9,\)"
    ):
        VECTOR.unpack(np.zeros(9))
    with pytest.raises(ValueError, match=r"10 entries, got shape \(\)"):
        VECTOR.unpack(1.0)
    with pytest.raises(TypeError, match="theta must be numbers, got 'abc'"):
        VECTOR.unpack("abc")
    with pytest.raises(ValueError, match="theta must be one vector here, got shape"):
        one_point(np.zeros((10, 2)))
