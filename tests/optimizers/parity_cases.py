"""All cases of parity, with what stands in the stored files."""

from parity import STORED, Case, points_of, read
from parity_keras import KERAS
from parity_optax import OPTAX
from parity_torch import case_of, rows

TORCH = [case_of(*row) for row in rows(read(STORED, "torch"))]
CASES: list[Case] = TORCH + OPTAX + KERAS
LIBRARIES = ("torch", "optax", "keras")


def stored_points() -> dict[str, dict]:
    """Library -> name of the case -> points."""
    return {library: points_of(read(STORED, library)) for library in LIBRARIES}
