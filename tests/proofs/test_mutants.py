"""Every certificate of the catalogue, broken in every small way, is refused."""

import sys
from collections import Counter

import pytest
from judge import Judge
from proof_mutants import catalogue, mutate, recorded, whole_table, written
from weaker import PATCHES, replaced, spied

from gdcourse.proofs import certificate, functions
from gdcourse.proofs.puzzles import one_over_k
from gdcourse.proofs.region import Region

KINDS = (
    "multiplier +1 %",
    "multiplier sign flipped",
    "multiplier dropped",
    "claim: function value",
    "claim: inner product",
    "claim: ‖v‖²",
    "claim: number",
    "square +1 %",
    "square sign flipped",
    "square dropped",
    "range widened",
)


@pytest.fixture(scope="module")
def counted():
    return whole_table()


def test_every_mutant_that_must_fail_is_refused(counted):
    table, survivors = counted
    sys.stdout.write("\n" + written(table) + "\n")
    assert survivors == []
    assert sum(n for (_, outcome), n in table.items() if outcome == "refused") > 2000


@pytest.mark.parametrize("kind", [*KINDS, *(patch.kind for patch in PATCHES)])
def test_every_kind_of_mutant_was_made_and_must_fail_somewhere(counted, kind):
    assert counted[0][kind, "refused"] > 0


def test_most_refusals_are_called_for(counted):
    """The engine may refuse what is right; it does so in fewer than 2 % of all."""
    outcomes = Counter()
    for (_, outcome), n in counted[0].items():
        outcomes[outcome] += n
    assert outcomes["right, refused"] < 0.02 * outcomes["refused"]


def rate():
    return next(t for t in catalogue() if t.name == "2a")


def test_an_engine_that_forgets_signs_is_found_out(monkeypatch):
    monkeypatch.setattr(Region, "has_no_minus", lambda self, value: True)
    survivors = mutate(rate(), Counter())
    assert "2a: steps 2.1 times as long" in survivors
    assert "2a: class: convex → nearly convex" in survivors


def test_an_engine_that_forgets_what_is_left_is_found_out(monkeypatch):
    monkeypatch.setattr(certificate, "_without_zeros", lambda rest: {})
    survivors = mutate(rate(), Counter())
    assert "2a: multiplier +1 %" in survivors
    assert "2a: claim: function value" in survivors


def attempt():
    with recorded() as attempts:
        rate().proofs[0]()
    return attempts[0]


def test_the_judge_accepts_what_is_true_and_calls_what_is_false():
    judge = Judge(attempt())
    assert not judge.breaks()
    assert judge.breaks(factors=[1.01, 1])
    assert judge.breaks(factors=[-1, 1])
    assert judge.breaks(slack=judge.slack * 1.01)


def test_patches_are_taken_back():
    before = {(p.owner, p.name): vars(p.owner)[p.name] for p in PATCHES}
    with spied() as used:
        one_over_k()
    assert {patch.name for patch in used} == {"convex", "descent", "at"}
    for patch in PATCHES:
        with replaced(patch):
            assert vars(patch.owner)[patch.name] is patch.other
    assert before == {(p.owner, p.name): vars(p.owner)[p.name] for p in PATCHES}
    assert functions.Function.at is before[functions.Function, "at"]
