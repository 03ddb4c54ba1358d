"""Exact rates against PEPit, which searches the worst case by semidefinite programming.

The values are stored (``record_pepit.py``): Clarabel solves to about 8 digits.
"""

import json
from pathlib import Path

import pytest

from gdcourse.proofs import fast_momentum, line_search_exact, optimized_gradient
from gdcourse.proofs.descent_runs import long_slope_bound, slope_bound
from gdcourse.proofs.exact_convergence import exact_bound
from gdcourse.proofs.strong_convexity_runs import rate

STORED = Path(__file__).parent / "stored" / "pepit.json"
FOUND = json.loads(STORED.read_text(encoding="utf-8"))
L, MU = FOUND["L"], FOUND["mu"]


def ours(quantity, steps, lr):
    """What the course proves for a row of PEPit, where it starts from 1."""
    if quantity == "smallest slope":
        return slope_bound(steps, 1.0, lr, L)
    if quantity == "last gap":
        return exact_bound(steps, 1.0, L, h=lr * L)
    if quantity == "optimized gap":
        return optimized_gradient.bound(steps) * L
    if quantity == "momentum gap":
        return fast_momentum.bound(steps) * L
    if quantity == "searched gap":
        return line_search_exact.gap_bound(steps, MU, L, 1.0)
    return rate(lr, MU, L) ** (2 * steps)


@pytest.mark.parametrize(
    ("quantity", "steps", "lr", "found"),
    FOUND["rows"],
    ids=[f"{row[0]}, {row[1]} of {row[2] or 'a search'}" for row in FOUND["rows"]],
)
def test_exact_rate_is_the_worst_case_that_pepit_finds(quantity, steps, lr, found):
    assert ours(quantity, steps, lr) == pytest.approx(found, abs=1e-6)


def test_stored_values_say_which_versions_found_them():
    assert set(FOUND["versions"]) == {"PEPit", "cvxpy", "clarabel"}
    assert {row[0] for row in FOUND["rows"]} == {
        "smallest slope",
        "last gap",
        "distance",
        "gap",
        "slope",
        "optimized gap",
        "momentum gap",
        "searched gap",
    }


def test_weaker_bounds_differ_from_the_worst_case():
    """The comparison can fail: 2L/(N + 1) and L R²/(2N) are not what PEPit finds."""
    rows = {(row[0], row[1], row[2]): row[3] for row in FOUND["rows"]}
    assert long_slope_bound(3, 1.0, 1.0, L) > rows["smallest slope", 3, 1.0] + 0.1
    assert rows["last gap", 3, 1.0] + 0.05 < L / (2 * 3)
    assert rows["gap", 1, 1.0] + 0.05 < rate(1.0, MU, L)  # ρ is for the distance
    assert rows["momentum gap", 5, 1.0] + 0.01 < 2 / (5 + 1) ** 2  # the usual bound
    assert rows["searched gap", 1, None] + 0.05 < rate(2 / (L + MU), MU, L)
