"""Who a submission belongs to, what it is worth, and why points are missing."""

import pytest
from made_up import ADA, BOB, CLASS, EVERY_STATUS, LOST, TORN, check, graded

from gdcourse.grading.graded import (
    Person,
    checks_in_order,
    dialect,
    read_roster,
    reason,
    task_number,
)
from gdcourse.grading.results import STATUSES


def test_every_lost_point_has_its_reason():
    for one in EVERY_STATUS:
        text = reason(one)
        assert (text == "") == (one.status == "pass")
        if text:
            assert f"{one.points:g} of 4" in text
            assert one.status.replace("_", " ") in text
    assert len(EVERY_STATUS) == len(STATUSES)


def test_a_result_without_checks_has_no_score_and_is_not_complete():
    assert (LOST.score, LOST.complete) == ("", False)
    assert (TORN.score, TORN.complete) == (0, False)
    assert (ADA.score, ADA.complete) == (5.5, True)


def test_reasons_hold_the_notes_as_well():
    one = graded("x", check(1, "pass", 4.0), notes=["a duplicate cell."])
    assert one.reasons() == ["a duplicate cell."]
    assert BOB.reasons() == [
        "E07.1 task1: fail, 0 of 4. no.",
        "E07.2 task2: not started, 0 of 4.",
    ]


def test_checks_stand_in_the_order_of_the_course():
    one = graded("x", *(check(place, "pass", 4.0) for place in (10, 9, 1)))
    names = [task for task, _ in checks_in_order([one, *CLASS])]
    assert names == ["E07.1", "E07.2", "E07.9", "E07.10"]
    assert task_number("E07.10") == (7, 10)


def test_identities_are_all_names_in_small_letters():
    assert ADA.identities == {"ada", "4711", "ada@school.example"}
    assert BOB.identities == {"bob"}


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_class_list_is_read_however_it_was_written(tmp_path, mark, between):
    rows = [
        ["student_id", " last_name", "first_name", "email", "more"],
        ["ADA", "Lovelace", "Ada", "a@x.example", "1"],
        ["bob", "", "Bob"],
    ]
    path = tmp_path / "class.csv"
    text = mark + "\r\n".join(between.join(row) for row in rows)
    path.write_bytes(text.encode())
    assert read_roster(path) == {
        "ada": Person("Ada", "Lovelace", "a@x.example"),
        "bob": Person("Bob", "", ""),
    }


def test_the_delimiter_is_the_one_that_the_header_uses():
    assert [dialect(text).delimiter for text in ("a;b\n1,2,3", "a,b", "a")] == list(
        ";,,"
    )
