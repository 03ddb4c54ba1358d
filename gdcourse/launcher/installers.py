"""The two ways to fill the environment: uv where it works, otherwise pip."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

from gdcourse.launcher.messages import Problem
from gdcourse.launcher.places import Places

Command = list[str]


@dataclass(frozen=True)
class Uv:
    """uv: quick, and in no need of the modules that Debian leaves out."""

    program: str
    name: str = "uv"

    def create(self, places: Places) -> list[Command]:
        """Make an empty environment; pip comes along, in case uv goes one day."""
        start = [self.program, "venv", "--quiet", "--seed", "--python"]
        return [[*start, sys.executable, str(places.venv)]]

    def install(self, places: Places, locked: bool) -> list[Command]:
        """Install the requirements, at the lock's versions if asked."""
        start = [self.program, "pip", "install", "--python", str(places.python)]
        return [[*start, *wanted(places, locked)]]


@dataclass(frozen=True)
class Pip:
    """Python's own tools: always there, but for Debian's missing module."""

    name: str = "pip"

    def create(self, places: Places) -> list[Command]:
        """Make an empty environment with ``venv``."""
        missing = missing_modules()
        if missing:
            raise no_venv(missing)
        return [[sys.executable, "-m", "venv", "--without-pip", str(places.venv)]]

    def install(self, places: Places, locked: bool) -> list[Command]:
        """Bring pip if it is not there, then install the requirements."""
        python = [str(places.python), "-m"]
        quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
        bring = [*python, "ensurepip", "--default-pip"]
        install = [*python, "pip", "install", *quiet, "--retries", "2"]
        return [bring, [*install, *wanted(places, locked)]]


def wanted(places: Places, locked: bool) -> Command:
    """Name the requirements; relative, so that a space in the path cannot hurt."""
    words = ["-r", places.requirements.name]
    return [*words, "-c", places.constraints.name] if locked else words


def missing_modules() -> list[str]:
    """List what this Python lacks of the modules that make an environment."""
    found = {name: find_spec(name) for name in ("venv", "ensurepip")}
    # A folder that a removed package left behind has a spec, but no origin.
    return [name for name, spec in found.items() if spec is None or not spec.origin]


def no_venv(missing: list[str]) -> Problem:
    """Debian and Ubuntu split Python; name the package that completes it."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return Problem(
        "this Python cannot make an environment.",
        f"Python {version} ({sys.executable}) without the module {missing[-1]}",
        f"sudo apt install python{version}-venv   (on Debian or Ubuntu)\n"
        "or install uv (pipx install uv, brew install uv, winget install astral-sh.uv)"
        "\nthen start again",
    )


def available(
    which: Callable[[str], str | None] = shutil.which,
    answers: Callable[[Command], bool] | None = None,
) -> list[Uv | Pip]:
    """List the installers to try, in order: a uv that answers, then pip."""
    program = which("uv")
    if program and (answers or _answers)([program, "--version"]):
        return [Uv(program)] if missing_modules() else [Uv(program), Pip()]
    return [Pip()]


def _answers(command: Command) -> bool:
    """A uv may be on PATH and yet not run: a shim, or another machine's program."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
