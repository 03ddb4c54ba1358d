"""An export comes back as it was, but for the cells that were changed."""

import csv

import pytest

from gdcourse.grading.sheets import WrongSheet, read_sheet

TEXT = 'Student,ID,"A, b"\r\n"Lovelace, Ada",1,"two\r\nlines"\r\n"=1+1",2,\r\n'


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_untouched_cells_come_back_as_they_were(tmp_path, mark, delimiter):
    path = tmp_path / "x.csv"
    rows = list(csv.reader(TEXT.splitlines(keepends=True)))
    with open(path, "w", newline="", encoding="utf-8") as file:
        file.write(mark)
        csv.writer(file, delimiter=delimiter).writerows(rows)
    sheet = read_sheet(path, ["ID"], "Canvas")
    again = sheet.text()
    assert again.startswith(mark + "Student" + delimiter)
    found = list(
        csv.reader(again.removeprefix(mark).splitlines(True), delimiter=delimiter)
    )
    assert [[c.replace("\r", "") for c in r] for r in found] == [
        [c.replace("\r", "") for c in r] for r in rows
    ]


def test_cells_are_found_by_column_and_short_rows_grow(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Student,id ,Grade\nada,1\n")
    sheet = read_sheet(path, ["ID", "grade"], "Canvas")
    (row,) = sheet.rows
    assert sheet.cell(row, "SIS", "ID") == "1"
    assert (sheet.cell(row, "Grade"), sheet.cell(row, "none")) == ("", "")
    sheet.set(row, sheet.column("Grade"), 7)
    assert sheet.text() == "Student,id ,Grade\r\nada,1,7\r\n"


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"\x00" * 10])
def test_another_file_is_refused_with_what_to_do(tmp_path, data):
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    with pytest.raises(WrongSheet, match=r", got .+\. Export .+"):
        read_sheet(path, ["ID"], "Canvas")


def test_a_missing_file_and_an_endless_cell_are_refused(tmp_path):
    with pytest.raises(WrongSheet, match="cannot be read"):
        read_sheet(tmp_path / "gone.csv", ["ID"], "Canvas")
    (tmp_path / "x.csv").write_text("ID\n" + "x" * 200_000)
    with pytest.raises(WrongSheet, match="cannot be read"):
        read_sheet(tmp_path / "x.csv", ["ID"], "Canvas")
