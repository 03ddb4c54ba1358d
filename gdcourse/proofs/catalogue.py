"""Every theorem of the course, in the order of the lessons that use it.

>>> theorem("2c").is_tight
True
"""

from collections.abc import Iterator
from importlib import import_module

from gdcourse.arguments import shown
from gdcourse.proofs.theorem import Theorem

MODULES = (
    "smoothness",
    "descent",
    "convergence_proofs",
    "strong_convexity",
    "line_search",
    "batch_variants",
    "noise",
    "heavy_ball",
    "acceleration",
    "lower_bound",
    "adaptive_methods",
    "weight_decay",
    "schedules",
)


def theorems() -> Iterator[Theorem]:
    """All theorems; a module is loaded when its turn comes."""
    for module in MODULES:
        yield from import_module(f"gdcourse.proofs.{module}").THEOREMS


def theorem(name: str) -> Theorem:
    """The theorem of this name, such as "1a".

    Raises ValueError if there is none.
    """
    known = {one.name: one for one in theorems()}
    if name not in known:
        raise ValueError(
            f"there must be a theorem of this name, got {shown(name)}. "
            f"Choose one of {', '.join(known)}."
        )
    return known[name]
