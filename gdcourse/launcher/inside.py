"""The half that runs in the environment: ``-m gdcourse.launcher.inside WORD ...``."""

import sys
from importlib import import_module

import gdcourse.fast_start  # noqa: F401  importing it is what it does

MAIN = {
    "start": "jupyterlab.labapp",
    "build": "gdcourse.build",
    "bench": "gdcourse.bench",
    "grade": "gdcourse.grading.command",
    "progress": "gdcourse.checks.progress",
    "honesty": "gdcourse.grading.honesty",
}


def main(argv: list[str]) -> int | None:
    """Call the ``main`` of the word's module with the arguments after it."""
    word, *arguments = argv
    sys.argv = [f"gdcourse {word}", *arguments]
    return import_module(MAIN[word]).main(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
