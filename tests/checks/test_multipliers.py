"""Answers that are multipliers: their kind, and the engine that grades them."""

from fractions import Fraction

import pytest
import sympy as sp

from gdcourse.checks.convergence_proofs_formulas import letters
from gdcourse.checks.convergence_proofs_multipliers import PUZZLES, changed, sums
from gdcourse.checks.judging import judge
from gdcourse.checks.kinds import WrongKind
from gdcourse.checks.multipliers import multipliers, objection

k, a = letters("k a")


def test_equal_multipliers_are_the_same_however_written():
    forms = [
        {"A": (k + 1) / 2, "B": 1},
        {"A": Fraction(1, 2) * (1 + k), "B": Fraction(1), "C": 0},
        {"A": "(k + 1)/2", "B": "1"},
        {"B": sp.Rational(1), "A": k / 2 + sp.Rational(1, 2)},
        {"A": (sp.Symbol("k") + 1) / 2, "B": 1},
    ]
    found = [multipliers(form) for form in forms]
    assert all(one == found[0] for one in found)
    assert list(found[0]) == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, r"a dict such as .*got None\. Does the function end with return"),
        ([1, 2, 3], r"a dict such as .*got a list\. A call asks for one puzzle"),
        ({"D": 1}, r"the assumptions are A, B and C, got 'D'\. Leave it out\.$"),
        ({"one_over_k": {"A": 1}}, "got 'one_over_k'. Return the dict of that puzzle"),
        ({"a": 1}, r"got 'a'\. Did you mean 'A'\?"),
        ({1: 1}, r"the assumptions are A, B and C, got 1\."),
        ({"A": 0.5}, r"multiplier A: a proof needs exact numbers, got 0\.5\."),
        ({"B": 0.5 * k}, r"multiplier B: a proof needs exact numbers, got 0\.5"),
        ({"A": True}, "multiplier A: it must be an exact formula"),
        ({"A": None}, "multiplier A: it must be an exact formula"),
        ({"A": [1, 2]}, "multiplier A: .* got a list. Choose one of them."),
        ({"A": k // 4}, "multiplier A: a proof needs exact quotients.*write /"),
        ({"C": "k +"}, "multiplier C: "),
        ({"C": "z"}, "multiplier C: .*z"),
    ],
)
def test_what_is_no_multiplier_is_told(value, words):
    with pytest.raises(WrongKind, match=words):
        multipliers(value)


@pytest.mark.parametrize("puzzle", PUZZLES)
def test_the_engine_has_no_objection_to_a_proof_only(puzzle):
    right = multipliers(changed(puzzle, k, a))
    assert objection(puzzle, right) == ""
    for name, multiplier in right.items():
        if multiplier != 0:
            for other in (0, -multiplier, multiplier * Fraction(101, 100)):
                told = objection(puzzle, multipliers({**right, name: other}))
                assert told.startswith(f"{puzzle}: ")
                assert "left over" in told.lower()


def test_a_letter_that_the_puzzle_does_not_have_is_told():
    found = multipliers({"A": a, "B": 1})
    told = objection("one_over_k", found)
    assert "must be made of the puzzle's parameters, got a. They are L, k." in told


def test_each_puzzle_counts_for_itself():
    def first_two(puzzle, k, a):
        if puzzle == "falling_slopes":
            raise NotImplementedError("your turn")
        return changed(puzzle, k, a)

    report = judge(sums, first_two)
    assert (report.points, report.of) == (3, 6)


def test_a_rest_without_values_is_said_to_be_no_sum_of_squares():
    told = objection("falling_slopes", multipliers({"A": 1 / a, "B": 1 / a}))
    assert told.startswith("falling_slopes: the values cancel, but what is left must")
    told = objection("falling_slopes", multipliers({"A": 2 / a, "B": 1 / a}))
    assert "the values cancel" not in told
