"""A course in a temporary folder whose installers only pretend."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from gdcourse.launcher.environment import Environment
from gdcourse.launcher.installers import Pip, Uv
from gdcourse.launcher.places import Places
from gdcourse.launcher.processes import Outcome


@dataclass
class Pretender:
    """Stands in for the machine: notes each command, does what it would leave."""

    places: Places
    tools: list = field(default_factory=lambda: [Pip()])
    python: str = "3.12"
    fails: dict = field(default_factory=dict)
    ran: list = field(default_factory=list)
    said: list = field(default_factory=list)

    def run(self, command, *, cwd, env, log) -> Outcome:
        text = " ".join(map(str, command))
        self.ran.append(text)
        for part, answer in self.fails.items():
            if part in text:
                if isinstance(answer, BaseException):
                    raise answer
                return Outcome(1, answer)
        if "venv --" in text:
            self.places.python.parent.mkdir(parents=True)
            self.places.python.write_text(self.python)
        return Outcome(0)

    def version_of(self, python: Path) -> str | None:
        return python.read_text() if python.is_file() else None

    def environment(self) -> Environment:
        return Environment(
            self.places, self.run, self.version_of, lambda: self.tools, self.said.append
        )

    def commands(self, locked: bool = False) -> list[str]:
        """Start once and return what that start ran."""
        self.ran.clear()
        self.environment().ensure(locked)
        return list(self.ran)


@pytest.fixture
def machine(tmp_path) -> Pretender:
    root = tmp_path / "my course"
    root.mkdir()
    (root / "requirements.txt").write_text("numpy>=1.26\n-e .\n")
    (root / "requirements.lock").write_text("numpy==2.0\n")
    (root / "pyproject.toml").write_text("[project]\n")
    return Pretender(Places(root))


@pytest.fixture
def uv() -> Uv:
    return Uv("/usr/bin/uv")
