"""One confined child: questions, call backs, time, and its end."""

import os
import time
from pathlib import Path

import numpy as np
import pytest

from gdcourse.checks.inputs import Function
from gdcourse.checks.running import TimeUp
from gdcourse.grading.errors import Ended
from gdcourse.grading.limits import Limits
from gdcourse.grading.session import Session
from gdcourse.grading.spawning import start, stop

LIMITS = Limits(cell_seconds=1, cpu_seconds=10, memory_mb=256)


@pytest.fixture(scope="module")
def session():
    with Session(LIMITS, 500) as session:
        yield session


def defined(session, source, name="f"):
    error = session.run(source, "<cell 1>")
    assert error is None, error
    return session.get(name)[0]


def test_data_comes_back_as_data(session):
    assert defined(session, "f = {'a': [1.0, (2, None)]}") == {"a": [1.0, (2, None)]}
    assert session.get("nothing_of_this_name") == []


def test_an_error_of_a_cell_comes_back_with_its_name_and_its_kind(session):
    error = session.run("class Mine(KeyError): pass\nraise Mine('a')", "<cell 1>")
    assert (type(error).__name__, str(error)) == ("Mine", "'a'")
    assert isinstance(error, LookupError)


def test_a_call_gives_value_line_and_what_was_printed(session):
    f = defined(session, "def f(x):\n    print('hello')\n    return 1 / x\n")
    found = session.outcome(f, (4,), 2)
    assert (found.value, found.error, found.printed) == (0.25, None, "hello\n")
    found = session.outcome(f, (0,), 2)
    assert isinstance(found.error, ZeroDivisionError)
    assert found.line == "line 3  return 1 / x"


def test_arguments_changed_in_place_are_seen(session):
    f = defined(session, "def f(x, y, z):\n    x += 1; y.append(3); z['a'] = 2\n")
    x, y, z = np.zeros(2), [1], {}
    session.outcome(f, (x, y, z), 2)
    assert (x.tolist(), y, z) == ([1, 1], [1, 3], {"a": 2})


def test_arguments_left_alone_stay_the_same(session):
    f = defined(session, "def f(x, y):\n    return sum(x) + y[0][0]\n")
    x, y = np.ones(2), [[1.0]]
    assert session.outcome(f, (x, y), 2).value == 3
    assert (x.tolist(), y) == ([1, 1], [[1.0]])


def test_functions_are_lent_counted_and_shown_by_their_words(session):
    f = defined(session, "def f(g, x):\n    return repr(g), g(x) + g(x), g.calls\n")
    square = Function("x²", lambda x: x * x)
    assert session.outcome(f, (square, 3.0), 2).value == ("x²", 18.0, 2)
    assert square.calls == 2


def test_an_error_of_a_lent_function_arrives_in_the_answer(session):
    source = "def f(g):\n    try: g()\n    except MemoryError as e: return str(e)\n"
    f = defined(session, source)

    def full():
        raise MemoryError("no room")

    assert session.outcome(f, (full,), 2).value == "no room"


@pytest.mark.parametrize(
    "path", ["rule", "__globals__", "__class__", "_x", "rule.__globals__"]
)
def test_nothing_but_the_named_parts_of_a_lent_thing_can_be_read(session, path):
    source = f"def f(g):\n    w = type(g).__mro__\n    return g.{path}\n"
    found = session.outcome(defined(session, source), (Function("x", abs),), 2)
    assert found.error is not None or found.value != abs


@pytest.mark.parametrize("name", ["rule", "__globals__", "__class__", "calls.real"])
def test_nor_by_asking_the_judge_directly(session, name):
    source = f"""
def f(g):
    ask = g.__dict__["_wish"]
    return ask("read", i=g.__dict__["_number"], name="{name}")
"""
    found = session.outcome(defined(session, source), (Function("x", abs),), 2)
    assert isinstance(found.error, AttributeError)


@pytest.mark.parametrize(
    "wish", ['"call", i=10**6, a=(), k={}', '"next", i=0', '"shutdown"', '"call", i=-1']
)
def test_a_wish_for_what_was_never_lent_is_refused(session, wish):
    source = f"def f(g):\n    return g.__dict__['_wish']({wish})\n"
    found = session.outcome(defined(session, source), (abs,), 2)
    assert found.error is not None


def test_a_call_back_that_would_fill_the_memory_is_refused(session):
    source = "import numpy as np\ndef f(g):\n    return g(np.zeros(10**5))\n"
    found = session.outcome(defined(session, source), (np.diag,), 2)
    assert isinstance(found.error, MemoryError)


def test_a_returned_function_can_be_called_and_a_generator_walked(session):
    f = defined(
        session, "def f():\n    return lambda x: x + 1, (i for i in range(3))\n"
    )
    add, series = session.outcome(f, (), 2).value
    assert add(2) == 3
    assert list(series) == [0, 1, 2]
    assert type(series).__name__ == "generator"
    with pytest.raises(TypeError):
        add("a")


def test_what_is_lent_comes_home_as_itself(session):
    f = defined(session, "def f(g):\n    return g\n")
    square = Function("x²", lambda x: x * x)
    assert session.outcome(f, (square,), 2).value is square


def test_a_walk_knows_what_is_still_alive(session):
    class Rows:
        def __iter__(self):
            for number in range(5):
                yield np.full(2, number)

    keeps = defined(
        session, "def f(rows):\n    return sum(len(list(rows)) for _ in 'a')"
    )
    assert session.outcome(keeps, (Rows(),), 2).value == 5
    kept = [t for t in session.lent.things.values() if type(t).__name__ == "Walk"][-1]
    assert len(kept.alive) == 5
    goes = defined(session, "def f(rows):\n    return sum(row[0] for row in rows)")
    assert session.outcome(goes, (Rows(),), 2).value == 10
    kept = [t for t in session.lent.things.values() if type(t).__name__ == "Walk"][-1]
    assert len(kept.alive) <= 2


def test_a_loop_in_a_call_is_stopped_and_the_child_goes_on(session):
    f = defined(session, "def f():\n    while True: pass\n")
    assert isinstance(session.outcome(f, (), 0.2).error, TimeUp)
    assert defined(session, "f = 3") == 3


def test_a_result_that_is_too_large_is_lost_and_the_child_goes_on(session):
    source = "import numpy as np\ndef f():\n    return np.zeros(2 * 10**6)\n"
    with pytest.raises(MemoryError):
        session.outcome(defined(session, source), (), 2)
    assert defined(session, "f = 3") == 3


def test_a_cell_that_does_not_end_ends_the_child():
    with Session(LIMITS, 60) as session:
        with pytest.raises(Ended) as caught:
            session.run("while True: pass", "<cell 1>")
        assert caught.value.reason == "time"
        with pytest.raises(Ended):
            session.get("f")


def test_call_backs_without_end_are_ended():
    limits = Limits(cell_seconds=5, calls_back=100)
    with Session(limits, 60) as session:
        source = "def f(g):\n    while True:\n        try: g(1)\n        except: pass\n"
        f = defined(session, source)
        with pytest.raises(Ended):
            session.outcome(f, (abs,), 5)


def test_after_the_end_nothing_is_left():
    with Session(LIMITS, 60) as session:
        folder, pid = Path(session.folder), session.child.pid
        assert folder.exists()
        session.run("open('x', 'w').write('x')", "<cell 1>")
    assert not folder.exists()
    assert session.memory_mb >= 0
    limit = time.monotonic() + 10
    while time.monotonic() < limit and Path(f"/proc/{pid}").exists():
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()


def test_a_zygote_that_has_ended_is_replaced(tmp_path):
    stop()
    with Session(LIMITS, 60) as session:
        assert session.run("x = 1", "<cell 1>") is None
    stop()
    tmp_path.chmod(0o777)
    child = start(str(tmp_path), LIMITS, ())
    child.kill()
    child.end.close()
    assert os.getpid() != child.pid
