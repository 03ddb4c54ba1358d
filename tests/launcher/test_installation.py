"""Lesson 00 tests the installation: silent about versions, exact about faults."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from gdcourse.launcher.installation import (
    NEEDS,
    PYTHON,
    Machine,
    check,
    failure_of,
    leading,
    lines,
    version_of,
)
from gdcourse.launcher.places import COURSE, Places

WELL = [
    "✓ Python 3.10 or newer",
    "✓ NumPy 1.26 or newer",
    "✓ SymPy 1.13 or newer",
    "✓ Matplotlib 3.9 or newer",
    "✓ ipywidgets 8.1 or newer",
    "✓ anywidget 0.9 or newer",
    "✓ JupyterLab 4.2 or newer",
    "✓ jupyterlab-widgets 3.0 or newer",
    "Everything is here.",
]


def machine(
    tmp_path,
    *,
    course=True,
    venv=True,
    own=True,
    windows=False,
    found=None,
    broken=None,
):
    """A pretended machine where everything is new and loads, but for what is said."""
    places = Places(tmp_path, windows)
    if course:
        tmp_path.mkdir(exist_ok=True)
        places.requirements.write_text("")
    if venv:
        places.python.parent.mkdir(parents=True)
        places.python.write_text("")
    versions = {need.package: "99.0" for need in NEEDS} | (found or {})
    return Machine(
        places,
        (3, 12),
        "/bin/other",
        places.venv if own else tmp_path / "other",
        versions.get,
        (broken or {}).get if broken else lambda module: "",
    )


def told(tmp_path, **about):
    return lines(machine(tmp_path, **about))


def test_a_good_machine_is_told_in_eight_lines_without_versions_or_paths(tmp_path):
    assert told(tmp_path) == (WELL, True)
    assert told(tmp_path / "b", own=False) == (WELL, True)
    assert told(tmp_path / "c", venv=False, own=False) == (WELL, True)


def test_this_machine_is_good_and_says_so(capsys):
    assert check() is True
    assert capsys.readouterr().out.splitlines() == WELL


def test_a_missing_package_in_the_courses_own_python_is_mended_by_a_new_venv(tmp_path):
    said, fine = told(tmp_path, found={"sympy": None})
    assert not fine
    assert said[2:4] == [
        "✗ SymPy is missing from this notebook's Python",
        "    found  no package sympy in /bin/other",
    ]
    assert said[-5:] == [
        "To mend this, close JupyterLab and type in a terminal:",
        f'    cd "{tmp_path}"',
        "    rm -r .venv",
        "    python3 -m gdcourse",
        "Then open this notebook again. Until then its other cells cannot run.",
    ]


def test_windows_gets_its_own_commands(tmp_path):
    said, _ = told(tmp_path, windows=True, found={"numpy": None})
    assert "    rmdir /s /q .venv" in said
    assert "    py -m gdcourse" in said


def test_a_kernel_of_another_python_is_named_before_anything_is_installed(tmp_path):
    said, fine = told(tmp_path, own=False, found={"ipywidgets": None})
    assert not fine
    assert (
        "This is not the course's Python: in the menu choose Kernel, Change Kernel, "
        "Python 3 (ipykernel)." in said
    )
    assert not any("rm" in line.split() or "pip" in line for line in said)


def test_a_python_without_a_venv_may_be_kept(tmp_path):
    said, _ = told(tmp_path, venv=False, own=False, found={"matplotlib": "3.1.3"})
    assert said[3:5] == [
        "✗ Matplotlib is too old, 3.9 is needed",
        "    found  version 3.1.3 in /bin/other",
    ]
    assert said[-5:-1] == [
        f'    cd "{tmp_path}"',
        "    python3 -m gdcourse",
        "Or, to keep this Python:",
        '    "/bin/other" -m pip install "matplotlib>=3.9"',
    ]


def test_a_package_without_the_courses_folder_is_completed_by_pip(tmp_path):
    found = {"sympy": None, "jupyterlab": None}
    said, _ = told(tmp_path, course=False, venv=False, own=False, found=found)
    assert said[-3:-1] == [
        "To mend this, type in a terminal:",
        '    "/bin/other" -m pip install "sympy>=1.13" "jupyterlab>=4.2"',
    ]


def test_a_package_that_does_not_load_shows_its_error(tmp_path):
    broken = {"numpy": "ImportError: DLL load failed"}
    said, fine = lines(
        Machine(
            Places(tmp_path),
            (3, 12),
            "/bin/other",
            tmp_path,
            lambda package: "99",
            lambda module: broken.get(module, ""),
        )
    )
    assert not fine
    assert said[1:3] == [
        "✗ NumPy is installed but does not load",
        "    found  ImportError: DLL load failed",
    ]


@pytest.mark.parametrize("package", ["jupyterlab", "jupyterlab_widgets"])
def test_a_missing_front_end_is_told_and_stops_no_lesson(tmp_path, package):
    said, fine = told(tmp_path, found={package: None})
    assert fine
    assert [line[0] for line in said].count("·") == 1
    assert said[-1].startswith("The lessons run as they are; live figures")


def test_an_old_python_is_the_first_thing_told(tmp_path):
    old = Machine(Places(tmp_path), (3, 8), "/bin/old", tmp_path, lambda package: "99")
    said, fine = lines(old)
    assert not fine
    assert said[0:2] == [
        "✗ Python 3.10 or newer is needed",
        "    found  Python 3.8 /bin/old",
    ]
    assert "python.org" in said[-2]


def test_oldest_versions_are_those_of_the_requirements():
    asked = {}
    for line in (COURSE / "requirements.txt").read_text().splitlines():
        if line and not line.startswith(("#", "-")):
            one = Requirement(line)
            asked[one.name] = next(iter(one.specifier)).version
    for need in NEEDS[:-1]:
        assert leading(asked[need.package]) == need.oldest, need.name
    project = (COURSE / "pyproject.toml").read_text(encoding="utf-8")
    assert f'requires-python = ">={PYTHON[0]}.{PYTHON[1]}"' in project


def test_versions_and_imports_are_asked_of_this_python():
    assert leading(version_of("numpy")) >= (1, 26)
    assert version_of("no-such-package-at-all") is None
    assert failure_of("numpy") == ""
    assert failure_of("no_such_module_at_all").startswith("ModuleNotFoundError: No mod")


def first_cell() -> str:
    text = (COURSE / "notebooks/00_start_here.ipynb").read_text(encoding="utf-8")
    cells = json.loads(text)["cells"]
    return "".join(
        next(cell for cell in cells if cell["cell_type"] == "code")["source"]
    )


@pytest.mark.parametrize("module", ["numpy", "sympy", "matplotlib", "ipywidgets"])
def test_first_cell_of_the_course_explains_a_missing_package_without_traceback(module):
    """In a real Python in which one package cannot be imported."""
    code = f"import sys; sys.modules[{module!r}] = None\n{first_cell()}"
    command = [sys.executable, "-X", "utf8", "-c", code]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    fault = next(line for line in done.stdout.splitlines() if line[0] == "✗")
    assert fault.lower() == f"✗ {module} is installed but does not load"
    assert str(Path(COURSE)) in done.stdout
