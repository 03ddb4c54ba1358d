"""The environment variables that installers and programs of the course see."""

import os
from collections.abc import Mapping

from gdcourse.launcher.places import Places

# A user's own settings that would lead an installer elsewhere, or leave out byte code.
ELSEWHERE = {
    "PIP_PREFIX",
    "PIP_TARGET",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONHOME",
    "UV_SYSTEM_PYTHON",
}


def for_installers(environ: Mapping[str, str]) -> dict[str, str]:
    """Leave out a user's own defaults that would lead an installer elsewhere."""
    env = {name: value for name, value in environ.items() if name not in ELSEWHERE}
    env["PIP_USER"] = "0"  # may also stand in a file of settings
    env.setdefault("UV_LINK_MODE", "copy")  # silent where cache and course are apart
    return env


def for_programs(
    environ: Mapping[str, str], places: Places, here: bool = False
) -> dict[str, str]:
    """Show programs of the course its settings, and its own environment first."""
    env = {name: value for name, value in environ.items() if name != "PYTHONHOME"}
    own = {"JUPYTER_CONFIG_PATH": places.jupyter}
    if not here:
        own["PATH"] = places.scripts
        env["VIRTUAL_ENV"] = str(places.venv)
    for name, folder in own.items():
        env[name] = os.pathsep.join(filter(None, [str(folder), env.get(name)]))
    env.setdefault("JUPYTERLAB_WORKSPACES_DIR", str(places.private / "workspaces"))
    if places.windows:
        env.setdefault("PYTHONUTF8", "1")  # or its consoles cannot print a check mark
    return env
