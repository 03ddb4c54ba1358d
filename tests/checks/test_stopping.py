"""What is stopped from outside is stopped in its own lines and nowhere else."""

import contextlib
import threading
import time

import pytest

from gdcourse.checks.running import TimeUp, learner_line, line_number
from gdcourse.checks.stopping import DEAF, Stop


def endless(_=None):
    count = 0
    while True:
        for i in range(3):
            if i > 5:
                count += 1


def knocked(stop, work, knocks):
    """What the work raises in a thread that somebody else knocks at."""
    found = []

    def body():
        try:
            found.append(stop.during(work))
        except TimeUp as error:
            found.append(error)

    thread = threading.Thread(target=body)
    thread.start()
    for _ in range(knocks):
        stop.knock()
        thread.join(0.01)
    thread.join()
    return found[0]


def test_a_knock_is_heard_in_the_work():
    assert isinstance(knocked(Stop(TimeUp), endless, 100), TimeUp)


def test_a_knock_before_its_time_does_nothing():
    assert knocked(Stop(TimeUp, 100.0), lambda: time.sleep(0.1) or 7, 5) == 7


def test_a_second_knock_waits_until_the_first_was_not_heard():
    def hears_and_takes_it_easy():
        try:
            endless()
        except TimeUp:
            time.sleep(0.2)  # no work, so no reason to knock again
            return "ended in peace"

    assert knocked(Stop(TimeUp), hears_and_takes_it_easy, 30) == "ended in peace"


def test_who_goes_on_is_told_again():
    def does_not_listen():
        try:
            endless()
        except TimeUp:
            end = time.thread_time() + 4 * DEAF
            while time.thread_time() < end:
                pass

    assert isinstance(knocked(Stop(TimeUp), does_not_listen, 100), TimeUp)


def test_a_knock_at_the_very_end_arrives_before_the_work_is_left():
    def ends_with_a_knock():
        thread = threading.Thread(target=stop.knock)
        thread.start()
        thread.join()

    for _ in range(50):
        stop = Stop(TimeUp)
        with pytest.raises(TimeUp):
            stop.during(ends_with_a_knock)
        stop.knock()
        assert sum(range(1000)) == 499500


def test_knocks_around_the_end_arrive_in_the_work_or_never():
    for i in range(100):
        stop = Stop(TimeUp)
        later = threading.Timer(0.00002 * i, stop.knock)
        later.start()
        with contextlib.suppress(TimeUp):
            stop.during(time.sleep, 0.001)
        later.join()


def test_the_error_of_the_work_is_told():
    with pytest.raises(ZeroDivisionError):
        Stop(TimeUp).during(lambda: 1 / 0)


def test_every_stopped_line_has_a_number():
    """On some versions of Python the jump back of a loop belongs to no line."""
    first = endless.__code__.co_firstlineno
    for i in range(40):
        error = knocked(Stop(TimeUp, 0.001 * i), endless, 1000)
        trace = error.__traceback__
        while trace.tb_frame.f_code is not endless.__code__:
            trace = trace.tb_next
        assert first + 2 <= line_number(trace) <= first + 5
        assert learner_line(error).startswith("line ")
