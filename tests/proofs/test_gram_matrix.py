"""The matrix of a leftover says what the engine says: squares or not."""

import numpy as np
import sympy as sp

from gdcourse.proofs.gram_matrix import gram
from gdcourse.proofs.puzzles import exact_first_step, one_over_k

k = sp.Symbol("k")


def test_the_matrix_of_the_leftover_is_drawn_where_the_proof_succeeds():
    numbers = {"L": 2.0, "k": 3.0}
    solved = one_over_k().grade(A=k + 1, B=1)
    names, matrix = gram(solved.leftover, numbers)
    assert names == ["g_{k}"]
    np.testing.assert_allclose(matrix, [[3.0 / 4.0]])


def test_the_matrix_has_a_negative_eigenvalue_where_it_is_not_squares():
    half, numbers = sp.Rational(1, 2), {}
    good = exact_first_step().grade(A=half, B=half, C=half)
    _, matrix = gram(good.leftover, numbers)
    assert np.linalg.eigvalsh(matrix).min() > -1e-12
    bad = exact_first_step().grade(A=1, B=0, C=1)
    _, matrix = gram(bad.leftover, numbers)
    assert np.linalg.eigvalsh(matrix).min() < -0.1
