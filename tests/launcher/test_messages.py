"""What an installer printed becomes a cause and a remedy."""

import pytest

from gdcourse.launcher.messages import Problem, failed_install, is_network

CASES = {
    "pip offline": (
        "WARNING: Retrying (Retry(total=0)) after connection broken by "
        "'NewConnectionError('<object>: Failed to establish a new connection: "
        "[Errno -3] Temporary failure in name resolution')': /simple/numpy/",
        "needs the internet",
    ),
    "uv offline": (
        "  Caused by: dns error: failed to lookup address information",
        "needs the internet",
    ),
    "windows offline": (
        "error: [Errno 11001] getaddrinfo failed",
        "needs the internet",
    ),
    "proxy": (
        "ProxyError('Cannot connect to proxy.', NewConnectionError('refused'))",
        "needs the internet",
    ),
    "certificate": (
        "SSLError(SSLCertVerificationError(1, 'CERTIFICATE_VERIFY_FAILED'))",
        "needs the internet",
    ),
    "disk": ("OSError: [Errno 28] No space left on device", "disk is full"),
    "windows disk": ("There is not enough space on the disk (os error 112)", "disk"),
    "quota": ("OSError: [Errno 122] Disk quota exceeded", "disk is full"),
    "denied": ("[Errno 13] Permission denied: '/srv/course'", "cannot be written"),
    "windows denied": ("[WinError 5] Access is denied: 'x.pyd'", "cannot be written"),
    "read only": ("[Errno 30] Read-only file system: '.venv'", "cannot be written"),
}


@pytest.mark.parametrize(("line", "cause"), CASES.values(), ids=CASES)
def test_each_cause_is_recognized(line, cause):
    problem = failed_install("pip", ["Collecting numpy", line, "ERROR: failed"], "log")
    assert cause in problem.wrong


def test_found_shows_the_words_of_the_system():
    line, _ = CASES["pip offline"]
    found = failed_install("pip", [line], "log").found
    assert found == "[Errno -3] Temporary failure in name resolution"
    line, _ = CASES["read only"]
    assert failed_install("Python", [line], "log").found == line


def test_unknown_failure_shows_its_last_lines_and_where_the_rest_is():
    lines = [f"line {k}" for k in range(20)]
    problem = failed_install("uv", lines, "/course/install.log")
    assert problem.found.splitlines() == lines[-8:]
    assert "/course/install.log" in problem.remedy


def test_failure_without_a_word_still_has_three_parts():
    assert failed_install("uv", [], "log").found == "no message"


def test_build_failure_is_not_called_a_network_failure():
    assert not is_network(["error: metadata-generation-failed", "exit code: 1"])


def test_problem_shows_three_parts_with_further_lines_indented():
    text = str(Problem("it is wrong.", "this\nand that", "do\nthen do"))
    assert text.splitlines() == [
        "gdcourse: it is wrong.",
        "  found: this",
        "         and that",
        "  try:   do",
        "         then do",
    ]
