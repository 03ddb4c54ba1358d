"""uv where it answers, otherwise pip; Debian's missing module has a remedy."""

import sys
from importlib.machinery import ModuleSpec

import pytest

from gdcourse.launcher import installers
from gdcourse.launcher.installers import Pip, Uv, available
from gdcourse.launcher.messages import Problem
from gdcourse.launcher.places import Places


def names(tools) -> list[str]:
    return [tool.name for tool in tools]


@pytest.fixture
def without_ensurepip(monkeypatch):
    """Debian's python3 without python3-venv."""
    whole = installers.find_spec
    missing = {"ensurepip": None}
    monkeypatch.setattr(
        installers, "find_spec", lambda name: missing.get(name, whole("venv"))
    )


def test_uv_is_preferred_and_pip_stands_behind_it():
    tools = available(lambda name: "/opt/uv", lambda command: True)
    assert names(tools) == ["uv", "pip"]


def test_uv_that_does_not_answer_is_not_used():
    assert names(available(lambda name: "/shims/uv", lambda command: False)) == ["pip"]


def test_program_that_cannot_start_does_not_answer(tmp_path):
    assert names(available(lambda name: str(tmp_path / "uv"))) == ["pip"]


def test_uv_needs_no_ensurepip(without_ensurepip):
    assert names(available(lambda name: "/opt/uv", lambda command: True)) == ["uv"]


def test_missing_ensurepip_names_the_package_that_brings_it(without_ensurepip):
    with pytest.raises(Problem) as caught:
        Pip().create(Places())
    assert "ensurepip" in caught.value.found
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert f"apt install python{version}-venv" in caught.value.remedy
    assert "uv" in caught.value.remedy


def test_folder_left_by_a_removed_package_is_no_module(monkeypatch):
    monkeypatch.setattr(installers, "find_spec", lambda name: ModuleSpec(name, None))
    assert installers.missing_modules() == ["venv", "ensurepip"]


def test_this_python_can_make_environments():
    assert installers.missing_modules() == []


@pytest.mark.parametrize("tool", [Uv("/opt/u v/uv"), Pip()], ids=["uv", "pip"])
@pytest.mark.parametrize("windows", [False, True])
def test_a_path_with_spaces_stays_one_word(tool, windows, tmp_path):
    places = Places(tmp_path / "my course", windows)
    (create,) = tool.create(places)
    assert create[-1] == str(places.venv)
    install = tool.install(places, locked=True)[-1]
    assert str(places.python) in install
    assert install[-4:] == ["-r", "requirements.txt", "-c", "requirements.lock"]


def test_pip_is_brought_before_it_is_used(tmp_path):
    bring, install = Pip().install(Places(tmp_path), locked=False)
    assert bring[2] == "ensurepip"
    assert install[2:4] == ["pip", "install"]
    assert "-c" not in install
