"""Threads or a cluster: both are executors, and both are closed in the end."""

import builtins

import pytest

from gdcourse.grading.workers import NoCluster, workers


def test_threads_work_and_are_closed():
    with workers(2) as executor:
        assert list(executor.map(abs, [-1, -2])) == [1, 2]
    with pytest.raises(RuntimeError):
        executor.submit(abs, -1)


def test_without_dask_the_error_says_what_to_install(monkeypatch):
    known = builtins.__import__

    def without(name, *rest):
        if name.startswith("dask"):
            raise ImportError(name)
        return known(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    missing = pytest.raises(NoCluster, match=r"pip install 'gdcourse\[dask\]'")
    with missing, workers(cluster="127.0.0.1:1"):
        pass


def test_an_address_that_is_none_is_told():
    silent = pytest.raises(NoCluster, match="no scheduler answers")
    with silent, workers(cluster="nonsense://x"):
        pass
