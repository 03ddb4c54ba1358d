from gdcourse.widgets.tasks import Task, chips

FIND = Task("small", "a value below <1>", lambda state, numbers: numbers < 1)
SEE = Task("large", "a value above 9", lambda state, numbers: numbers > 9)


def test_tasks_are_open_until_they_are_found():
    html = chips([FIND, SEE], {"large"})
    assert "○ Find: a value below &lt;1&gt;" in html
    assert "✓ Found: a value above 9" in html


def test_tasks_are_a_list_with_a_name():
    assert 'aria-label="tasks"' in chips([FIND], set())
    assert chips([FIND, SEE], set()).count("<li>") == 2


def test_no_tasks_leave_no_trace():
    assert chips([], set()) == ""
