"""How pytest treats the course's notebooks; loaded by ``-p gdcourse.pytest_rules``.

Lessons and solutions must run, and with ``--nbval`` show exactly what they store. In an
exercise an untouched task is expected to fail, at its check cell and for that reason
alone; an attempted one is an ordinary test. What a learner's notebook has saved is
never compared. ``--require-all`` makes open tasks fail.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from time import monotonic

import pytest

from gdcourse.checks.cells import is_check, marks, open_tasks

SECONDS_PER_CELL = 60
NBVALS_OWN_LIMIT = 2000
IS_OPEN = pytest.StashKey[bool]()


class OpenTask(Exception):
    """The check cell of an untouched task said so."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("gdcourse").addoption(
        "--require-all",
        action="store_true",
        help="a task that is not attempted is a failure, not an expected one",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Run notebooks lax unless ``--nbval`` asks for more, and none for half an hour."""
    os.environ.pop("GDCOURSE_STRICT", None)  # a checked notebook is always strict
    option = config.option
    if not hasattr(option, "nbval"):
        return
    # In addopts this would turn an instructor's --nbval into lax: lax wins there.
    option.nbval_lax = option.nbval_lax or not option.nbval
    if option.nbval_kernel_name is None:
        option.nbval_current_env = True
    if option.nbval_cell_timeout == NBVALS_OWN_LIMIT:
        option.nbval_cell_timeout = SECONDS_PER_CELL


def is_exercise(path: Path, cells: list) -> bool:
    """A learner's copy: by its folder, or by the checksums of a generated notebook."""
    return path.parent.name == "exercises" or any("checksum" in marks(c) for c in cells)


def pytest_collection_modifyitems(config: pytest.Config, items: list) -> None:
    """Mark the untouched tasks of exercises; forget what exercises have saved."""
    found: dict[int, list] = {}
    for item in items:
        cells = getattr(getattr(item, "parent", None), "nb", {"cells": []})["cells"]
        if not hasattr(item, "cell") or not is_exercise(item.path, cells):
            continue
        forget_outputs(item)
        if config.option.require_all:
            continue
        untouched = found.setdefault(id(cells), open_tasks(cells))
        if any(item.cell is cell for cell in untouched):
            item.stash[IS_OPEN] = True
            reason = f"{marks(item.cell).get('grade_id', item.name)} is not attempted"
            item.add_marker(
                pytest.mark.xfail(reason=reason, raises=OpenTask, strict=True)
            )


def forget_outputs(item: pytest.Item) -> None:
    """As if the cell was never run; a check cell cannot be switched off by a tag."""
    item.cell.outputs, item.cell.execution_count = [], None
    item.options["check"] = False
    if is_check(item.cell):
        item.options["skip"] = item.options["check_exception"] = False


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Notice a dead kernel at once; tell an open task from any other failure."""
    if not hasattr(item, "cell"):
        return (yield)
    watch(item.parent.kernel)
    try:
        return (yield)
    except Exception as error:
        said = str(getattr(error, "inner_traceback", ""))
        if item.stash.get(IS_OPEN, False) and "not attempted yet" in said:
            raise OpenTask from error
        raise
    finally:
        # nbval would expect all later cells to fail and so hide their results.
        item.parent.timed_out = False


def watch(kernel: object) -> None:
    """nbval waits the whole limit for a kernel that has died; look every second."""
    wait = kernel.await_reply
    if getattr(wait, "watched", False):
        return

    def await_reply(msg_id: str, timeout: float) -> object:
        end = monotonic() + timeout
        while True:
            try:
                return wait(msg_id, timeout=min(1.0, timeout))
            except Empty:
                if not kernel.is_alive():
                    raise RuntimeError("the kernel died in this cell") from None
                if monotonic() > end:
                    raise

    await_reply.watched = True
    kernel.await_reply = await_reply
