"""The sign rule, against the values of random polynomials."""

import random

import pytest
from sympy import QQ, ring

from gdcourse.proofs.signs import sign, sign_of_terms

R, x, y = ring("x y", QQ)


@pytest.mark.parametrize(
    ("polynomial", "answer"),
    [
        (x + y, 1),
        (-x - 2, -1),
        (x - y, 0),
        ((x - y) ** 2, 1),
        (-((x - y) ** 2), -1),
        ((x - y) ** 2 * (x - 1), 0),
        ((x - y) ** 2 * (x + 1), 1),
        (x**2 - x + 1, 0),
        (R(3), 1),
        (R(-3), -1),
    ],
)
def test_signs_of_polynomials(polynomial, answer):
    assert sign(polynomial) == answer


def test_a_sign_is_never_wrong():
    chance, settled = random.Random(3), 0
    for _ in range(300):
        parts = [
            chance.choice([x, y, x + y, x - y, x - 1, x + 1, R(chance.randint(1, 3))])
            for _ in range(chance.randint(1, 5))
        ]
        product = R(chance.choice([-1, 1]))
        for part in parts:
            product = product * part
        found = sign(product)
        settled += found != 0
        for _ in range(20):
            u, v = QQ(chance.randint(1, 40), 8), QQ(chance.randint(1, 40), 8)
            assert found * product.evaluate([(x, u), (y, v)]) >= 0
    assert settled > 50


def test_terms_alone_do_not_see_squares():
    assert sign_of_terms((x - y) ** 2) == 0
