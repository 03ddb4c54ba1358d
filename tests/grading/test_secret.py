"""The secret is made once, kept from others, and never weak by mistake."""

import pytest

from gdcourse.grading.secret import BadSecret, read_or_make


def test_a_secret_is_made_once_and_then_stays(tmp_path):
    path = tmp_path / "private" / "secret"
    first = read_or_make(path)
    assert len(first) == 64
    assert read_or_make(path) == first
    assert path.stat().st_mode & 0o077 == 0
    assert read_or_make(tmp_path / "other") != first


def test_a_short_or_unreadable_secret_is_refused(tmp_path):
    (tmp_path / "short").write_text("123\n")
    with pytest.raises(BadSecret, match="too short, got 3"):
        read_or_make(tmp_path / "short")
    with pytest.raises(BadSecret, match="cannot be read"):
        read_or_make(tmp_path)


def test_an_instructors_own_secret_is_taken_as_it_is(tmp_path):
    (tmp_path / "own").write_text("  correct horse battery \n")
    assert read_or_make(tmp_path / "own") == b"correct horse battery"
