"""Theorems and runs are records; identities are decided exactly."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.proofs.certificate import prove
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.theorem import Run, Theorem, is_zero
from gdcourse.proofs.vectors import Vector

x, y, q = sp.symbols("x y q")


def square_is_positive():
    return prove(Vector.letter("g") ** 2 + 0 >= 0, [])


def false_proof():
    return prove(Vector.letter("g") ** 2 + 1 <= 0, [])


def theorem(**more):
    words = dict.fromkeys(("name", "title", "assumptions", "claim", "source"), "words")
    return Theorem(**{**words, **more})


def test_ratio_is_what_was_measured_over_what_was_promised():
    run = Run(np.arange(3), np.array([1.0, 0.5, 0.0]), np.array([1.0, 1.0, 0.5]))
    np.testing.assert_array_equal(run.ratio, [1.0, 0.5, 0.0])


def test_a_bound_is_called_attained_only_with_a_worst_case():
    assert theorem().kind == "upper bound"
    tight = theorem(worst_case=lambda k: None)
    assert (tight.is_tight, tight.kind) == (True, "attained")


def test_verifying_proves_again_and_fails_with_the_proof():
    one = theorem(proofs=(square_is_positive, square_is_positive))
    first, second = one.verify()
    assert isinstance(first, Proof)
    assert first is not second
    with pytest.raises(Refused):
        theorem(proofs=(square_is_positive, false_proof)).verify()


def test_a_false_identity_is_reported_with_its_theorem():
    theorem(identities=(lambda: ((x + y) ** 2 - x**2 - 2 * x * y - y**2,),)).verify()
    wrong = theorem(name="4a", identities=(lambda: (0 * x, x - y),))
    with pytest.raises(AssertionError, match="4a: x - y is not zero"):
        wrong.verify()


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ((x**2 - y**2) / (x - y) - x - y, True),
        (1 / (x + 1) - 1 / (x + 1), True),
        (1 / (x - y) + 1 / (y - x), True),
        (sp.sqrt(2) ** 2 - 2, True),
        (x / y - y / x, False),
        (sp.Rational(1, 10**30), False),
        (0, True),
    ],
)
def test_zero_is_decided_exactly(expression, answer):
    assert is_zero(expression) is answer


def test_a_theorem_and_its_name_are_shown_without_its_insides():
    assert "object at" not in repr(theorem(proofs=()))
