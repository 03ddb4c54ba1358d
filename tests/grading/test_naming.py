"""File names as people and platforms write them."""

import pytest
from handing_in import STEMS

from gdcourse.grading.naming import named, printable, split, told_by_cells

M, A = STEMS


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("07_momentum.ipynb", (M, "", 0)),
        ("07-Momentum.ipynb", (M, "", 0)),
        ("07momentum.ipynb", (M, "", 0)),
        ("07_momentum-3.ipynb", (M, "", 3)),
        ("07_momentum (12).ipynb", (M, "", 12)),
        ("07_momentum - Copy.ipynb", (M, "", -1)),
        ("07_momentum-Copy2.ipynb", (M, "", -1)),
        ("07_momentum_Ada.ipynb", (M, "Ada", 0)),
        ("12345_07_momentum.ipynb", (M, "12345", 0)),
        ("adaptive methods.ipynb", (A, "", 0)),
        ("momentums.ipynb", ("", "momentums", 0)),
        ("homework.ipynb", ("", "homework", 0)),
    ],
)
def test_a_file_name_tells_notebook_learner_and_version(file, wanted):
    assert split(file, STEMS) == wanted


def test_the_full_name_wins_over_a_word_of_another_lesson():
    assert split("momentum 08_adaptive_methods.ipynb", STEMS)[0] == A


def test_ordinary_names_are_no_platforms():
    for name in ("ada_07_momentum.ipynb", "07_momentum.ipynb", "a_b_c_d.ipynb"):
        assert named([name]) is None


def test_only_the_platforms_part_of_a_name_tells_whose_it_is():
    other = "Bob_12_assignsubmission_file_07_momentum.ipynb"
    assert named([f"Eve_66_assignsubmission_file_{other}"]).learner == "Eve_66"
    assert named([f"eve_66_98_bob_12_97_{other}"]).ids == (("canvas", "66"),)
    assert named(["eve", other]) is None
    assert named(["eve", "bob_12_97_07_momentum.ipynb"]) is None
    assert named(["eve", "submitted", "bob", "07_momentum", "x.ipynb"]) is None


def test_names_lose_what_could_move_a_cursor_or_turn_the_writing_round():
    assert printable("a\u202eb\x1b\x00\n") == "ab"
    assert printable("e\u0301") == "\u00e9"
    assert printable("\x00 ") == "nameless"
    assert printable("a\udcff") == "a"


def test_cells_are_counted_by_notebook():
    data = b'{"grade_id":"E07-1"} {"grade_id" : "E08-2"} {"grade_id": "E08-3"}'
    assert told_by_cells(data, STEMS) == {M: 1, A: 2}
    assert told_by_cells(data, [M]) == {M: 1}
    assert told_by_cells(b'{"id": "E08-1-step"}', STEMS) == {A: 1}
