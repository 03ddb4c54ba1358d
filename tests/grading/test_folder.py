"""A folder is walked without following links and without getting lost."""

from handing_in import put, zipped

from gdcourse.grading.folder import DEEPEST, entries


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
