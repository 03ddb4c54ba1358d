"""A school's cluster does the same work: a local one here, with the real judge."""

import json
import os
from unittest import mock

import pytest
from dask.distributed import LocalCluster
from handing_in import put
from submissions import master, stub

from gdcourse.grading.command import main
from gdcourse.grading.layouts import find
from gdcourse.grading.whole_class import grade_many
from gdcourse.grading.workers import workers

STEM = "00_start_here"


@pytest.fixture(scope="module")
def cluster():
    quiet = {"dashboard_address": None, "silence_logs": 50}
    kept = mock.patch.dict(os.environ)  # Dask leaves settings of its own there
    with kept, LocalCluster(n_workers=2, threads_per_worker=1, **quiet) as found:
        yield found.scheduler_address


def class_of(folder):
    for k in range(6):
        data = master() if k % 2 else stub()
        put(folder, f"l{k}/{STEM}.ipynb", data=data)
    return folder


def test_a_cluster_gives_what_threads_give(tmp_path, cluster):
    pairs = [(master(), one) for one in find([class_of(tmp_path)], [STEM]).submissions]
    options = {"secret": b"s", "progress": False}
    with workers(cluster=cluster) as executor:
        there = grade_many(pairs, executor, **options)
    here = grade_many(pairs, **options)
    assert [result.points for result in there] == [0, 10, 0, 10, 0, 10]
    assert [result.checks for result in map(timeless, there)] == [
        result.checks for result in map(timeless, here)
    ]


def timeless(result):
    """A result without what differs from run to run."""
    data = result.as_json()
    for check in data["checks"]:
        check["seconds"] = 0.0
    return type(result).from_json(data)


def test_the_command_takes_the_address_of_a_scheduler(tmp_path, cluster):
    out = tmp_path / "out"
    path = class_of(tmp_path / "class")
    command = [str(path), "--dask", cluster, "--out", str(out), "--quiet"]
    assert main(command) == 0
    entries = json.loads((out / "grades.json").read_text())["submissions"]
    assert [entry["points"] for entry in entries] == [0, 10, 0, 10, 0, 10]
