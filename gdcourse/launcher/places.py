"""Where the course keeps its files, on each operating system."""

import os
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
COURSE = PACKAGE.parent


@dataclass(frozen=True)
class Places:
    """The files of one copy of the course; ``windows`` names its system's habits."""

    root: Path = COURSE
    windows: bool = os.name == "nt"

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def scripts(self) -> Path:
        return self.venv / ("Scripts" if self.windows else "bin")

    @property
    def python(self) -> Path:
        return self.scripts / ("python.exe" if self.windows else "python")

    @property
    def stamp(self) -> Path:
        """Holds the fingerprint of what was installed; written last."""
        return self.venv / "gdcourse.stamp"

    @property
    def private(self) -> Path:
        """What the course writes beside the environment; never in git."""
        return self.root / ".gdcourse"

    @property
    def unfinished(self) -> Path:
        """Exists while a first installation runs, and after one was interrupted."""
        return self.private / "installing"

    @property
    def lock(self) -> Path:
        return self.private / "install.lock"

    @property
    def log(self) -> Path:
        return self.private / "install.log"

    @property
    def requirements(self) -> Path:
        return self.root / "requirements.txt"

    @property
    def constraints(self) -> Path:
        return self.root / "requirements.lock"

    @property
    def project(self) -> Path:
        return self.root / "pyproject.toml"

    @property
    def jupyter(self) -> Path:
        """Settings of JupyterLab that hold for the course only."""
        return PACKAGE / "jupyter"

    @property
    def first_lesson(self) -> Path:
        return self.root / "notebooks" / "00_start_here.ipynb"
