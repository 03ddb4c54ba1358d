"""The bundled files: their bytes, their size, the papers that lie beside them."""

import hashlib
import socket
from importlib.resources import files

import numpy as np
import pytest

from gdcourse import datasets
from gdcourse.datasets.files import frozen, read_bytes, read_rows

FOLDER = files("gdcourse.datasets")

CHECKSUMS = {
    "penguins.csv": "ef704e6ac22cdd1a4b430f4d6f174b76cfc0b37b934812ce2bf29b10062661c3",
    "digits.csv.gz": "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22",
    "longley.csv": "c689d9216f8d1a9bac014b50cfee8c438c7add142970573c418dd7a02d9be85d",
}

LICENSES = {
    "penguins.txt": ("CC0", "10.1371/journal.pone.0090081"),
    "digits.txt": ("CC BY 4.0", "10.24432/C50P49"),
    "longley.txt": ("Public domain", "itl.nist.gov"),
}

LOADERS = (datasets.load_penguins, datasets.load_digits, datasets.load_longley)


@pytest.mark.parametrize("name", CHECKSUMS)
def test_bundled_file_has_the_recorded_bytes(name):
    content = FOLDER.joinpath(name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == CHECKSUMS[name]


def test_every_bundled_data_file_has_a_checksum_and_a_paper():
    data = {path.name for path in FOLDER.iterdir() if ".csv" in path.name}
    papers = {path.name for path in FOLDER.iterdir() if path.name.endswith(".txt")}
    assert data == set(CHECKSUMS)
    assert {name.split(".")[0] for name in papers} == {n.split(".")[0] for n in data}


@pytest.mark.parametrize("name", LICENSES)
def test_paper_names_license_source_and_changes(name):
    text = FOLDER.joinpath(name).read_text(encoding="utf-8")
    for word in ("Source ", "License ", "Changes ", *LICENSES[name]):
        assert word in text


def test_all_files_together_are_smaller_than_200_kilobytes():
    assert sum(len(FOLDER.joinpath(name).read_bytes()) for name in CHECKSUMS) < 200_000


@pytest.mark.parametrize("load", LOADERS, ids=lambda load: load.__name__)
def test_loader_works_without_a_network(load, monkeypatch):
    def refuse(*_arguments, **_options):
        raise AssertionError("a data set asked for the network")

    monkeypatch.setattr(socket, "socket", refuse)
    assert load()


@pytest.mark.parametrize("load", LOADERS, ids=lambda load: load.__name__)
def test_arrays_of_a_record_are_closed_for_writing(load):
    record = load()
    arrays = [field for field in record if isinstance(field, np.ndarray)]
    assert arrays
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[0] = array[1]


def test_frozen_returns_the_same_array():
    array = np.zeros(2)
    assert frozen(array) is array


def test_compressed_file_is_unpacked():
    assert read_bytes("digits.csv.gz").count(b"\n") == 1797


def test_rows_have_one_word_per_column():
    header, rows = read_rows("penguins.csv")
    assert len(rows) == 344
    assert {len(row) for row in rows} == {len(header)}
