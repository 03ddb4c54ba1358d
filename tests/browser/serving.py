"""One JupyterLab for all browser tests: a course of its own, a port, no one's settings.

The notebooks are copied, so that a test may run and save them.
"""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from gdcourse.launcher.places import COURSE, Places
from gdcourse.launcher.variables import for_programs

PATIENCE = 120  # seconds until the server must answer, on a busy machine
OWN_FOLDERS = {
    "IPYTHONDIR": "ipython",
    "JUPYTER_CONFIG_DIR": "config",
    "JUPYTER_DATA_DIR": "data",
    "JUPYTER_RUNTIME_DIR": "runtime",
    "JUPYTERLAB_SETTINGS_DIR": "settings",
    "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
}
BAD = re.compile(r"^\[[EC] |\] (ERROR|CRITICAL)\b|Exception in comm")
OPTIONS = [
    "--no-browser",
    "--allow-root",
    "--expose-app-in-browser",
    "--JupyterNotebookApp.expose_app_in_browser=True",
    "--ip=127.0.0.1",
    "--ServerApp.port_retries=0",
    "--LabApp.extension_manager=readonly",
    "--LabApp.news_url=",
]


@dataclass
class JupyterLab:
    """A running server: where it is, what it serves, what it has complained of."""

    home: Path
    port: int = 0
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    process: subprocess.Popen | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def course(self) -> Path:
        return self.home / "course"

    @property
    def log(self) -> str:
        """What server and kernels have written."""
        path = self.home / "server.log"
        return path.read_text(encoding="utf-8", errors="replace")

    def complaints(self) -> list[str]:
        """Errors in the log: also those of a kernel outside of any cell."""
        return [line for line in self.log.splitlines() if BAD.search(line)]

    def address(self, notebook: str, program: str = "lab/tree") -> str:
        """The page with this notebook alone open, whatever was open before.

        The program is JupyterLab, or Notebook 7 with "notebooks".
        """
        return f"{self.base}/{program}/{notebook}?token={self.token}&reset"

    def ask(self, path: str, method: str = "GET") -> object:
        """One request to the server's own interface."""
        request = Request(f"{self.base}/api/{path}", method=method)
        request.add_header("Authorization", f"token {self.token}")
        with urlopen(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def end_kernels(self) -> None:
        """Stop every kernel that a test has left."""
        for session in self.ask("sessions"):
            self.ask(f"sessions/{session['id']}", "DELETE")

    def start(self) -> None:
        """Copy the notebooks, start the server, wait until it answers."""
        shutil.copytree(COURSE / "notebooks", self.course / "notebooks")
        self.port = free_port()
        options = [f"--port={self.port}", f"--IdentityProvider.token={self.token}"]
        options.append(f"--ServerApp.root_dir={self.course}")
        with open(self.home / "server.log", "wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gdcourse.launcher.inside", "start"]
                + OPTIONS
                + options,
                cwd=self.course,
                env=environment(self.home),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._await()

    def _await(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                self.ask("status")
            except (URLError, OSError):
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
            else:
                return
        raise RuntimeError(f"JupyterLab did not start:\n{self.log[-2000:]}")

    def stop(self) -> None:
        """End the server, and with it its kernels."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def environment(home: Path) -> dict[str, str]:
    """The course's settings, and none of the user's."""
    env = for_programs(os.environ, Places(), here=True)
    env |= {name: str(home / folder) for name, folder in OWN_FOLDERS.items()}
    for name in ("PYTEST_CURRENT_TEST", "GDCOURSE_STRICT", "NBGRADER_EXECUTION"):
        env.pop(name, None)  # a learner's kernel knows of no test
    return env


def free_port() -> int:
    """A port that no one uses now."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]
