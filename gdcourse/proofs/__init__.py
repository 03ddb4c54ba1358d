"""Why it works: theorems whose algebra the computer checks, exactly.

A proof is a claim written as a sum: multipliers times assumptions, plus squares. The
engine verifies the identity, the signs and the squares with rational arithmetic. This
is machine-checked algebra: induction, expectation and the descent lemma's integral stay
mathematics, and each theorem says so. Names are loaded when first used.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

NAMES = {
    "assumptions": "equation hypothesis noise projection",
    "catalogue": "theorem theorems",
    "certificate": "prove",
    "functions": "Convex Lipschitz Smooth SmoothConvex SmoothPL SmoothStronglyConvex"
    " StronglyConvex",
    "region": "Region",
    "multipliers": "Puzzle",
    "refusal": "Refused",
    "telescope": "telescope",
    "vectors": "Vector",
}
HOMES = {name: module for module, names in NAMES.items() for name in names.split()}


def __getattr__(name: str):
    if name in HOMES:
        return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    raise AttributeError(f"{__name__} has no {name!r}; it has {', '.join(HOMES)}.")


def __dir__() -> list[str]:
    return sorted(HOMES)


class Proofs(ModuleType):
    """This package: ``telescope`` and ``theorem`` are functions, never their modules.

    Python binds a module to its package when it is first imported; here that would
    hide the function of the same name.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in HOMES or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = Proofs
