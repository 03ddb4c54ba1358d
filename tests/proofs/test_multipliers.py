"""Multipliers are graded by the engine; a wrong one is answered by what is left."""

import pytest
import sympy as sp

from gdcourse.proofs.functions import SmoothConvex
from gdcourse.proofs.multipliers import Puzzle
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.puzzles import (
    PUZZLES,
    contraction,
    exact_first_step,
    falling_slopes,
    linear_rate,
    momentum,
    one_over_k,
    one_step,
    steepness,
)
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region

HALF = sp.Rational(1, 2)
k, L = sp.symbols("k L")
MEETING = "2*a*(1 - a*mu)"

# The answers stand here only: the package has no key.
SOLVED = {
    one_step: {"A": 1},
    steepness: {"A": 1},
    linear_rate: {"A": 1, "B": "mu/L"},
    one_over_k: {"A": k + 1, "B": 1},
    exact_first_step: {"A": HALF, "B": HALF, "C": HALF},
    contraction: {"A": MEETING, "B": MEETING},
    falling_slopes: {"A": "2/a", "B": "2/a"},
    momentum: {"A": "k*(k + 1)/4", "B": (k + 1) / 2, "C": "(k + 1)*(k + 2)/4"},
}


def name(puzzle):
    return puzzle.__name__


@pytest.mark.parametrize("puzzle", PUZZLES, ids=name)
def test_every_puzzle_can_be_solved(puzzle):
    graded = puzzle().grade(**SOLVED[puzzle])
    assert isinstance(graded.proof, Proof)
    assert (graded.is_proved, graded.hint) == (True, "")
    assert str(graded).startswith("proved " + puzzle().name)


@pytest.mark.parametrize("puzzle", PUZZLES, ids=name)
def test_no_puzzle_is_solved_by_doing_nothing(puzzle):
    graded = puzzle().grade()
    assert not graded.is_proved
    assert "left" in graded.hint


@pytest.mark.parametrize("puzzle", PUZZLES, ids=name)
def test_a_decoy_may_be_given_zero_and_one_percent_off_is_not_a_proof(puzzle):
    solved = {n: puzzle()._read(n, m) for n, m in SOLVED[puzzle].items()}
    zeros = dict.fromkeys(puzzle().assumptions, 0)
    assert puzzle().grade(**{**zeros, **solved}).is_proved
    for n, multiplier in solved.items():
        off = multiplier * sp.Rational(101, 100)
        assert not puzzle().grade(**{**solved, n: off}).is_proved
        assert not puzzle().grade(**{**solved, n: 0}).is_proved
        assert not puzzle().grade(**{**solved, n: -multiplier}).is_proved


@pytest.mark.parametrize("puzzle", PUZZLES, ids=name)
def test_a_puzzle_is_shown_as_balanced_latex_without_python(puzzle):
    text = puzzle()._repr_latex_()
    assert text.count("{") == text.count("}")
    assert text.count(r"\left") - text.count(r"\left" + "arrow") == text.count(
        r"\right"
    )
    assert "*" not in text.replace("from *", "").replace("of *", "").replace("at *", "")
    for letter in puzzle().assumptions:
        assert rf"({letter})\quad" in text


def closer():
    """A step of 1/L comes closer to x*: one of many sums will do."""
    f = SmoothConvex(L)
    best, x = f.minimizer(), f.point("k")
    claim = (x - x.g / L - best) ** 2 <= (x - best) ** 2
    named = {"A": f.interpolation(x, best), "B": f.interpolation(best, x)}
    named |= {"C": f.convex(x, best), "D": f.convex(best, x)}
    return Puzzle("a step comes closer", claim, named, Region(L))


def test_any_proof_counts_not_only_the_one_we_thought_of():
    assert closer().grade(A=2 / L, B=2 / L).is_proved
    assert closer().grade(A=1 / L, B=1 / L, C=1 / L, D=1 / L).is_proved
    assert closer().grade(A="3/(2*L)", B="3/(2*L)", C="1/(2*L)", D="1/(2*L)").is_proved
    assert not closer().grade(C=2 / L, D=2 / L).is_proved


def test_what_is_left_is_the_hint_in_the_letters_of_the_puzzle():
    graded = one_over_k().grade(A=k, B=1)
    assert "got 1 · f_k, -1 · f_{k+1} left over" in graded.hint
    assert "f_{k+1} occurs in A; f_k occurs in A, B, C." in graded.hint
    values = {pair[0].name for pair in graded.leftover.parts if len(pair) == 1}
    assert values == {"f_{k}", "f_{k+1}"}


def test_a_negative_multiplier_is_named_by_its_letter():
    graded = one_over_k().grade(A=k + 1, B=-1)
    assert "got -1 for assumption B" in graded.hint
    assert "An inequality times a negative number turns" in graded.hint


def test_a_wrong_direction_leaves_twice_the_values():
    graded = one_over_k().grade(A=k + 1, C=1)
    assert "-2 · f_k, 2 · f_*" in graded.hint


def test_a_leftover_without_squares_names_the_pivot():
    graded = contraction().grade(A="2*a", B="2*a")
    assert "got the pivot" in graded.hint
    assert "on g_k" in graded.hint


@pytest.mark.parametrize(
    ("multipliers", "message"),
    [
        ({"D": 1}, r"the assumptions are A, B, C, got D\. Leave it out"),
        ({"a": 1}, r"got a\. Did you mean A\?"),
        ({"A": 0.5}, r"exact numbers, got 0\.5\. Write Rational\(1, 2\)"),
        ({"A": "q + 1"}, "q"),
        ({"A": sp.Symbol("q")}, r"the puzzle's parameters, got q\. They are L, k"),
        ({"A": True}, r"A must be a number or an expression, got True"),
        ({"A": None}, r'got None\. Write 1, Rational\(1, 2\) or "k \+ 1"'),
        ({"A": [1]}, r"got \[1\]"),
    ],
)
def test_what_is_no_multiplier_gets_a_message(multipliers, message):
    with pytest.raises(ValueError, match=message):
        one_over_k().grade(**multipliers)


def test_a_puzzle_without_parameters_wants_numbers():
    with pytest.raises(Refused, match=r"got k\. They are none: give numbers"):
        exact_first_step().grade(A=k)
    assert exact_first_step().grade(A="1/2", B="1/2", C="0.5").is_proved


def test_symbols_with_other_assumptions_are_the_same_symbols():
    known = sp.Symbol("k", positive=True)
    assert one_over_k().grade(A=known + 1, B=1).is_proved


def test_roots_have_no_place_in_a_multiplier():
    graded_in = one_over_k()
    with pytest.raises(Refused, match="fractions of polynomials"):
        graded_in.grade(A="sqrt(k)")


def test_dividing_by_what_may_be_zero_is_refused():
    with pytest.raises(Refused, match="must not divide by what may be zero"):
        one_over_k().grade(A="1/k")


def test_a_coefficient_that_is_a_sum_stands_in_brackets():
    assert "1 · f_*, (-k - 1) · f_{k+1} left over" in one_over_k().grade().hint


def test_a_leftover_is_told_in_the_letters_of_the_claim():
    values = falling_slopes().grade(A="4/a")
    assert "got -4/a · f_k, 4/a · f_{k+1} left over" in values.hint
    squares = falling_slopes().grade(A="1/a", B="1/a")
    parts = squares.leftover.parts.values()
    assert {letter.name for c in parts for letter in c.free_symbols} == {"a", "L"}
    assert "Here t = -1 + 2/(L*a) ≥ 0." in squares.hint


@pytest.mark.parametrize("puzzle", PUZZLES, ids=name)
def test_a_puzzle_is_written_in_a_line_without_addresses(puzzle):
    text = repr(puzzle())
    assert text.startswith(f"{puzzle().name}, from A: ")
    assert "object at" not in text
    assert "\\" not in text
