"""Where there is no browser, the tests say so in one line; where it is a must, fail."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TEST = "test_readers.py::test_before_any_run_every_stored_picture_is_seen_and_has_words"


@pytest.fixture
def run_without_browser(tmp_path):
    """Run one browser test where no program is found."""

    def run(**extra):
        env = {**os.environ, "PATH": str(tmp_path), "GDCOURSE_BROWSER": "", **extra}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", TEST]
        done = subprocess.run(
            command, cwd=HERE, env=env, capture_output=True, text=True, encoding="utf-8"
        )
        return done.returncode, done.stdout

    return run


def test_without_a_browser_the_summary_says_what_was_not_run(run_without_browser):
    code, said = run_without_browser()
    assert "browser tests not run: 1. Chromium is not installed" in said
    assert "sudo apt install chromium" in said
    assert code == pytest.ExitCode.NO_TESTS_COLLECTED


def test_where_a_browser_is_required_a_missing_one_is_a_failure(run_without_browser):
    code, said = run_without_browser(GDCOURSE_BROWSER="required")
    assert "AssertionError: Chromium is not installed" in said
    assert code == pytest.ExitCode.TESTS_FAILED
