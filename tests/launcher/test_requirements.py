"""requirements.txt, requirements.lock and pyproject.toml tell one story."""

import re
import sys

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from gdcourse.launcher.places import COURSE

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # comes with pytest there

PYTHONS = ["3.10", "3.11", "3.12", "3.13", "3.14"]
SYSTEMS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "macos": {
        "sys_platform": "darwin",
        "platform_system": "Darwin",
        "os_name": "posix",
    },
    "windows": {
        "sys_platform": "win32",
        "platform_system": "Windows",
        "os_name": "nt",
    },
}


def lines(name: str) -> list[str]:
    text = (COURSE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def project() -> dict:
    return tomllib.loads((COURSE / "pyproject.toml").read_text(encoding="utf-8"))


def required() -> dict[str, Requirement]:
    """What the course asks for: requirements.txt and what ``-e .[test]`` brings."""
    table = project()["project"]
    texts = [line for line in lines("requirements.txt") if not line.startswith("-")]
    texts += table["dependencies"] + table["optional-dependencies"]["test"]
    asked = [Requirement(text) for text in texts]
    return {canonicalize_name(one.name): one for one in asked}


LOCK = [Requirement(line) for line in lines("requirements.lock")]


def locked(python: str, system: str) -> dict[str, str]:
    """Name the version that the lock gives each package on one kind of machine."""
    place = {"python_version": python, "python_full_version": f"{python}.1"}
    place |= {"implementation_name": "cpython", "platform_machine": "x86_64"}
    place |= {"platform_python_implementation": "CPython", **SYSTEMS[system]}
    found: dict[str, str] = {}
    for one in LOCK:
        if one.marker is None or one.marker.evaluate(place):
            name = canonicalize_name(one.name)
            assert name not in found, f"two versions of {name}"
            found[name] = str(one.specifier).removeprefix("==")
    return found


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_lock_gives_each_requirement_one_version_above_its_bound(python, system):
    versions = locked(python, system)
    for name, one in required().items():
        assert name in versions, f"{name} is not in requirements.lock"
        assert one.specifier.contains(versions[name]), f"{one}, locked {versions[name]}"


def test_lock_names_no_place():
    """No index, no path, no file: the lock holds on every machine."""
    for line in lines("requirements.lock"):
        assert re.fullmatch(r"[\w.-]+==[\w.!+]+( ; [\w.<>=!'* ()]+)?", line), line


def test_requirements_have_lower_bounds_and_bring_the_course():
    assert lines("requirements.txt")[-1] == "-e .[test]"
    assert all(">=" in str(one.specifier) for one in required().values())


def test_requirements_repeat_the_bounds_of_the_project():
    listed = set(lines("requirements.txt"))
    assert set(project()["project"]["dependencies"]) <= listed


def test_oldest_python_is_said_the_same_everywhere():
    from gdcourse.__main__ import OLDEST

    oldest = ".".join(map(str, OLDEST))
    assert project()["project"]["requires-python"] == f">={oldest}"
    assert PYTHONS[0] == oldest
    assert f"--python-version {oldest} " in (COURSE / "requirements.txt").read_text()
