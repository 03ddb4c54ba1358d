"""An interactive course on gradient descent in which every statement runs.

The rooms of the package, from the ground up (a room imports only from below):

- ``derivation``, ``datasets``: where gradients come from; what we fit
- ``landscapes``, ``optimizers``: what we descend; how we descend
- ``plotting``: what it looks like
- ``widgets``, ``checks``: figures that move; is this answer right?

A room is loaded when it is first used, so ``import gdcourse`` costs nearly nothing.
"""

from importlib import import_module

__version__ = "0.1.0"

ROOMS = (
    "derivation",
    "datasets",
    "landscapes",
    "optimizers",
    "plotting",
    "widgets",
    "checks",
)


def __getattr__(name: str):
    if name in ROOMS:
        return import_module(f"gdcourse.{name}")
    raise AttributeError(f"gdcourse has no room called {name!r}; it has {ROOMS}.")


def __dir__():  # no annotation: `list[str]` would stop Python 3.6 before __main__
    return sorted([*ROOMS, "__version__"])
