"""The theorems of the catalogue, each proved once for all tests of a session."""

from functools import cache

from gdcourse.proofs.catalogue import theorem
from gdcourse.proofs.proof import Proof


@cache
def verified(name: str) -> tuple[Proof, ...]:
    """The proofs of a theorem, made now or earlier in this session."""
    return tuple(theorem(name).verify())
