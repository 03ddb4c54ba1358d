"""The course's own ``.venv``: made once, left alone after, repaired when broken."""

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from gdcourse.launcher import installers, processes
from gdcourse.launcher.installers import Command, Pip, Uv
from gdcourse.launcher.lock import only_one
from gdcourse.launcher.messages import (
    Problem,
    failed_install,
    is_network,
    is_of_the_disk,
    say,
)
from gdcourse.launcher.places import Places
from gdcourse.launcher.processes import Outcome
from gdcourse.launcher.variables import for_installers

# Imported once after an installation, so that no lesson waits for byte code, nor shows
# the warning of Matplotlib while it lists the fonts.
WARM = (
    "import gdcourse.fast_start, matplotlib.font_manager, matplotlib.figure, sympy,"
    " ipykernel.kernelapp, anywidget, jupyterlab.labapp, nbval.plugin"
)
FOUND = (
    "import sys, pathlib, gdcourse; root = pathlib.Path(sys.argv[1]);"
    " sys.exit(pathlib.Path(gdcourse.__file__).parents[1] != root)"
)


@dataclass(frozen=True)
class Environment:
    """One copy's environment, and the tools that make it (tests put in their own)."""

    places: Places = field(default_factory=Places)
    run: Callable[..., Outcome] = processes.run
    version_of: Callable[[Path], str | None] = processes.version_of
    tools: Callable[[], list[Uv | Pip]] = installers.available
    say: Callable[[str], None] = say

    def ensure(self, locked: bool = False) -> None:
        """Install what is missing; when nothing is, only look."""
        if not self.places.requirements.is_file():
            raise not_a_course(self.places.root)
        if self.is_ready(locked):
            return
        try:
            self.places.private.mkdir(exist_ok=True)
            with only_one(self.places.lock, self._waiting):
                if not self.is_ready(locked):
                    self._install(locked)
        except OSError as error:  # no permission, no space: said by its message
            raise failed_install("Python", [str(error)], str(self.places.log)) from None

    def is_ready(self, locked: bool) -> bool:
        """Was all of it installed here, and does its Python still run?"""
        if self.places.unfinished.exists() or not self._stamped():
            return False
        version = self.version_of(self.places.python)
        if version is None:
            return False
        kinds = (True,) if locked else (False, True)
        return self._stamped() in {self.fingerprint(version, kind) for kind in kinds}

    def fingerprint(self, version: str, locked: bool) -> str:
        """Version and hash of what an installation depends on, its folder included."""
        places, digest = self.places, hashlib.sha256()
        files = [places.requirements, places.project]
        for path in [*files, places.constraints] if locked else files:
            digest.update(path.read_bytes() if path.is_file() else b"")
        digest.update(f"{version} {places.root} {locked}".encode())
        return f"{version} {digest.hexdigest()}"

    def _stamped(self) -> str:
        """Read the fingerprint of what is installed; empty before the first time."""
        stamp = self.places.stamp
        return stamp.read_text(encoding="utf-8") if stamp.is_file() else ""

    def _is_broken(self) -> bool:
        """An interrupted first start, or a Python that is gone or was replaced."""
        version, stamped = self.version_of(self.places.python), self._stamped()
        replaced = bool(stamped) and stamped.split()[0] != version
        return self.places.unfinished.exists() or version is None or replaced

    def _waiting(self) -> None:
        self.say("another start is installing the course; waiting for it ...")

    def _install(self, locked: bool) -> None:
        self.places.log.write_text("", encoding="utf-8")
        began = time.monotonic()
        # From inside the environment we cannot remove it: we would remove ourselves.
        inside = Path(sys.prefix).resolve() == self.places.venv.resolve()
        if self._is_broken() and not inside:
            self._from_nothing(locked)
        elif not self._update(locked):
            return
        self._finish(locked)
        self.say(f"installed in {time.monotonic() - began:.0f} s.")

    def _from_nothing(self, locked: bool) -> None:
        """Remove what a broken start left, then try one tool after the other."""
        failed = ""
        for tool in self.tools():
            self.say(
                f"{failed}installing the course into .venv with {tool.name}"
                " (once; seconds with uv, a few minutes with pip) ..."
            )
            self.places.unfinished.touch()
            if self.places.venv.is_dir():
                shutil.rmtree(self.places.venv)
            outcome = self._run_all(tool.create(self.places))
            if outcome.ok:
                outcome = self._run_all(tool.install(self.places, locked))
            if outcome.ok:
                return
            if is_of_the_disk(outcome.lines):
                break
            failed = f"{tool.name} failed; "
        raise failed_install(tool.name, outcome.lines, str(self.places.log))

    def _update(self, locked: bool) -> bool:
        """Install in place; without network, go on with what was complete before."""
        tool = self.tools()[0]
        self.say(f"the course has changed or moved: updating with {tool.name} ...")
        outcome = self._run_all(tool.install(self.places, locked))
        if outcome.ok:
            return True
        if self._stamped() and is_network(outcome.lines) and self._is_ours():
            self.say("no network: going on with what is installed, not updated.")
            return False
        raise failed_install(tool.name, outcome.lines, str(self.places.log))

    def _is_ours(self) -> bool:
        """Does its Python, started elsewhere, find the package of this folder?"""
        python, root = str(self.places.python), str(self.places.root)
        return self._run([python, "-c", FOUND, root], self.places.private).ok

    def _run_all(self, commands: list[Command]) -> Outcome:
        outcome = Outcome(0)
        for command in commands:
            outcome = self._run(command)
            if not outcome.ok:
                break
        return outcome

    def _run(self, command: Command, folder: Path | None = None) -> Outcome:
        env, log = for_installers(os.environ), self.places.log
        return self.run(command, cwd=folder or self.places.root, env=env, log=log)

    def _finish(self, locked: bool) -> None:
        """Warm up, then stamp: in one step, so never half a stamp."""
        self._run([str(self.places.python), "-c", WARM])
        version = self.version_of(self.places.python) or ""
        fresh = self.places.stamp.with_suffix(".new")
        fresh.write_text(self.fingerprint(version, locked), encoding="utf-8")
        fresh.replace(self.places.stamp)
        self.places.unfinished.unlink(missing_ok=True)


def not_a_course(root: Path) -> Problem:
    return Problem(
        "the course's files are not here, only its package.",
        f"no requirements.txt in {root}",
        "start it in the course's own folder, or add --here to use this Python as"
        " it is",
    )
