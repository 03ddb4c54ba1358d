"""A wheel holds the data, JupyterLab knows the settings, CI runs what users run."""

import json
import os
import shutil
import stat
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from gdcourse.launcher.places import COURSE, Places

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # comes with pytest there

OVERRIDES = Places().jupyter / "labconfig" / "default_setting_overrides.json"
SETTINGS = json.loads(OVERRIDES.read_text(encoding="utf-8"))
CI = COURSE / ".ci" / "run"


def schema(plugin: str) -> dict:
    """Read the schema that the installed JupyterLab has for a plugin's settings."""
    extension, name = plugin.split(":")
    share = Path(sys.prefix, "share", "jupyter")
    inside = Path("schemas", extension, f"{name}.json")
    for folder in (share / "lab", share / "labextensions" / extension):
        if (folder / inside).is_file():
            return json.loads((folder / inside).read_text(encoding="utf-8"))
    raise AssertionError(f"JupyterLab has no plugin {plugin}")


@pytest.mark.parametrize("plugin", SETTINGS)
def test_jupyterlab_knows_each_setting_and_its_kind(plugin):
    known = schema(plugin)["properties"]
    kinds = {"boolean": bool, "string": str}
    for name, value in SETTINGS[plugin].items():
        assert isinstance(value, kinds[known[name]["type"]])
        allowed = [one["const"] for one in known[name].get("oneOf", [])]
        assert not allowed or value in allowed


def test_news_are_off_and_widgets_are_saved():
    values = {name: value for part in SETTINGS.values() for name, value in part.items()}
    wanted = {"fetchNews": "false", "checkForUpdates": False, "saveState": True}
    assert values == wanted


def test_every_data_file_is_packaged():
    text = (COURSE / "pyproject.toml").read_text(encoding="utf-8")
    patterns = tomllib.loads(text)["tool"]["setuptools"]["package-data"]["*"]
    files = [path for path in (COURSE / "gdcourse").rglob("*.*") if path.is_file()]
    names = [path.name for path in files if path.suffix not in {".py", ".pyc"}]
    data = [name for name in names if not name.startswith(".")]
    assert "default_setting_overrides.json" in data
    missing = [name for name in data if not any(fnmatch(name, p) for p in patterns)]
    assert missing == []


def workflow(name: str) -> dict:
    return yaml.safe_load((COURSE / ".github" / name).read_text(encoding="utf-8"))


def test_workflow_covers_each_python_and_each_system():
    matrix = workflow("workflows/tests.yml")["jobs"]["test"]["strategy"]["matrix"]
    assert matrix["python"] == ["3.10", "3.11", "3.12", "3.13", "3.14"]
    systems = {entry["system"] for entry in matrix["include"]} | set(matrix["system"])
    assert systems == {"ubuntu-latest", "macos-latest", "windows-latest"}


def test_workflow_for_classes_runs_nbval_and_does_not_run_here():
    (job,) = workflow("class-workflow.yml")["jobs"].values()
    commands = " ".join(step.get("run", "") for step in job["steps"])
    assert "--nbval exercises" in commands
    assert "-p gdcourse.pytest_rules" in commands
    assert [path.name for path in (COURSE / ".github/workflows").iterdir()] == [
        "tests.yml"
    ]


if sys.platform != "win32":  # .ci/run is for Debian and Ubuntu

    @pytest.fixture
    def pretend_course(tmp_path) -> Path:
        """A course with .ci/run, whose Pythons say what and how they were asked."""
        for place in ("bin", ".venv/bin"):
            (tmp_path / place).mkdir(parents=True)
        python, ours = tmp_path / "bin/python3", tmp_path / ".venv/bin/python"
        python.write_text(
            "#!/bin/sh\n"
            'case "$*" in *import*) exit 0;; esac\n'
            'echo "$*" "byte code: ${PYTHONDONTWRITEBYTECODE-yes}"'
            ' "browser: ${GDCOURSE_BROWSER-no}"\n'
            'case "$*" in *install*) exit 0;; esac\n'
            "exit 3\n"
        )
        python.chmod(python.stat().st_mode | stat.S_IXUSR)
        shutil.copy(python, ours)
        shutil.copy(python, tmp_path / "bin/chromium")
        (tmp_path / ".ci").mkdir()
        shutil.copy(CI, tmp_path / ".ci/run")
        return tmp_path

    def test_ci_runs_the_test_command_and_passes_its_exit_code_on(pretend_course):
        path = f"{pretend_course / 'bin'}{os.pathsep}{os.environ['PATH']}"
        env = {"PATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        command = [shutil.which("bash"), str(pretend_course / ".ci/run"), "-q"]
        done = subprocess.run(command, capture_output=True, text=True, env=env)
        first, elders, last = done.stdout.splitlines()
        asked = "byte code: yes browser: required"
        assert first == f"-m gdcourse install --locked {asked}"
        assert "pip install" in elders
        assert "torch==2.13.0 optax" in elders
        assert last == f"-m gdcourse test --locked -q {asked}"
        assert done.returncode == 3
