"""Lesson 00: is everything here that the lessons need, and if not, how to mend it.

The standard library alone: this must also run where NumPy is what is missing. When all
is well it prints the same lines on every machine: no version found, no path.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module, metadata
from pathlib import Path

from gdcourse.launcher.places import Places

PYTHON = (3, 10)


@dataclass(frozen=True)
class Need:
    """A package that lessons use, and its oldest version that will do.

    ``module`` is imported to see that it works; without one the package is looked up
    only. What is not ``vital`` is told and does not stop a lesson.
    """

    name: str
    package: str
    oldest: tuple[int, int]
    module: str = ""
    vital: bool = True

    @property
    def wanted(self) -> str:
        return f"{self.name} {dotted(self.oldest)} or newer"


NEEDS = (
    Need("NumPy", "numpy", (1, 26), "numpy"),
    Need("SymPy", "sympy", (1, 13), "sympy"),
    Need("Matplotlib", "matplotlib", (3, 9), "matplotlib"),
    Need("ipywidgets", "ipywidgets", (8, 1), "ipywidgets"),
    Need("anywidget", "anywidget", (0, 9), "anywidget"),
    Need("JupyterLab", "jupyterlab", (4, 2), vital=False),
    Need("jupyterlab-widgets", "jupyterlab_widgets", (3, 0), vital=False),
)


def version_of(package: str) -> str | None:
    """The installed version of a package, or None."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def failure_of(module: str) -> str:
    """What an import fails with, on one line; empty when it works."""
    try:
        import_module(module)
    except Exception as error:  # a broken package may raise anything
        return " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return ""


@dataclass(frozen=True)
class Machine:
    """The Python that runs this notebook, as far as it matters here."""

    places: Places = field(default_factory=Places)
    python: tuple[int, int] = sys.version_info[:2]
    executable: str = sys.executable
    prefix: Path = Path(sys.prefix)
    version_of: Callable[[str], str | None] = version_of
    failure_of: Callable[[str], str] = failure_of


def dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))


def leading(version: str) -> tuple[int, ...]:
    """The first two numbers of a version, to compare.

    >>> leading("4.2.0rc1") >= (4, 2), leading("8") >= (8, 1)
    (True, False)
    """
    parts = [part for part in version.split(".")[:2] if part.isdigit()]
    return tuple(map(int, parts))


def fault(need: Need, machine: Machine) -> tuple[str, str] | None:
    """What is wrong with a package and what was found instead, or None."""
    version = machine.version_of(need.package)
    if version is None:
        where = f"no package {need.package} in {machine.executable}"
        return f"{need.name} is missing from this notebook's Python", where
    if leading(version) < need.oldest:
        found = f"version {version} in {machine.executable}"
        return f"{need.name} is too old, {dotted(need.oldest)} is needed", found
    failure = machine.failure_of(need.module) if need.module else ""
    if failure:
        return f"{need.name} is installed but does not load", f"{failure}"
    return None


def remedy(machine: Machine, missing: list[Need]) -> list[str]:
    """Sentences and commands that mend it: in the course's own Python or in another."""
    places = machine.places
    start = f"{'py' if places.windows else 'python3'} -m gdcourse"
    if machine.python < PYTHON:
        return ["To mend this, install a newer Python from python.org."]
    wanted = " ".join(f'"{one.package}>={dotted(one.oldest)}"' for one in missing)
    pip = f'    "{machine.executable}" -m pip install {wanted}'
    if not places.requirements.is_file():  # the package alone, without its folder
        return ["To mend this, type in a terminal:", pip]
    close = "close JupyterLab and type in a terminal:"
    commands = [f'    cd "{places.root}"', f"    {start}"]
    if machine.prefix.resolve() == places.venv.resolve():
        remove = "rmdir /s /q .venv" if places.windows else "rm -r .venv"
        commands.insert(1, f"    {remove}")
        return [f"To mend this, {close}", *commands]
    if places.python.exists():
        menu = "in the menu choose Kernel, Change Kernel, Python 3 (ipykernel)."
        other = [f"This is not the course's Python: {menu}", f"If that fails, {close}"]
        return [*other, *commands]
    return [f"To mend this, {close}", *commands, "Or, to keep this Python:", pip]


def lines(machine: Machine) -> tuple[list[str], bool]:
    """What to tell, one line for each thing and more where one is missing; all well?"""
    old, missing = machine.python < PYTHON, []
    python = f"Python {dotted(PYTHON)} or newer"
    said = [f"✗ {python} is needed" if old else f"✓ {python}"]
    if old:
        said.append(f"    found  Python {dotted(machine.python)} {machine.executable}")
    for need in NEEDS:
        wrong = fault(need, machine)
        if wrong is None:
            said.append(f"✓ {need.wanted}")
            continue
        missing.append(need)
        said += [f"{'✗' if need.vital else '·'} {wrong[0]}", f"    found  {wrong[1]}"]
    broken = old or any(need.vital for need in missing)
    if old or missing:
        said += remedy(machine, missing)
    return [*said, verdict(bool(missing), broken)], not broken


def verdict(bad: bool, broken: bool) -> str:
    if broken:
        return "Then open this notebook again. Until then its other cells cannot run."
    if bad:
        return "The lessons run as they are; live figures may stay still pictures."
    return "Everything is here."


def check(machine: Machine | None = None) -> bool:
    """Print what is here and what is missing; whether the lessons can run."""
    said, fine = lines(machine or Machine())
    sys.stdout.write("\n".join(said) + "\n")
    return fine
