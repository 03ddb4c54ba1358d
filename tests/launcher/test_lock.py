"""Only one start installs; the lock goes with the process that held it."""

import sys
import threading
from types import SimpleNamespace

from gdcourse.launcher.lock import acquire_windows, only_one


def test_second_holder_waits_until_the_first_is_done(tmp_path):
    order, waits = [], threading.Event()

    def second():
        with only_one(tmp_path / "lock", waits.set):
            order.append("second")

    with only_one(tmp_path / "lock", lambda: order.append("must not wait")):
        thread = threading.Thread(target=second)
        thread.start()
        assert waits.wait(10)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]


def test_lock_that_a_dead_process_left_is_free(tmp_path):
    (tmp_path / "lock").write_text("from a start that was killed")
    waited = []
    with only_one(tmp_path / "lock", lambda: waited.append(True)):
        assert not waited


def test_windows_locks_one_byte_and_reports_a_taken_one(tmp_path, monkeypatch):
    calls, taken = [], []

    def locking(descriptor, mode, count):
        calls.append((mode, count))
        if taken:
            raise PermissionError(13, "taken")

    fake = SimpleNamespace(locking=locking, LK_NBLCK=2)
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    with open(tmp_path / "lock", "a+b") as handle:
        assert acquire_windows(handle)
        taken.append(True)
        assert not acquire_windows(handle)
    assert calls == [(2, 1), (2, 1)]
