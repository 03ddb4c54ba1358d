"""Bundled files: read from the package itself, wherever it is installed."""

import gzip
from importlib.resources import files

import numpy as np


def read_bytes(name: str) -> bytes:
    """The bytes of a bundled file; a file that ends in ``.gz`` is unpacked."""
    content = files("gdcourse.datasets").joinpath(name).read_bytes()
    return gzip.decompress(content) if name.endswith(".gz") else content


def read_rows(name: str) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of a bundled CSV file, as words.

    >>> header, rows = read_rows("longley.csv")
    >>> header[0], rows[0][0], len(rows)
    ('employment', '60323', 16)
    """
    lines = read_bytes(name).decode("utf-8").splitlines()
    header, *rows = (line.split(",") for line in lines)
    return header, rows


def frozen(array: np.ndarray) -> np.ndarray:
    """The same array, closed for writing: the data stay what was measured."""
    array.setflags(write=False)
    return array
