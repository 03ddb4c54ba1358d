"""The table on the terminal: every learner, every task, every reason for a zero."""

from made_up import BOB, CLASS, EVERY_STATUS, check, graded

from gdcourse.grading.results import STATUSES
from gdcourse.grading.table import LETTERS, class_table, mark, task_table


def test_each_learner_has_a_line_with_points_and_letters():
    lines = class_table(CLASS).splitlines()
    assert lines[0].split() == ["07_momentum", "E07.1", "E07.2", "points", "of"]
    by_name = {line.split()[0]: line.split()[1:] for line in lines[1:6]}
    assert by_name["ada"] == ["4", "1.5", "5.5", "8"]
    assert by_name["bob"] == ["f", "-", "0", "8"]
    assert by_name["lost"] == ["not", "graded"]
    assert by_name["torn"] == ["?", "0", "4", "unreadable"]
    assert "\x1b" not in class_table(CLASS)


def test_each_status_has_a_mark_of_its_own():
    marks = [mark(one) for one in EVERY_STATUS]
    assert len(set(marks)) == len(set(LETTERS)) == len(STATUSES)
    assert mark(check(1, "timeout", 1.5)) == "1.5t"


def test_notebooks_have_tables_of_their_own():
    other = graded("ada", check(1, "pass", 4.0), stem="08_adaptive_methods")
    text = class_table([other, BOB])
    assert text.index("07_momentum") < text.index("08_adaptive_methods")
    assert text.splitlines()[-1].startswith("f fail")


def test_the_class_is_counted_by_task():
    lines = task_table(CLASS).splitlines()
    assert lines[0].split()[:5] == ["task", "mean", "of", "pass", "partial"]
    assert lines[1].split()[:4] == ["E07.1", "task1", "1.0", "4"]
    assert task_table([]) == ""
