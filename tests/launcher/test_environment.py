"""The environment is made once, left alone after, and repaired when it broke."""

import threading

import pytest

from gdcourse.launcher.installers import Pip
from gdcourse.launcher.messages import Problem
from gdcourse.launcher.places import Places

NO_NETWORK = ("failed: [Errno -3] Temporary failure in name resolution",)


def kinds(commands: list[str]) -> list[str]:
    """Name commands by what they do."""
    names = {
        "venv --": "make",
        "ensurepip": "bring pip",
        "pip install": "install",
        "font_manager": "warm",
        "gdcourse.__file__": "look",
    }
    return [name for text in commands for part, name in names.items() if part in text]


def test_first_start_makes_installs_and_warms_once(machine):
    assert kinds(machine.commands()) == ["make", "bring pip", "install", "warm"]
    assert machine.places.stamp.is_file()
    assert not machine.places.unfinished.exists()


def test_second_start_runs_nothing(machine):
    machine.commands()
    assert machine.commands() == []


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_changed_requirements_are_installed_in_place(machine, name):
    machine.commands()
    (machine.places.root / name).write_text("sympy\n")
    assert kinds(machine.commands()) == ["bring pip", "install", "warm"]
    assert machine.commands() == []


def test_changed_lock_matters_only_to_locked_starts(machine):
    machine.commands(locked=True)
    machine.places.constraints.write_text("numpy==2.1\n")
    assert "install" in kinds(machine.commands(locked=True))
    machine.commands()
    machine.places.constraints.write_text("numpy==2.2\n")
    assert "-c requirements.lock" not in " ".join(machine.commands())


def test_locked_environment_serves_a_plain_start_but_not_the_reverse(machine):
    assert any("-c requirements.lock" in text for text in machine.commands(locked=True))
    assert machine.commands() == []
    machine.places.stamp.unlink()
    machine.commands()
    assert any("-c requirements.lock" in text for text in machine.commands(locked=True))


@pytest.mark.parametrize("moment", ["venv --", "pip install", "font_manager"])
def test_interrupted_first_start_is_repaired_by_the_next(machine, moment):
    machine.fails = {moment: KeyboardInterrupt()}
    with pytest.raises(KeyboardInterrupt):
        machine.commands()
    machine.fails = {}
    leftover = machine.places.venv / "half"
    leftover.parent.mkdir(exist_ok=True)
    leftover.touch()
    assert kinds(machine.commands()) == ["make", "bring pip", "install", "warm"]
    assert not leftover.exists()
    assert machine.commands() == []


def test_python_that_no_longer_runs_is_replaced(machine):
    machine.commands()
    machine.places.python.unlink()
    assert kinds(machine.commands())[0] == "make"


def test_python_that_the_system_upgraded_is_replaced(machine):
    machine.commands()
    machine.places.python.write_text("3.13")
    assert kinds(machine.commands())[0] == "make"


def test_moved_folder_is_installed_again(machine):
    machine.commands()
    root = machine.places.root
    machine.places = Places(root.rename(root.with_name("elsewhere")))
    assert kinds(machine.commands()) == ["bring pip", "install", "warm"]


def test_environment_that_someone_made_by_hand_is_kept(machine):
    machine.places.python.parent.mkdir(parents=True)
    machine.places.python.write_text("3.12")
    assert kinds(machine.commands()) == ["bring pip", "install", "warm"]


def test_uv_comes_first_and_pip_follows_when_uv_fails(machine, uv):
    machine.tools = [uv, Pip()]
    machine.fails = {"uv pip install": ("no such index",)}
    commands = machine.commands()
    assert kinds(commands) == [
        "make",
        "install",
        "make",
        "bring pip",
        "install",
        "warm",
    ]
    assert commands[0].startswith(uv.program)
    assert "uv failed" in machine.said[1]
    machine.places.stamp.unlink()
    machine.fails = {}
    assert kinds(machine.commands()) == ["install", "warm"]


def test_full_disk_is_not_tried_again_with_pip(machine, uv):
    machine.tools = [uv, Pip()]
    machine.fails = {"uv pip install": ("No space left on device (os error 28)",)}
    with pytest.raises(Problem, match="disk is full"):
        machine.commands()
    assert kinds(machine.ran) == ["make", "install"]


def test_first_start_without_network_says_so_and_the_next_one_repairs(machine):
    machine.fails = {"pip install": NO_NETWORK}
    with pytest.raises(Problem, match="needs the internet"):
        machine.commands()
    machine.fails = {}
    assert kinds(machine.commands()) == ["make", "bring pip", "install", "warm"]


def test_update_without_network_goes_on_with_what_was_complete(machine):
    machine.commands()
    machine.places.requirements.write_text("sympy\n")
    machine.fails = {"pip install": NO_NETWORK}
    assert kinds(machine.commands()) == ["bring pip", "install", "look"]
    assert "no network" in machine.said[-1]
    machine.fails = {}
    assert "install" in kinds(machine.commands())


def test_update_without_network_stops_if_the_package_is_another_folders(machine):
    machine.commands()
    machine.places.requirements.write_text("sympy\n")
    machine.fails = {"pip install": NO_NETWORK, "gdcourse.__file__": ()}
    with pytest.raises(Problem, match="needs the internet"):
        machine.commands()


def test_update_that_fails_otherwise_shows_the_last_lines(machine):
    machine.commands()
    machine.places.requirements.write_text("sympy\n")
    machine.fails = {"pip install": ("error: the moon is wrong",)}
    with pytest.raises(Problem) as caught:
        machine.commands()
    assert "the moon is wrong" in caught.value.found


def test_folder_that_cannot_be_written_is_said_in_three_parts(machine):
    machine.fails = {"venv --": PermissionError(13, "Permission denied", "/course")}
    with pytest.raises(Problem) as caught:
        machine.commands()
    assert "cannot be written" in caught.value.wrong
    assert "/course" in caught.value.found


def test_package_without_its_course_is_said_in_three_parts(machine):
    machine.places.requirements.unlink()
    with pytest.raises(Problem, match="not here"):
        machine.commands()


def test_two_starts_at_once_install_once(machine):
    entered, goes_on = threading.Event(), threading.Event()
    plain = machine.run

    def slow(command, **rest):
        entered.set()
        assert goes_on.wait(10)
        return plain(command, **rest)

    machine.run = slow
    first = threading.Thread(target=machine.environment().ensure)
    second = threading.Thread(target=machine.environment().ensure)
    first.start()
    assert entered.wait(10)
    second.start()
    while not any("waiting" in text for text in machine.said):
        assert second.is_alive()
    goes_on.set()
    first.join(10)
    second.join(10)
    assert kinds(machine.ran) == ["make", "bring pip", "install", "warm"]
