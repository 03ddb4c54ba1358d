"""Moodle gets a grade and a feedback together, for the right person."""

import csv
import io

import pytest
from made_up import ADA, BOB, EVE, LOST, check, graded

from gdcourse.grading.moodle import COLUMNS, feedback, fill, grades
from gdcourse.grading.sheets import WrongSheet

NOEL = graded(
    "Noël Ito_4711",
    check(1, "partial", 2.0, message="wrong."),
    ids=[("moodle", "4711"), ("name", "Noël Ito")],
)
WORKSHEET = """\
Identifier,"Full name","Email address",Status,Grade,"Maximum grade","Feedback comments"
"Participant 4711","Noël Ito",n@x.example,Submitted,,10.00,
"Participant 4712",Bob,bob,Submitted,3.00,4.00,old
"Participant 4713",Carl,c@x.example,"No submission",,4.00,
"""


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_import_names_the_person_in_every_way_that_is_known():
    noel, ada, bob = rows(grades([NOEL, ADA, BOB]))
    assert tuple(noel) == COLUMNS
    assert (noel["Identifier"], noel["Full name"]) == ("Participant 4711", "Noël Ito")
    assert (ada["Email address"], ada["Full name"]) == (
        *("ada@school.example", "Ada Lovelace"),
    )
    assert (bob["ID number"], bob["Grade"], bob["Maximum grade"]) == ("bob", "0", "8")


def test_a_feedback_never_comes_without_its_grade():
    for row in rows(grades([NOEL, ADA, BOB, EVE])):
        assert row["Grade"] != ""
        assert row["Feedback comments"] != ""
    assert rows(grades([LOST]))[0]["Grade"] == ""


def test_feedback_is_html_without_anybodys_markup():
    assert feedback(ADA) == "E07.2 task2: partial, 1.5 of 4. it walks uphill."
    assert feedback(graded("x", check(1, "pass", 4.0))) == "All points."
    text = feedback(EVE)
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "\x1b" not in text


def test_the_worksheet_is_filled_by_the_participants_number(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(WORKSHEET, encoding="utf-8")
    text, told = fill(path, [NOEL, BOB])
    noel, bob, carl = rows(text)
    assert noel["Grade"] == "5"  # 2 of 4, where Moodle counts 10
    assert noel["Feedback comments"] == "E07.1 task1: partial, 2 of 4. wrong."
    assert bob["Grade"] == "0"
    assert (carl["Grade"], carl["Feedback comments"]) == ("", "")
    assert told == []


def test_who_is_not_in_the_worksheet_is_told_and_changes_nothing(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(WORKSHEET, encoding="utf-8")
    text, told = fill(path, [EVE])
    assert [row["Grade"] for row in rows(text)] == ["", "3.00", ""]
    assert "no one row of Moodle's table" in told[0]


def test_a_worksheet_without_grades_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(WrongSheet, match="Export the table from Moodle"):
        fill(path, [ADA])
