"""Sums of squares by rational elimination: exact on singular matrices, any order."""

import itertools
import random

import numpy as np
import pytest
import sympy as sp

from gdcourse.proofs.forms import Letter
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.squares import expanded, sum_of_squares, written

t, u = sp.symbols("t u")
PLAIN = Region()


def form_of(matrix, region=PLAIN, order=None):
    """The quadratic form of a symmetric matrix; the order in which pairs are named."""
    letters = [Letter(f"x_{i}") for i in range(len(matrix))]
    pairs = itertools.combinations_with_replacement(range(len(matrix)), 2)
    pairs = sorted(pairs, key=order) if order else pairs
    rest = {}
    for i, j in pairs:
        c = matrix[i][j] if i == j else 2 * sp.sympify(matrix[i][j])
        c = region.evaluate(c)
        if c:
            rest[letters[i], letters[j]] = c
    return rest


def same(found, rest, region=PLAIN):
    total = expanded(found, region)
    return {p: c for p, c in total.items() if c} == rest


def random_matrix(chance, size, rank):
    """B Bᵀ with rational entries: positive semidefinite, singular if rank < size."""
    rows = [[sp.Rational(chance.randint(-3, 3), 2) for _ in range(rank)]] * 0
    for _ in range(size):
        rows.append([sp.Rational(chance.randint(-3, 3), 2) for _ in range(rank)])
    b = sp.Matrix(size, rank, [c for row in rows for c in row])
    return (b * b.T).tolist()


@pytest.mark.parametrize("rank", [1, 2, 3, 5])
def test_singular_matrices_are_sums_of_at_most_rank_squares(rank):
    chance = random.Random(rank)
    for _ in range(20):
        rest = form_of(random_matrix(chance, 5, rank))
        found = sum_of_squares(rest, PLAIN)
        assert same(found, rest)
        assert len(found) <= rank
        assert all(size > 0 for size, _ in found)


def test_the_order_of_the_pairs_does_not_matter():
    """A pair may be named in any order: its letters are sorted by their age."""
    chance = random.Random(7)
    for _ in range(20):
        matrix = random_matrix(chance, 4, 3)
        for order in (None, lambda p: (-p[0], -p[1]), lambda p: (p[1], p[0])):
            rest = form_of(matrix, order=order)
            assert same(sum_of_squares(rest, PLAIN), rest)


def test_the_names_of_letters_do_not_matter():
    a, b = Letter("z"), Letter("a")  # the older letter has the later name
    rest = {(a, a): sp.QQ(1), (a, b): sp.QQ(2), (b, b): sp.QQ(1)}
    found = sum_of_squares(rest, PLAIN)
    assert expanded(found, PLAIN) == rest


def test_indefinite_matrices_are_refused_with_the_pivot():
    for matrix in ([[1, 2], [2, 1]], [[-1, 0], [0, 1]], [[1, 0], [0, -3]]):
        with pytest.raises(Refused, match=r"sum of squares, got the pivot -\d"):
            sum_of_squares(form_of(matrix), PLAIN)


def test_a_product_without_a_square_is_refused():
    with pytest.raises(Refused, match="got a product of x_0 and x_1 without a square"):
        sum_of_squares(form_of([[0, 1], [1, 0]]), PLAIN)
    with pytest.raises(Refused, match="without a square of x_1"):
        sum_of_squares(form_of([[1, 0, 0], [0, 0, 1], [0, 1, 0]]), PLAIN)
    with pytest.raises(Refused, match="got the pivot -1 on x_0"):
        sum_of_squares(form_of([[0, 1], [1, 1]]), PLAIN)


def test_nothing_left_is_the_empty_sum():
    assert sum_of_squares({}, PLAIN) == []
    assert expanded([], PLAIN) == {}


def test_decisions_agree_with_eigenvalues():
    chance, agreed = random.Random(11), {True: 0, False: 0}
    for _ in range(300):
        size = chance.randint(2, 4)
        matrix = np.array(
            [[chance.randint(-2, 2) for _ in range(size)] for _ in range(size)]
        )
        matrix = matrix + matrix.T + chance.randint(0, 4) * np.eye(size, dtype=int)
        matrix = [[int(c) for c in row] for row in matrix]
        lowest = np.linalg.eigvalsh(np.array(matrix, dtype=float))[0]
        try:
            sum_of_squares(form_of(matrix), PLAIN)
            accepted = True
        except Refused:
            accepted = False
        if abs(lowest) > 1e-9:
            assert accepted == (lowest > 0), matrix
            agreed[accepted] += 1
    assert min(agreed.values()) > 30


def test_parameters_keep_their_signs():
    region = Region(t, u)
    matrix = [[t, t * u], [t * u, t * u**2]]  # t (x + u y)², singular for all t, u
    found = sum_of_squares(form_of(matrix, region), region)
    ((size, vector),) = written(found, region)
    assert (size, vector.latex) == (t, r"x_0 + u\,x_1")
    with pytest.raises(Refused, match="Its sign is not settled"):
        sum_of_squares(form_of([[t - u, 0], [0, 1]], region), region)


def test_the_hilbert_matrix_has_no_rounding():
    """Its smallest eigenvalue is 3e-11 for size 8; floats need luck here."""
    matrix = [[sp.Rational(1, i + j + 1) for j in range(8)] for i in range(8)]
    rest = form_of(matrix)
    assert same(sum_of_squares(rest, PLAIN), rest)
    matrix[7][7] -= sp.Rational(1, 10**8)
    with pytest.raises(Refused, match="got the pivot -"):
        sum_of_squares(form_of(matrix), PLAIN)
