"""Everything lies in the course's own folder, where each system expects it."""

import pytest

from gdcourse.launcher.places import COURSE, Places


@pytest.mark.parametrize(
    ("windows", "ending"),
    [(False, (".venv", "bin", "python")), (True, (".venv", "Scripts", "python.exe"))],
)
def test_each_system_keeps_its_python_elsewhere(tmp_path, windows, ending):
    assert Places(tmp_path, windows).python.parts[-3:] == ending


def test_only_the_settings_that_come_with_the_package_lie_outside_the_folder(tmp_path):
    places = Places(tmp_path)
    names = [name for name, kind in vars(Places).items() if isinstance(kind, property)]
    outside = [
        name for name in names if not getattr(places, name).is_relative_to(tmp_path)
    ]
    assert len(names) > 10
    assert outside == ["jupyter"]


def test_course_is_the_folder_of_this_repository():
    assert (COURSE / "gdcourse" / "launcher" / "places.py").is_file()
    assert Places().requirements.is_file()
    assert Places().jupyter.is_dir()


def test_what_the_launcher_writes_git_ignores():
    ignored = (COURSE / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {".venv/", ".gdcourse/"} <= set(ignored)
