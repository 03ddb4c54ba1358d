"""A folder is walked without following links and without getting lost."""

import pytest
from handing_in import STEMS, owners, put, zipped

from gdcourse.grading.folder import DEEPEST, entries
from gdcourse.grading.layouts import find

M = STEMS[0]


def names(found):
    return ["/".join(entry.parts) for entry in found]


def test_notebooks_are_found_in_order_and_nothing_else(tmp_path):
    put(tmp_path, "b/2.ipynb", "a/1.IPYNB", "a/readme.md", ".git/x.ipynb")
    found, problems = entries(tmp_path)
    assert (names(found), problems) == (["a/1.IPYNB", "b/2.ipynb"], [])


def test_a_zip_in_a_folder_is_opened_under_its_own_name(tmp_path):
    zipped(tmp_path / "ada.zip", "1.ipynb")
    put(tmp_path, "bad.zip", data=b"no zip")
    found, problems = entries(tmp_path)
    assert names(found) == ["ada/1.ipynb"]
    assert [problem.place for problem in problems] == ["bad.zip"]


def test_folders_that_never_end_are_left(tmp_path):
    put(tmp_path, "/".join("d" * DEEPEST) + "/ok.ipynb")
    put(tmp_path, "/".join("d" * (DEEPEST + 1)) + "/lost.ipynb")
    found, problems = entries(tmp_path)
    assert len(found) == 1
    assert "too deep" in problems[0].reason


@pytest.mark.parametrize(
    "name",
    [
        f"submitted/bob/{M}/{M}.ipynb",
        "bob_2_3_07_momentum-9.ipynb",
        f"Bob_2_assignsubmission_file_/{M}.ipynb",
    ],
)
def test_a_learners_zip_cannot_speak_for_another(tmp_path, name):
    put(tmp_path, f"ada_{M}.ipynb", f"bob_{M}.ipynb")
    zipped(tmp_path / "eve.zip", name)
    handed = find([tmp_path], STEMS)
    assert owners(handed) == [("ada", M), ("bob", M)]
    (problem,) = handed.problems
    assert (problem.place, problem.serious) == ("eve.zip", True)
    assert "a path of its own" in problem.reason


def test_a_zip_in_an_unpacked_download_of_canvas_is_its_learners(tmp_path):
    put(tmp_path, f"bob_2_3_{M}.ipynb")
    zipped(tmp_path / "eve_LATE_4_5_work.zip", f"bob_2_3_{M}-9.ipynb")
    zipped(tmp_path / "zoe_6_7_work.zip", f"work/{M}.ipynb")
    handed = find([tmp_path], STEMS)
    assert owners(handed) == [("bob_2", M), ("eve_4", M), ("zoe_6", M)]
    assert [one.late for one in handed.submissions] == [False, True, False]
    assert [dict(one.ids) for one in handed.submissions] == [
        {"canvas": number} for number in "246"
    ]
    assert handed.problems == ()


def test_a_folder_of_whole_downloads_is_opened(tmp_path):
    zipped(tmp_path / "one.zip", f"A_1_assignsubmission_file_/{M}.ipynb")
    zipped(tmp_path / "two.zip", f"b_2_3_{M}.ipynb")
    zipped(tmp_path / "none.zip", "notes.txt")
    handed = find([tmp_path], STEMS)
    assert (owners(handed), handed.problems) == ([("A_1", M), ("b_2", M)], ())


@pytest.mark.parametrize("as_zip", [False, True])
def test_who_handed_in_no_notebook_is_told(tmp_path, as_zip):
    ada, eve = "Ada_1_assignsubmission_file_", "Eve_2_assignsubmission_file_"
    names = (f"{ada}/{M}.ipynb", f"{ada}/data.csv", f"{eve}/work.pdf", "notes.txt")
    path = zipped(tmp_path / "x.zip", *names) if as_zip else put(tmp_path, *names)
    handed = find([path], STEMS)
    assert owners(handed) == [("Ada_1", M)]
    (problem,) = handed.problems
    assert (problem.place, problem.serious) == ("Eve_2", True)
    assert "got work.pdf" in problem.reason
