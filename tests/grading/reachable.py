"""A folder that only the confinement keeps out of reach, and no permission."""

import contextlib
from pathlib import Path


def reachable(folder: Path) -> Path:
    """Let everybody walk there, as to any folder in /tmp; pytest's are private."""
    for above in (folder, *folder.parents):
        mode = above.stat().st_mode
        if not mode & 0o001:
            with contextlib.suppress(PermissionError):  # the folder of somebody else
                above.chmod(mode | 0o011)
    return folder
