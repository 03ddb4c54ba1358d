"""Canvas's gradebook comes back with one column filled and nothing else changed."""

import csv
import io

import pytest
from made_up import ADA, BOB, EVE, LOST, check, graded

from gdcourse.grading.canvas import fill
from gdcourse.grading.sheets import WrongSheet

EXPORT = """\
Student,ID,SIS User ID,SIS Login ID,Section,{},Other (7),Final Score
,,,,,Manual Posting,,(read only)
    Points Possible,,,,,{},100,(read only)
"Lovelace, Ada",4711,s1,ada@x.example,Main,,55,61.0
"Builder, Bob",4712,s2,bob,Main,,,
"Test, Student",4713,,t,Main,,1,
"""


def filled(tmp_path, some, title="Lesson 07: momentum (123)", possible="8"):
    path = tmp_path / "canvas.csv"
    path.write_text(EXPORT.format(title, possible))
    text, told = fill(path, some)
    return list(csv.reader(io.StringIO(text))), told


def test_points_stand_in_the_notebooks_column_by_id_and_by_login(tmp_path):
    rows, told = filled(tmp_path, [ADA, BOB])
    assert [row[5] for row in rows] == [
        *("Lesson 07: momentum (123)", "Manual Posting", "8", "5.5", "0", "")
    ]
    assert told == []


def test_all_other_cells_stay_as_they_came(tmp_path):
    rows, _ = filled(tmp_path, [ADA, BOB])
    before = list(csv.reader(io.StringIO(EXPORT.format("x", "8"))))
    for old, new in zip(before, rows, strict=True):
        assert old[:5] + old[6:] == new[:5] + new[6:]


def test_scores_are_scaled_to_what_canvas_counts(tmp_path):
    rows, told = filled(tmp_path, [ADA], possible="16.0")
    assert rows[3][5] == "11"
    assert told == [
        "07_momentum: Canvas counts 16 points, got 8 here. The scores are scaled."
    ]


def test_without_its_column_a_new_one_comes_last_with_its_points(tmp_path):
    rows, told = filled(tmp_path, [ADA], title="Something else (1)")
    assert [row[-1] for row in rows] == ["07_momentum", "", "8", "5.5", "", ""]
    assert told == []


def test_the_number_of_canvas_decides_before_any_name(tmp_path):
    eve = graded("bob", check(1, "pass", 4.0), ids=[("canvas", "4713")])
    rows, _ = filled(tmp_path, [eve], possible="4")
    assert [row[5] for row in rows[3:]] == ["", "", "4"]


def test_who_is_not_in_the_table_is_told_and_changes_nothing(tmp_path):
    rows, told = filled(tmp_path, [EVE])
    assert [row[5] for row in rows[3:]] == ["", "", ""]
    assert "no one row of Canvas's table is theirs, got 0" in told[-1]


def test_what_was_not_graded_leaves_its_cell_as_it_was(tmp_path):
    lost = graded("bob", notes=LOST.result.notes)
    rows, _ = filled(tmp_path, [lost])
    assert rows[4][5] == ""


def test_several_notebooks_fill_several_columns(tmp_path):
    other = graded("bob", check(1, "pass", 4.0), stem="08_adaptive_methods")
    rows, _ = filled(tmp_path, [ADA, other])
    assert [row[-1] for row in rows] == ["08_adaptive_methods", "", "4", "", "4", ""]
    assert rows[3][5] == "5.5"


def test_another_table_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("name,grade\nada,1\n")
    with pytest.raises(WrongSheet, match="Export the table from Canvas"):
        fill(path, [ADA])
