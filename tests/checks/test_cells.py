"""Reading tasks from cells: nbgrader's checksum, and which task is still open."""

import pytest

from gdcourse.checks.cells import (
    answers_of,
    checksum,
    is_answer,
    is_check,
    open_tasks,
    source,
    untouched,
)

STUB = 'def descend(x0, lr, n):\n    raise NotImplementedError("your turn: walk")'
RIGHT = "def descend(x0, lr, n):\n    return [x0]"
CALL = 'check("E00.1", descend)'


def cell(text, kind="code", **marks):
    known = {"nbgrader": {"grade_id": "E00-1-descend", **marks}} if marks else {}
    return {"cell_type": kind, "source": text, "metadata": known, "id": "some"}


def answer(text=STUB, stored=STUB):
    marked = cell(stored, solution=True)
    marked["metadata"]["nbgrader"]["checksum"] = checksum(marked)
    return {**marked, "source": text}


def check_cell(text=CALL):
    marked = cell(text, grade=True, locked=True, points=3)
    marked["metadata"]["nbgrader"]["grade_id"] += "-check"
    return marked


# Made once with nbgrader.utils.compute_checksum of nbgrader 0.9.6.
NBGRADERS_OWN = [
    ({"text": "x = 1", "solution": True}, "89a1cc6b8335069239400e0629f11236"),
    (
        {"text": "x = 1", "grade": True, "points": 3, "locked": True},
        "e6a91bc7ae4abcd880900a5ee8de9323",
    ),
    (
        {"text": "x = 1", "grade": True, "points": 2.5, "locked": False},
        "73fc955c8e9ca75a8b24e40f97e21934",
    ),
    ({"text": "x = 1", "locked": True}, "40ebdf1eb32b2b4d84403ba7361dceb2"),
    (
        {"text": "∇f = 2\n", "solution": True, "locked": True},
        "1d2fc8aa1f760e69e5773eb25afa3a28",
    ),
    (
        {
            "text": "words",
            "kind": "markdown",
            "solution": True,
            "grade": True,
            "points": 1,
        },
        "5c6b93341177357b575a94125b8acb48",
    ),
]


@pytest.mark.parametrize(("made", "expected"), NBGRADERS_OWN)
def test_checksums_are_nbgraders(made, expected):
    assert checksum(cell(**made)) == expected


def test_a_source_in_lines_is_the_same_source():
    lines = cell(STUB, solution=True)
    lines["source"] = STUB.splitlines(keepends=True)
    assert source(lines) == STUB
    assert checksum(lines) == checksum(cell(STUB, solution=True))


def test_any_change_of_an_answer_is_an_attempt():
    assert untouched(answer())
    for text in (RIGHT, STUB + " ", STUB.replace("walk", "run"), ""):
        assert not untouched(answer(text))


def test_without_metadata_the_stub_tells():
    assert untouched(cell(STUB))
    assert not untouched(cell(RIGHT))


def test_roles_are_read_from_metadata_or_from_the_call():
    assert is_answer(answer())
    assert not is_answer(check_cell())
    assert is_check(check_cell())
    assert is_check(cell("check('E00.1', descend)  # mine"))
    assert not is_check(cell("check it", kind="markdown"))
    assert not is_check(answer())
    assert not is_check(
        {"cell_type": "code", "source": "", "metadata": {"nbgrader": 1}}
    )


OTHER = cell("descend = lambda x0, lr, n: [x0]")
LOST, LOST_CALL = cell(STUB), cell(CALL)


@pytest.mark.parametrize(
    ("cells", "is_open"),
    [
        ([answer(), check_cell()], True),
        ([answer(RIGHT), check_cell()], False),
        ([answer(), answer(RIGHT), check_cell()], False),
        ([answer(RIGHT), answer(), check_cell()], False),
        ([answer(), answer(), check_cell()], True),
        ([answer(), OTHER, check_cell()], False),
        ([answer(), cell(RIGHT), check_cell()], False),
        ([LOST, check_cell()], True),
        ([LOST, LOST_CALL], True),
        ([cell(RIGHT), LOST_CALL], False),
        ([answer(), LOST_CALL], True),
        ([check_cell()], False),
    ],
)
def test_a_task_is_open_when_nobody_touched_any_of_its_answers(cells, is_open):
    assert open_tasks(cells) == ([cells[-1]] if is_open else [])


def test_each_check_belongs_to_its_own_answer():
    other = cell("def repair(x):\n    return x")
    assert answers_of(check_cell(), [other, answer()]) == [answer()]
    assert answers_of(cell('check("E00.2", repair)'), [other, answer()]) == [other]
