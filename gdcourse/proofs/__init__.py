"""Why it works: theorems whose algebra the computer checks, exactly.

A proof is a claim written as a sum: multipliers times assumptions, plus squares. The
engine verifies the identity, the signs and the squares with rational arithmetic. This
is machine-checked algebra: induction, expectation and the descent lemma's integral stay
mathematics, and each theorem says so. Other names are loaded when first used.
"""

from importlib import import_module

# These bear the names of modules, which would hide them if loaded later.
from gdcourse.proofs.catalogue import theorem
from gdcourse.proofs.telescope import telescope

__all__ = ["telescope", "theorem"]

NAMES = {
    "assumptions": "equation hypothesis projection",
    "catalogue": "theorems",
    "certificate": "prove",
    "functions": "Convex Lipschitz Smooth SmoothConvex SmoothPL SmoothStronglyConvex"
    " StronglyConvex",
    "region": "Region",
    "multipliers": "Puzzle",
    "refusal": "Refused",
    "vectors": "Vector",
}
HOMES = {name: module for module, names in NAMES.items() for name in names.split()}


def __getattr__(name: str):
    if name in HOMES:
        return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    raise AttributeError(f"{__name__} has no {name!r}; it has {', '.join(HOMES)}.")


def __dir__() -> list[str]:
    return sorted([*HOMES, *__all__])
