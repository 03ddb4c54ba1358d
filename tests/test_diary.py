import json

import pytest

from gdcourse import diary


@pytest.fixture
def course(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    monkeypatch.setenv("GDCOURSE_STRICT", "0")
    return tmp_path


def test_entries_gather_in_one_readable_file_beside_the_notebooks(course):
    diary.note("kept.json", "b", {"guess": "größer"})
    diary.note("kept.json", "a", {"guess": 1})
    file = course / ".gdcourse" / "kept.json"
    assert json.loads(file.read_text(encoding="utf-8")) == {
        "a": {"guess": 1},
        "b": {"guess": "größer"},
    }
    assert "größer" in file.read_text(encoding="utf-8")
    assert [path.name for path in file.parent.iterdir()] == ["kept.json"]


def test_damaged_file_is_begun_again(course):
    diary.note("kept.json", "a", {})
    file = course / ".gdcourse" / "kept.json"
    file.write_text("{half a file", encoding="utf-8")
    diary.note("kept.json", "b", {})
    assert json.loads(file.read_text(encoding="utf-8")) == {"b": {}}


def test_nothing_is_written_where_nobody_learns(course, monkeypatch):
    monkeypatch.setenv("GDCOURSE_STRICT", "1")
    diary.note("kept.json", "a", {})
    assert not (course / ".gdcourse").exists()


def test_folder_that_cannot_be_written_is_no_error(course):
    (course / ".gdcourse").write_text("a file in the way")
    diary.note("kept.json", "a", {})
    assert (course / ".gdcourse").read_text() == "a file in the way"
