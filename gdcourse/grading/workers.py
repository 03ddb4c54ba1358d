"""Who does the work: threads of this computer, or the machines of a Dask cluster."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager


class NoCluster(Exception):
    """Dask is not installed, or its scheduler does not answer."""


@contextmanager
def workers(jobs: int | None = None, cluster: str | None = None) -> Iterator[Executor]:
    """``jobs`` threads (as many as processors), or the cluster at this address.

    Threads are enough: each waits for a process of its own, which does the work.
    """
    if cluster is not None:
        with dask_workers(cluster) as executor:
            yield executor
        return
    executor = ThreadPoolExecutor(jobs or os.cpu_count() or 1)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def dask_workers(address: str) -> Iterator[Executor]:
    """The executor of a running cluster; gdcourse must be installed on its machines."""
    try:
        from dask.distributed import Client
    except ImportError:
        raise NoCluster(
            "Dask is not installed, got no module dask.distributed. "
            "Try pip install 'gdcourse[dask]', or leave out --dask."
        ) from None
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError, TypeError) as error:
        raise NoCluster(
            f"no scheduler answers, got {type(error).__name__} from {address}. "
            "Start dask scheduler and dask worker first, or leave out --dask."
        ) from None
    with client:
        yield client.get_executor()
