"""The secret that a class's inputs are drawn from: the same one for the same grades."""

import os
import secrets
from pathlib import Path

SHORTEST = 16


class BadSecret(Exception):
    """A secret that cannot be read, or that is too short to be one."""


def read_or_make(path: Path) -> bytes:
    """The secret in this file; a new one is written where there is none.

    Whoever knows it can foresee the inputs: it is for the instructor alone.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)
        found = path.read_bytes().strip()
    except OSError as error:
        raise BadSecret(
            f"the secret cannot be read, got {error.strerror} for {path.name}. "
            "Name another file with --secret-file."
        ) from None
    if len(found) < SHORTEST:
        raise BadSecret(
            f"the secret is too short, got {len(found)} characters in {path.name}. "
            f"Use at least {SHORTEST}, or delete the file for a new one."
        )
    return found


def make(path: Path) -> None:
    """Write a new secret, readable for its owner alone, unless there is one."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with open(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
