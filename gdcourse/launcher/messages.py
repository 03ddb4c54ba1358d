"""Say what is wrong, what was found and what to try; ASCII only, for any console."""

import re
import sys
from collections.abc import Callable, Sequence

NETWORK = (
    r"name resolution|name or service not known|getaddrinfo failed|nodename nor"
    r"|failed to establish a new connection|NewConnectionError|network is unreachable"
    r"|dns error|error sending request|connection refused|connection reset"
    r"|ProxyError|read timed out|ReadTimeout|ConnectTimeout|failed to fetch:"
    r"|offline mode|SSLError|CERTIFICATE_VERIFY_FAILED|invalid peer certificate"
)
DISK = r"no space left|disk quota exceeded|errno 28|not enough space|os error 112\b"
DENIED = r"permission denied|access is denied|errno 13\b|read-only file system"


class Problem(Exception):
    """Something the user can solve: shown as three lines, never as a traceback."""

    def __init__(self, wrong: str, found: str, remedy: str):
        super().__init__(wrong)
        self.wrong, self.found, self.remedy = wrong, found, remedy

    def __str__(self) -> str:
        """Three lines; further lines of a part are indented beneath it."""
        found = self.found.replace("\n", "\n         ")
        remedy = self.remedy.replace("\n", "\n         ")
        return f"gdcourse: {self.wrong}\n  found: {found}\n  try:   {remedy}"


def say(text: str) -> None:
    """Tell the user what goes on; on stderr, so that pipes see only results."""
    sys.stderr.write(f"gdcourse: {text}\n")
    sys.stderr.flush()


def is_network(lines: Sequence[str]) -> bool:
    """Do these lines of an installer speak of a network that does not answer?"""
    return _speaks_of(NETWORK, lines)


def is_of_the_disk(lines: Sequence[str]) -> bool:
    """Do they speak of a disk, which another installer would find as it is?"""
    return _speaks_of(f"{DISK}|{DENIED}", lines)


def failed_install(tool: str, lines: Sequence[str], log: str) -> Problem:
    """Turn the last lines of an installer into the most likely problem."""
    for recognizes, problem in KNOWN:
        if recognizes(lines):
            return problem(tool, lines, log)
    last = "\n".join(line for line in lines[-8:] if line.strip()) or "no message"
    remedy = f"read {log} (all of it), then start again"
    return Problem(f"{tool} could not install the course.", last, remedy)


def _speaks_of(pattern: str, lines: Sequence[str]) -> bool:
    return any(re.search(pattern, line, re.IGNORECASE) for line in lines)


def _no_space(tool: str, lines: Sequence[str], log: str) -> Problem:
    return Problem(
        "the disk is full.",
        _line(DISK, lines),
        "free about 1 GB, then start again: the installation goes on by itself",
    )


def _no_network(tool: str, lines: Sequence[str], log: str) -> Problem:
    return Problem(
        f"the first start needs the internet, and {tool} reached no package index.",
        _line(NETWORK, lines),
        "connect (or set HTTPS_PROXY), then start again; later starts work offline",
    )


def _no_permission(tool: str, lines: Sequence[str], log: str) -> Problem:
    return Problem(
        "a file of the course cannot be written.",
        _line(DENIED, lines),
        "close other windows of the course, or copy its folder to one of your own,"
        " then start again",
    )


def _line(pattern: str, lines: Sequence[str]) -> str:
    """Return the last line that matches: its end, where the system's own words are."""
    hits = [line for line in lines if re.search(pattern, line, re.IGNORECASE)]
    words = hits[-1][max(0, hits[-1].rfind("[Errno")) :]
    return re.sub(r"'\)+'?:.*", "", words).strip()[-300:]  # the end of pip's Retry(...)


KNOWN: tuple[tuple[Callable[[Sequence[str]], bool], Callable[..., Problem]], ...] = (
    (lambda lines: _speaks_of(DISK, lines), _no_space),
    (is_network, _no_network),
    (lambda lines: _speaks_of(DENIED, lines), _no_permission),
)
