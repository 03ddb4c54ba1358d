"""What the course remembers of a learner: readable files in ``.gdcourse``, no more.

They lie beside the notebooks, on this computer only. Tests and graders write nothing.
"""

import json
import os
from pathlib import Path
from typing import Any


def strict() -> bool:
    """Whether nobody learns here: under a test, nbval or nbgrader, or when asked to.

    GDCOURSE_STRICT decides when it is set (0 means no); otherwise the marks that
    pytest and nbgrader leave in the environment of a kernel.
    """
    asked = os.environ.get("GDCOURSE_STRICT")
    if asked is not None:
        return asked not in ("", "0")
    return "PYTEST_CURRENT_TEST" in os.environ or "NBGRADER_EXECUTION" in os.environ


def note(file: str, key: str, entry: dict[str, Any]) -> None:
    """Write an entry under its key; a folder that cannot be written is no error."""
    if strict():
        return
    path = home() / ".gdcourse" / file
    try:
        path.parent.mkdir(exist_ok=True)
        known = read(path) | {key: entry}
        text = json.dumps(known, indent=1, sort_keys=True, ensure_ascii=False)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.write_text(text + "\n", encoding="utf-8")
        fresh.replace(path)  # at once: a crash leaves the old file or the new one
    except OSError:
        return


def read(path: Path) -> dict[str, Any]:
    """What a file holds; a damaged one is begun again."""
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def home() -> Path:
    """The course's folder (the one that holds ``notebooks``), else the current one."""
    here = Path.cwd()
    return next((p for p in (here, *here.parents) if (p / "notebooks").is_dir()), here)
