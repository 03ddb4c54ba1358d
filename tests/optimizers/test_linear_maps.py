"""Products and inverses: of a grid, what they are of each of its points."""

import numpy as np
import pytest
from problems import definite

from gdcourse.optimizers.linear_maps import LinearMap, inner, solved, times

RNG = np.random.default_rng(5)
MATRICES = RNG.normal(size=(3, 3, 2, 4))
VECTORS = RNG.normal(size=(3, 2, 4))
RUNS = [(i, j) for i in range(2) for j in range(4)]


def test_inner_products_of_a_grid_are_those_of_its_points():
    found = inner(VECTORS, 2 * VECTORS)
    for i, j in RUNS:
        assert found[i, j] == pytest.approx(2 * VECTORS[:, i, j] @ VECTORS[:, i, j])


def test_products_of_a_grid_are_those_of_its_points():
    for matrix in (MATRICES, MATRICES[..., 0, 0]):
        found = times(matrix, VECTORS)
        for i, j in RUNS:
            own = matrix[..., i, j] if matrix.ndim > 2 else matrix
            np.testing.assert_allclose(found[:, i, j], own @ VECTORS[:, i, j])


@pytest.mark.parametrize("run", RUNS)
def test_solving_undoes_multiplying_in_every_run(run):
    found = solved(MATRICES, times(MATRICES, VECTORS))
    i, j = run
    np.testing.assert_allclose(found[:, i, j], VECTORS[:, i, j], rtol=1e-9)


def test_one_matrix_serves_all_runs():
    found = solved(MATRICES[..., 0, 0], VECTORS)
    np.testing.assert_allclose(times(MATRICES[..., 0, 0], found), VECTORS, rtol=1e-9)


def test_numbers_are_vectors_with_one_component():
    assert inner(2.0, 3.0) == 6
    assert times(2.0, 3.0) == 6
    assert solved(2.0, 6.0) == 3


@pytest.mark.parametrize(
    ("matrix", "vector"), [(np.zeros((2, 2)), np.ones(2)), (0.0, 1.0)]
)
def test_a_matrix_without_inverse_is_refused(matrix, vector):
    with pytest.raises(ValueError, match=r"must have an inverse, got .*\. Some"):
        solved(matrix, vector)


def test_a_linear_map_is_its_matrix_for_points_and_grids():
    P = definite(1, 3)
    np.testing.assert_allclose(LinearMap(P)(VECTORS), times(P, VECTORS))
    diagonal = np.array([1.0, 2.0, 3.0])
    found = LinearMap(diagonal)(VECTORS)
    np.testing.assert_allclose(found, times(np.diag(diagonal), VECTORS))


def test_a_linear_map_keeps_float32_and_its_numbers():
    entries = np.array([1.0, 2.0])
    scale = LinearMap(entries)
    entries[0] = 5.0
    assert scale(np.ones(2, np.float32)).dtype == np.float32
    assert scale(np.ones(2)).tolist() == [1, 2]


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        (np.ones((2, 3)), r"shape \(d, d\), or \(d,\) for a diagonal, got \(2, 3\)\."),
        (3.0, r"shape \(d, d\), or \(d,\) for a diagonal, got \(\)\."),
        ([[1.0, 2.0], [0.0, 1.0]], r"must be symmetric, got .*\. Try"),
        ([[1.0, 2.0], [2.0, 1.0]], r"positive definite, got .* -1\. With"),
        ([1.0, 0.0], r"positive definite, got .* 0\. With"),
        ([1.0, -2.0], r"positive definite, got .* -2\. With"),
        ([1.0, np.nan], r"must be finite, got .*\. Give"),
    ],
)
def test_a_matrix_that_could_climb_is_refused(entries, words):
    with pytest.raises(ValueError, match=words):
        LinearMap(entries)


def test_a_linear_map_of_another_dimension_is_refused():
    with pytest.raises(ValueError, match=r"fit \(3,\) components, got shape \(2,\)\."):
        LinearMap([1.0, 2.0])(np.ones(3))
