"""Every submission gets its result, in order, whatever executor does the work."""

import threading
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest
from fake_judge import count_bytes, dies, mistaken
from handing_in import put

from gdcourse.grading.journal import open_journal
from gdcourse.grading.layouts import Submission, find
from gdcourse.grading.source import Source
from gdcourse.grading.whole_class import AHEAD, grade_many

STEM = "07_momentum"
OPTIONS = {"secret": b"s", "progress": False}


def class_of(folder, sizes):
    """One pair for each learner: l000, l001, … with a file of so many bytes."""
    for k, size in enumerate(sizes):
        put(folder, f"l{k:03}/{STEM}.ipynb", data=b"x" * size)
    return [(b"master", one) for one in find([folder], [STEM]).submissions]


def points(results):
    return [result.points for result in results]


def processes():
    # never forked: another test may have left threads in this process
    return ProcessPoolExecutor(2, get_context("spawn"))


class AtOnce:
    """The simplest executor: it works while it is asked."""

    def submit(self, work, *arguments):
        future = Future()
        future.set_result(work(*arguments))
        return future


@pytest.mark.parametrize("executor", [None, AtOnce, ThreadPoolExecutor, processes])
def test_results_come_in_order_from_any_executor(tmp_path, executor):
    pairs = class_of(tmp_path, range(100))
    workers = executor() if executor else None
    results = grade_many(pairs, workers, grader=count_bytes, **OPTIONS)
    assert points(results) == [k % 5 for k in range(100)]
    assert [r.learner for r in results] == [f"l{k:03}" for k in range(100)]
    assert {r.notebook for r in results} == {STEM}
    if hasattr(workers, "shutdown"):
        assert workers.submit(len, "abc").result() == 3  # it is the caller's: open
        workers.shutdown()


def test_no_submissions_give_no_results():
    assert grade_many([], grader=count_bytes, **OPTIONS) == []


def test_learner_secret_and_limits_reach_the_judge(tmp_path):
    seen = []

    def judge(master, submission, **options):
        seen.append((master, options["learner"], options["secret"]))
        return count_bytes(master, submission, **options)

    grade_many(class_of(tmp_path, [3]), grader=judge, **OPTIONS)
    assert seen == [(b"master", "l000", b"s")]


def test_only_a_few_submissions_are_in_memory_at_a_time(tmp_path):
    gate, waiting, most = threading.Event(), [], []

    class Counting(ThreadPoolExecutor):
        def submit(self, *work):
            waiting.append(work)
            most.append(len(waiting))
            if len(waiting) == AHEAD:
                gate.set()
            return super().submit(*work)

    def judge(*arguments, **options):
        assert gate.wait(10)
        waiting.pop()
        return count_bytes(*arguments, **options)

    with Counting(2) as workers:
        grade_many(class_of(tmp_path, range(200)), workers, grader=judge, **OPTIONS)
    assert max(most) == AHEAD


@pytest.mark.parametrize("judge", [mistaken, dies])
def test_what_could_not_be_graded_says_so_and_is_tried_again(tmp_path, judge):
    pairs = class_of(tmp_path / "class", range(8))
    put(tmp_path, f"class/l003/{STEM}.ipynb", data=b"poison")
    journal = tmp_path / "journal"
    with processes() as workers, open_journal(journal) as known:
        results = grade_many(pairs, workers, grader=judge, journal=known, **OPTIONS)
    lost = [r for r in results if not r.checks]
    assert results[3] in lost
    assert all("Run the same command again" in r.notes[0] for r in lost)
    with open_journal(journal) as known:
        assert len(known.known) == 8 - len(lost)
        again = grade_many(pairs, grader=count_bytes, journal=known, **OPTIONS)
    assert points(again) == [0, 1, 2, len(b"poison") % 5, 4, 0, 1, 2]


def test_a_refused_file_gets_its_result_and_the_reason(tmp_path):
    gone = Submission("ada", STEM, Source(tmp_path / "gone.ipynb"))
    (result,) = grade_many([(b"m", gone)], grader=count_bytes, **OPTIONS)
    assert (result.learner, result.points) == ("ada", 0)
    assert result.notes[0].startswith(
        "the notebook cannot be read: it cannot be opened"
    )


def test_a_stopped_run_cancels_what_waits_and_keeps_what_is_done(tmp_path):
    pairs = class_of(tmp_path / "class", range(40))
    done = []

    def judge(*arguments, **options):
        done.append(options["learner"])
        if len(done) == 20:
            raise KeyboardInterrupt
        return count_bytes(*arguments, **options)

    with open_journal(tmp_path / "journal") as known, ThreadPoolExecutor(1) as workers:
        with pytest.raises(KeyboardInterrupt):
            grade_many(pairs, workers, grader=judge, journal=known, **OPTIONS)
        kept = len(known.known)
    assert kept < 40
    asked = []

    def counted(*arguments, **options):
        asked.append(options["learner"])
        return count_bytes(*arguments, **options)

    with open_journal(tmp_path / "journal") as known:
        results = grade_many(pairs, grader=counted, journal=known, **OPTIONS)
    assert points(results) == [k % 5 for k in range(40)]
    assert len(asked) == len(set(asked)) == 40 - kept


def test_progress_shows_how_many_and_how_long(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    options = {**OPTIONS, "progress": True}
    grade_many(class_of(tmp_path, range(6)), grader=count_bytes, **options)
    shown = capsys.readouterr().err
    assert "grading: 100%" in shown
    assert "6/6" in shown
    assert "<00:00" in shown  # the time left
