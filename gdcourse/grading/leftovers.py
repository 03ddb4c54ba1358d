"""What a submission leaves in its folder, removed however deep or closed it is."""

import contextlib
import os
import secrets


def remove(folder: str) -> None:
    """Remove a folder that a stranger has filled; what cannot go stays, silently.

    There may be more folders in each other than ``shutil.rmtree`` can climb into, and
    some may be closed. So each is opened and taken out to the top before it is emptied.
    """
    mark, waiting = secrets.token_hex(8), [folder]  # no name that is there already
    for here in waiting:  # it grows on the way
        with contextlib.suppress(OSError):
            os.chmod(here, 0o700)
            for item in list(os.scandir(here)):
                with contextlib.suppress(OSError):
                    if item.is_dir(follow_symlinks=False):
                        os.chmod(item.path, 0o700)
                        top = os.path.join(folder, f"{mark}-{len(waiting)}")
                        os.rename(item.path, top)
                        waiting.append(top)
                    else:
                        os.unlink(item.path)
    for here in reversed(waiting):
        with contextlib.suppress(OSError):
            os.rmdir(here)
