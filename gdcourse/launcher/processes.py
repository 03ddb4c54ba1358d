"""Run other programs: some to the end with their lines kept, one to become."""

import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

KEPT = 400  # lines of an installer: enough for every cause it names
VERSION = "import sys; print('%d.%d' % sys.version_info[:2])"
WIDTH = 72  # of the line that shows progress


@dataclass(frozen=True)
class Outcome:
    """How a program ended: its exit code and its last lines."""

    code: int
    lines: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return self.code == 0


def run(
    command: Sequence[str], *, cwd: Path, env: Mapping[str, str], log: Path
) -> Outcome:
    """Run a program to its end; append what it prints to ``log``, show where it is."""
    lines: deque[str] = deque(maxlen=KEPT)
    with open(log, "a", encoding="utf-8", errors="replace") as record:
        record.write(f"$ {' '.join(map(str, command))}\n")
        try:
            process = subprocess.Popen(
                [str(word) for word in command],
                cwd=cwd,
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
            )
        except OSError as error:
            return Outcome(127, (str(error),))
        with process:
            for line in process.stdout or ():
                record.write(line)
                lines.append(line.rstrip())
                show_progress(line)
    show_progress("")
    return Outcome(process.returncode, tuple(lines))


def version_of(python: Path) -> str | None:
    """Ask a Python for its version, such as 3.12; None if it does not run."""
    command = [str(python), "-I", "-S", "-c", VERSION]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() or None


def show_progress(line: str) -> None:
    """Overwrite one line of a terminal; in a file or a pipe show nothing."""
    if sys.stderr.isatty():
        text = "".join(c for c in line if " " <= c <= "~").strip()[:WIDTH]
        sys.stderr.write(f"\r  {text:<{WIDTH}}\r")
        sys.stderr.flush()


def become(
    command: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    windows: bool = os.name == "nt",
    start: Callable[..., subprocess.Popen] = subprocess.Popen,
) -> int:
    """Let a program take this one's place, with its signals and its exit code."""
    words = [str(word) for word in command]
    sys.stdout.flush()
    sys.stderr.flush()
    if not windows:
        os.chdir(cwd)
        os.execve(words[0], words, dict(env))
    # Windows' exec returns to the shell at once, so there we stay and wait.
    process = start(words, cwd=cwd, env=dict(env))
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # the program got Ctrl+C too and decides itself
            continue
