"""The words after ``python3 -m gdcourse`` and what each of them runs."""

import difflib
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from gdcourse import __version__
from gdcourse.launcher.environment import Environment
from gdcourse.launcher.messages import Problem, say
from gdcourse.launcher.places import Places
from gdcourse.launcher.processes import become
from gdcourse.launcher.variables import for_programs

HELP = """\
python3 -m gdcourse [command] [options]

  start    open the course in JupyterLab (also without a command)
           --no-browser and all other options of "jupyter lab" pass through
  test     run the tests, and every notebook; all options of pytest pass through
  install  only make the environment, .venv
  build    run lessons and solutions, write exercises (for authors)
  bench    measure what the course promises (--all: beside the elders; --markdown)
  grade    judge the notebooks of a learner or a class (grade --help tells more)
  progress show what you have done so far, lesson by lesson
  honesty  try every known mistake on every check (for authors and teachers)

  --locked install exactly the versions of requirements.lock
  --here   use this Python as it is; make no .venv, install nothing
"""
QUIET = ["--log-level=WARN", "--LabApp.log_level=WARN"]  # the address still shows
INSIDE = ["-m", "gdcourse.launcher.inside"]
SHARED_OUT = [
    *("--numprocesses=auto", "--maxprocesses=4"),
    *("--dist=loadfile", "--no-loadscope-reorder"),  # the browser's long files first
]


@dataclass(frozen=True)
class Request:
    """What the user typed: a command, its options, and the launcher's own two."""

    word: str
    options: tuple[str, ...] = ()
    locked: bool = False
    here: bool = False


def main(argv: list[str]) -> int:
    """Do what was asked; problems are told in three lines, without a traceback."""
    try:
        return launch(read(argv))
    except Problem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        say("stopped; start again to go on.")
        return 130


def read(argv: list[str]) -> Request:
    """Sort the words; one that is no option and no command gets the nearest one."""
    if any(word in {"-h", "--help", "help"} for word in argv[:1]):
        return Request("help")
    if argv[:1] == ["--version"]:
        return Request("version")
    own = {"--locked", "--here"}
    rest = [word for word in argv if word not in own]
    word = rest.pop(0) if rest and not rest[0].startswith("-") else "start"
    if word not in COMMANDS:
        raise unknown(word)
    if word == "install" and rest:
        raise surplus(rest)
    return Request(word, tuple(rest), "--locked" in argv, "--here" in argv)


def launch(
    request: Request,
    environment: Environment | None = None,
    become: Callable[..., int] = become,
) -> int:
    """Make the environment ready, then let the command's program take over."""
    if request.word in TEXTS:
        sys.stdout.write(TEXTS[request.word])
        return 0
    environment = environment or Environment()
    places = environment.places
    if not request.here:
        environment.ensure(request.locked)
    elif not places.requirements.is_file():  # installed from a wheel: stay where we are
        places = replace(places, root=Path.cwd())
    if request.word == "install":
        say("ready. Start with: python3 -m gdcourse")
        return 0
    python = sys.executable if request.here else str(places.python)
    command = [python, *COMMANDS[request.word](request, places)]
    env = for_programs(os.environ, places, request.here)
    folder = Path.cwd() if request.word == "grade" else places.root  # its paths
    return become(command, cwd=folder, env=env, windows=places.windows)


def start(request: Request, places: Places) -> list[str]:
    """JupyterLab on the whole course, at lesson 00; its log holds only warnings."""
    options = [f"--ServerApp.root_dir={places.root}", *QUIET]
    lesson = places.first_lesson
    if lesson.is_file():
        page = lesson.relative_to(places.root).as_posix()
        options.append(f"--LabApp.default_url=/lab/tree/{page}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        say("you are root, so the notebooks may change anything on this machine.")
        options.append("--allow-root")
    say("opening JupyterLab; Ctrl+C here stops it.")
    return [*INSIDE, "start", *options, *request.options]


def test(request: Request, places: Places) -> list[str]:
    """pytest says itself what to run (pyproject.toml) and how many tests ran.

    The files are shared out to the processors; ``-n 0`` among the options undoes that.
    """
    return ["-m", "pytest", *SHARED_OUT, *request.options]


def inside(request: Request, places: Places) -> list[str]:
    """A command that is a module of the course."""
    return [*INSIDE, request.word, *request.options]


def unknown(word: str) -> Problem:
    near = difflib.get_close_matches(word, COMMANDS, n=1, cutoff=0.5)
    remedy = f"python3 -m gdcourse {near[0]}" if near else "python3 -m gdcourse help"
    return Problem(
        "there is no such command.",
        f"{word} (there are: {', '.join(COMMANDS)})",
        remedy,
    )


def surplus(rest: list[str]) -> Problem:
    return Problem(
        "install takes no option but --locked.",
        " ".join(rest),
        "python3 -m gdcourse install",
    )


COMMANDS = {
    "start": start,
    "test": test,
    "install": inside,
    "build": inside,
    "bench": inside,
    "grade": inside,
    "progress": inside,
    "honesty": inside,
}
TEXTS = {"help": HELP, "version": f"gdcourse {__version__}\n"}
