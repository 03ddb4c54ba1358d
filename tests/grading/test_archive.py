"""Zips that were made to hurt: climbing paths, links, bombs, locks, lies."""

import stat
import struct
import zipfile

import pytest
from handing_in import notebook, zipped

from gdcourse.grading import archive
from gdcourse.grading.archive import entries
from gdcourse.grading.source import LARGEST, Refused


def names(found):
    return ["/".join(entry.parts) for entry in found]


@pytest.mark.parametrize(
    "name",
    [
        "../x.ipynb",
        "a/../../x.ipynb",
        "/etc/x.ipynb",
        "C:/x.ipynb",
        "..\\x.ipynb",
        "a\\..\\x.ipynb",
        "\\\\host\\x.ipynb",
    ],
)
def test_a_path_that_leads_out_of_the_zip_is_refused(tmp_path, name):
    found, problems = entries(zipped(tmp_path / "x.zip", name, "a/good.ipynb"))
    assert names(found) == ["a/good.ipynb"]
    assert [p.serious for p in problems] == [True]
    assert "leads out of the zip" in problems[0].reason
    assert [path.name for path in tmp_path.iterdir()] == ["x.zip"]


def test_a_link_and_an_encrypted_member_are_refused(tmp_path):
    path = tmp_path / "x.zip"
    link, locked = zipfile.ZipInfo("ada.ipynb"), zipfile.ZipInfo("bob.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as zip_file:
        zip_file.writestr(link, "../solutions/07_momentum.ipynb")
        zip_file.writestr(locked, notebook())
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")  # the directory's entry of bob.ipynb
    data[at + 8] |= 1
    path.write_bytes(data)
    found, problems = entries(path)
    assert found == []
    assert ["link" in problems[0].reason, "encrypted" in problems[1].reason] == [1, 1]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "RATIO_FROM", 2**20)
    path = zipped(tmp_path / "x.zip", **{f"{k}.ipynb": b"0" * 2**20 for k in range(4)})
    with pytest.raises(Refused, match="far more than it is, got 4 MB"):
        entries(path)


def test_too_many_members_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MEMBERS", 3)
    with pytest.raises(Refused, match="too many files, got 4"):
        entries(zipped(tmp_path / "x.zip", *"abcd"))


def test_a_member_larger_than_any_notebook_is_refused_alone(tmp_path):
    data = b"0" * (LARGEST + 1)
    path = zipped(tmp_path / "x.zip", "good.ipynb", **{"big.ipynb": data})
    found, problems = entries(path)
    assert names(found) == ["good.ipynb"]
    assert "too large, got 32 MB" in problems[0].reason


def test_a_member_that_lies_about_its_size_is_refused_when_read(tmp_path):
    path = zipped(tmp_path / "x.zip", **{"a.ipynb": b"0" * 50_000_000})
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)  # it says: 100 bytes
    path.write_bytes(data)
    ((entry,), _) = entries(path)
    with pytest.raises(Refused, match="cannot be unpacked"):
        entry.source.read()


def test_a_file_that_is_no_zip_is_refused(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"hello")
    with pytest.raises(Refused, match="no zip"):
        entries(tmp_path / "x.zip")


def test_two_members_of_one_name_count_once(tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as zip_file:
        zip_file.writestr("a.ipynb", b"first")
        with pytest.warns(UserWarning, match="Duplicate name"):
            zip_file.writestr("a.ipynb", b"second")
    ((entry,), problems) = entries(path)
    assert (entry.source.read(), problems) == (b"second", [])


def test_a_zip_of_a_whole_folder_names_its_members_with_a_point(tmp_path):
    found, problems = entries(
        zipped(tmp_path / "x.zip", "./ada/a.ipynb", "././b.ipynb")
    )
    assert (names(found), problems) == (["ada/a.ipynb", "b.ipynb"], [])
    assert found[0].source.read() == notebook()


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_cannot_be_unpacked_in_pieces_is_refused(tmp_path, way):
    with zipfile.ZipFile(tmp_path / "x.zip", "w", way) as zip_file:
        zip_file.writestr("a.ipynb", notebook())
    found, problems = entries(tmp_path / "x.zip")
    assert found == []
    assert "packed in a rare way" in problems[0].reason
