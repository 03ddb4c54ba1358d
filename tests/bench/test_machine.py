"""One thread and one processor; versions and missing peers are named."""

import builtins
from importlib.metadata import PackageNotFoundError
from types import SimpleNamespace

import pytest

from gdcourse.bench import machine


def test_every_library_is_asked_for_one_thread():
    environ = {"OMP_NUM_THREADS": "8", "HOME": "h"}
    machine.pin(environ, SimpleNamespace())
    threads = {name: environ[name] for name in machine.THREADS}
    assert set(threads.values()) == {"1"}
    assert "OMP_NUM_THREADS" in threads
    assert environ["HOME"] == "h"
    assert environ["JAX_ENABLE_X64"] == "1"


def test_one_of_the_allowed_processors_is_taken_where_a_system_can():
    asked = []
    system = SimpleNamespace(
        sched_getaffinity=lambda process: {1, 3},
        sched_setaffinity=lambda process, processors: asked.append(processors),
    )
    assert machine.pin({}, system) is True
    assert asked == [{3}]
    assert machine.pin({}, SimpleNamespace()) is False


def test_versions_are_named_and_so_is_what_is_missing(monkeypatch):
    def version(package: str) -> str:
        if package == "optax":
            raise PackageNotFoundError(package)
        return "1.2"

    monkeypatch.setattr(machine, "version", version)
    _, versions, *_ = machine.described(pinned=True)
    assert "numpy 1.2, torch 1.2, jax 1.2, optax not installed" in versions
    assert "Python 3." in versions


@pytest.mark.parametrize(
    ("pinned", "words"),
    [(True, "one thread and one processor"), (False, "pins no processor")],
)
def test_the_threads_are_stated(pinned, words):
    assert words in machine.described(pinned)[2]


def test_the_clock_is_stated():
    assert machine.described(True)[3].endswith(("processor time", "on the wall"))


def test_a_system_that_names_no_processor_is_asked_otherwise(monkeypatch):
    def refuse(*_arguments, **_options):
        raise OSError

    monkeypatch.setattr(builtins, "open", refuse)
    assert machine.processor()
