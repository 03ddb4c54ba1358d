"""``python3 -m gdcourse`` starts the course; ``python3 -m gdcourse help`` lists more.

Needs nothing but Python. This file must parse on Python 3.6, whose users deserve a
sentence instead of a SyntaxError: no newer syntax here and in ``gdcourse/__init__.py``.
"""

import os
import subprocess
import sys

OLDEST = (3, 10)


def answers(program):
    """Is there such a program, and does it run? (A shim may stand in for nothing.)"""
    with open(os.devnull, "w") as nowhere:
        try:
            command = [program, "--version"]
            return subprocess.call(command, stdout=nowhere, stderr=nowhere) == 0
        except OSError:
            return False


def advice_for_old_python(version, executable, answers=answers):
    """Say that this Python is too old and which one to use instead."""
    newer = [f"python3.{minor}" for minor in range(16, OLDEST[1] - 1, -1)]
    found = [name for name in newer if answers(name)]
    if found:
        remedy = f"{found[0]} -m gdcourse"
    elif answers("uv"):
        remedy = "uv run --no-project --python 3.12 python -m gdcourse"
    else:
        remedy = "install a newer Python from python.org, then start again with it"
    return "\n".join(
        [
            "gdcourse: the course needs Python {}.{} or newer.".format(*OLDEST),
            f"  found: Python {version[0]}.{version[1]} ({executable})",
            "  try:   " + remedy,
        ]
    )


def main():
    """Hand over to the launcher, or say why not."""
    if sys.version_info < OLDEST:
        sys.stderr.write(advice_for_old_python(sys.version_info, sys.executable) + "\n")
        return 1
    from gdcourse.launcher.commands import main as launch

    return launch(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
