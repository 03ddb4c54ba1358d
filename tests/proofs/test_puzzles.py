"""The puzzles: made anew each time, about functions that exist, without an answer."""

import inspect

import pytest

from gdcourse.proofs import puzzles
from gdcourse.proofs.multipliers import Puzzle
from gdcourse.proofs.puzzles import PUZZLES


@pytest.mark.parametrize("make", PUZZLES, ids=lambda make: make.__name__)
def test_a_puzzle_is_made_anew(make):
    first, second = make(), make()
    assert isinstance(first, Puzzle)
    assert first is not second
    assert list(first.assumptions) == list("ABCDEF"[: len(first.assumptions)])


@pytest.mark.parametrize("make", PUZZLES, ids=lambda make: make.__name__)
def test_assumptions_are_granted_by_the_class_of_the_function(make):
    assert not any(used.stated for used in make().assumptions.values())


def test_puzzles_grow_from_one_assumption_that_helps_to_three():
    assert len({make().name for make in PUZZLES}) == len(PUZZLES) == 8


def test_no_proof_is_made_in_the_module_of_the_puzzles():
    assert "prove(" not in inspect.getsource(puzzles)
