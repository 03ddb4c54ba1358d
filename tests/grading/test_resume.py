"""The command, killed with the real judge at work, goes on and leaves nothing."""

import json
import os
import signal
import subprocess
import sys
import time

import numpy as np
from handing_in import put
from submissions import answered, stub
from synthetic_class import PARTIAL, one_of_each

STEM = "00_start_here"
# A program that was started in the background would never see a stop by hand.
START = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from gdcourse.launcher.inside import main
sys.exit(main(sys.argv[1:]))
"""


def grade(folder, out, secret, kill_at=None, how=signal.SIGKILL):
    """Run the command in a session of its own; stop it when so many lines are there."""
    command = [sys.executable, "-c", START, "grade", str(folder)]
    command += ["--out", str(out), "--secret-file", str(secret), "--quiet"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, start_new_session=True, **quiet) as process:
        while process.poll() is None:
            if kill_at is not None and len(lines(out)) >= kill_at:
                process.send_signal(how)
                kill_at = None
            time.sleep(0.005)
    return process


def lines(out):
    path = out / "private" / "journal.jsonl"
    return path.read_bytes().splitlines() if path.exists() else []


def verdicts(out):
    """The report without what differs from run to run: times and memory."""
    entries = json.loads((out / "grades.json").read_text())["submissions"]
    for entry in entries:
        entry.update(seconds=0, memory_mb=0)
        for check in entry["checks"]:
            check["seconds"] = 0
    return entries


def ends(process):
    """Whether all that the process began has ended, too; wait a little for it."""
    for _ in range(1000):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


def class_of(folder, count):
    """Learners with a few points each."""
    rng = np.random.default_rng(3)
    for k in range(count):
        chosen = one_of_each(rng, PARTIAL)
        sources = {name: answer.source for name, answer in chosen.items()}
        data = answered(sources) if k % 3 else stub()
        put(folder / "class", f"l{k:02}/{STEM}.ipynb", data=data)
    secret = put(folder, "secret", data=b"s" * 32) / "secret"
    return folder / "class", secret


def test_killed_and_started_again_the_command_gives_the_same_report(tmp_path):
    folder, secret = class_of(tmp_path, 12)
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    assert grade(folder, whole, secret).returncode == 0
    for kill_at in (1, 4, 9):
        assert ends(grade(folder, cut, secret, kill_at))
    assert grade(folder, cut, secret).returncode == 0
    assert verdicts(cut) == verdicts(whole)
    keys = [json.loads(line)["key"] for line in lines(cut)]
    assert len(keys) == len(set(keys)) == 12


def test_a_stop_by_hand_ends_everything_and_says_how_to_go_on(tmp_path):
    folder, secret = class_of(tmp_path, 40)
    process = grade(folder, tmp_path / "out", secret, 1, signal.SIGINT)
    assert process.returncode == 130
    assert ends(process)
    assert 1 <= len(lines(tmp_path / "out")) < 40
    assert not (tmp_path / "out" / "grades.csv").exists()
