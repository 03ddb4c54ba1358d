"""What an import costs: which libraries are loaded by which room, in a new process."""

import subprocess
import sys

import pytest

HEAVY = ("sympy", "matplotlib", "ipywidgets", "IPython", "nbformat", "jsonschema")
LIGHT = {
    "gdcourse": ("numpy", *HEAVY),
    "gdcourse.arguments": HEAVY,
    "gdcourse.datasets": HEAVY,
    "gdcourse.bench": ("numpy", *HEAVY),
    "gdcourse.bench.command": ("numpy", *HEAVY),
    "gdcourse.optimizers": HEAVY,
    "gdcourse.checks": HEAVY,
    "gdcourse.derivation": HEAVY,
    "gdcourse.landscapes": HEAVY,
    "gdcourse.plotting": ("sympy", "ipywidgets", "nbformat", "matplotlib.pyplot"),
    "gdcourse.widgets": ("nbformat", "matplotlib.pyplot"),
}


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}; import sys; print(*sys.modules)"
    command = [sys.executable, "-W", "error", "-c", code]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert answer.stderr == ""
    return set(answer.stdout.split())


@pytest.mark.parametrize("module", LIGHT)
def test_room_does_not_load_what_it_does_not_need(module):
    assert loaded_by(f"import {module}").isdisjoint(LIGHT[module])


def test_rooms_are_loaded_when_first_used():
    loaded = loaded_by("import gdcourse; gdcourse.datasets.load_longley()")
    assert "gdcourse.datasets.longley" in loaded
    assert "gdcourse.optimizers" not in loaded


def test_import_of_the_package_adds_one_module_of_its_own():
    own = {name for name in loaded_by("import gdcourse") if name.startswith("gdcourse")}
    assert own == {"gdcourse"}


def test_the_measurement_sees_a_heavy_import():
    assert "matplotlib" in loaded_by("import matplotlib")
