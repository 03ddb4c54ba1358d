"""The class as a table and as a record, whatever submissions say in it."""

import csv
import io
import json

from made_up import ADA, BOB, CLASS, EVE, LOST, check, graded

from gdcourse.grading.gradebook import NBGRADERS, grades_csv, grades_json
from gdcourse.grading.results import SubmissionResult


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_columns_begin_with_those_of_nbgrader_and_name_every_check():
    text = grades_csv(CLASS)
    header = next(csv.reader([text.splitlines()[0]]))
    assert tuple(header[:11]) == NBGRADERS
    assert header[11:13] == ["E07.1 task1", "E07.2 task2"]


def test_a_row_holds_points_reasons_and_the_person():
    ada, bob, *_ = rows(grades_csv([ADA, BOB]))
    assert (ada["assignment"], ada["student_id"]) == ("07_momentum", "ada")
    assert (ada["last_name"], ada["email"]) == ("Lovelace", "ada@school.example")
    assert (ada["raw_score"], ada["score"], ada["max_score"]) == ("5.5", "5.5", "8")
    assert (ada["E07.1 task1"], ada["E07.2 task2"]) == ("4", "1.5")
    assert ada["reasons"] == "E07.2 task2: partial, 1.5 of 4. it walks uphill."
    assert ada["timestamp"] == "2026-11-01"
    assert (bob["E07.2 task2"], bob["isolation"]) == ("0", "strong")


def test_what_a_person_reads_later_and_what_was_not_graded_stay_empty():
    one = graded("x", check(1, "manual", 0.0), check(2, "pass", 4.0))
    manual, lost = rows(grades_csv([one, LOST]))
    assert (manual["E07.1 task1"], manual["score"]) == ("", "4")
    assert (lost["score"], lost["max_score"], lost["status"]) == (
        "",
        "",
        "not readable",
    )


def test_no_cell_is_a_formula_or_holds_a_command():
    for row in csv.reader(io.StringIO(grades_csv([EVE]))):
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@"))
            assert not set(cell) & set("\x00\x1b\x07\u202e")
    assert rows(grades_csv([EVE]))[0]["late"] == "late"


def test_every_submission_has_one_row_and_one_record():
    assert len(rows(grades_csv(CLASS))) == len(CLASS)
    data = json.loads(grades_json(CLASS, ["x: a problem."]))
    assert data["schema"] == 1
    assert data["problems"] == ["x: a problem."]
    assert [entry["readable"] for entry in data["submissions"]] == [
        *(True, True, True, False, False),
    ]
    again = [SubmissionResult.from_json(entry) for entry in data["submissions"]]
    assert again == [one.result for one in CLASS]
    assert data["submissions"][0]["platform_ids"] == {"canvas": "4711"}


def test_the_record_is_plain_ascii_so_that_no_character_can_break_it():
    assert grades_json(CLASS).isascii()
