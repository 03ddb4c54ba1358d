"""Bytes are read from ordinary files and members, and from nothing else."""

import os

import pytest
from handing_in import put, zipped

from gdcourse.grading.source import LARGEST, Refused, Source


def test_a_file_and_a_member_give_their_bytes_again_and_again(tmp_path):
    put(tmp_path, "a.ipynb", data=b"one")
    zipped(tmp_path / "x.zip", **{"b.ipynb": b"two"})
    for _ in range(2):
        assert Source(tmp_path / "a.ipynb").read() == b"one"
        assert Source(tmp_path / "x.zip", "b.ipynb").read() == b"two"


def test_links_pipes_and_missing_files_are_refused_at_once(tmp_path):
    put(tmp_path, "a.ipynb")
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "a.ipynb")
    os.mkfifo(tmp_path / "pipe.ipynb")
    for name in ("link.ipynb", "pipe.ipynb", "gone.ipynb"):
        with pytest.raises(Refused):
            Source(tmp_path / name).read()


def test_the_largest_size_is_read_and_one_byte_more_is_not(tmp_path):
    for more, read in ((0, True), (1, False)):
        path = tmp_path / "a.ipynb"
        with open(path, "wb") as file:
            file.truncate(LARGEST + more)
        if read:
            assert len(Source(path).read()) == LARGEST
        else:
            with pytest.raises(Refused, match="too large"):
                Source(path).read()


def test_a_member_that_is_gone_or_damaged_is_refused(tmp_path):
    path = zipped(tmp_path / "x.zip", **{"b.ipynb": b"two" * 1000})
    with pytest.raises(Refused, match="cannot be unpacked"):
        Source(path, "c.ipynb").read()
    data = bytearray(path.read_bytes())
    data[40:45] = b"\xff" * 5
    path.write_bytes(data)
    with pytest.raises(Refused, match="cannot be unpacked"):
        Source(path, "b.ipynb").read()


def test_a_zip_that_was_changed_is_read_anew(tmp_path):
    path = zipped(tmp_path / "x.zip", **{"b.ipynb": b"one"})
    assert Source(path, "b.ipynb").read() == b"one"
    zipped(path, **{"b.ipynb": b"three"})
    assert Source(path, "b.ipynb").read() == b"three"
    path.unlink()
    with pytest.raises(Refused, match="cannot be unpacked"):
        Source(path, "b.ipynb").read()
