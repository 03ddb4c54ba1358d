"""Programs see the course's settings; a user's own defaults do not lead astray."""

import os

import pytest

from gdcourse.launcher.places import Places
from gdcourse.launcher.variables import for_installers, for_programs


@pytest.fixture
def places(tmp_path) -> Places:
    return Places(tmp_path, windows=False)


def test_scripts_and_settings_of_the_course_come_first(places):
    env = for_programs({"PATH": "/bin", "JUPYTER_CONFIG_PATH": "/mine"}, places)
    assert env["PATH"].split(os.pathsep) == [str(places.scripts), "/bin"]
    assert env["JUPYTER_CONFIG_PATH"].split(os.pathsep) == [
        str(places.jupyter),
        "/mine",
    ]


def test_empty_settings_leave_no_empty_entry(places):
    assert for_programs({}, places)["JUPYTER_CONFIG_PATH"] == str(places.jupyter)


def test_layout_of_jupyterlab_is_kept_beside_the_course_not_at_home(places):
    folder = for_programs({}, places)["JUPYTERLAB_WORKSPACES_DIR"]
    assert folder.startswith(str(places.root))


def test_foreign_python_home_is_left_out(places):
    assert "PYTHONHOME" not in for_programs({"PYTHONHOME": "/x"}, places)


@pytest.mark.parametrize(
    "name",
    ["PIP_TARGET", "PIP_PREFIX", "PYTHONDONTWRITEBYTECODE", "UV_SYSTEM_PYTHON"],
)
def test_installers_install_into_the_environment_whatever_a_user_prefers(name):
    assert name not in for_installers({name: "1"})


def test_pip_does_not_install_for_the_user():
    assert for_installers({"PIP_USER": "1"})["PIP_USER"] == "0"


def test_only_windows_needs_to_be_told_about_utf8(tmp_path):
    assert for_programs({}, Places(tmp_path, True))["PYTHONUTF8"] == "1"
    assert "PYTHONUTF8" not in for_programs({}, Places(tmp_path, False))
