"""The group of heavy ball: what it holds, and which bounds are attained."""

from gdcourse.proofs.heavy_ball import THEOREMS


def test_group_is_complete():
    names = [theorem.name for theorem in THEOREMS]
    assert names == ["4a", "4b", "4c", "4d", "4d'", "4f", "4e", "4g"]


def test_all_but_the_safe_pair_are_attained():
    assert [theorem.name for theorem in THEOREMS if not theorem.is_tight] == ["4g"]
