"""The race on the chain keeps every promise, and no method falls below the bound."""

import numpy as np
import pytest

from gdcourse.proofs.convex_lower_bound import chain
from gdcourse.widgets.momentum import chain_race
from gdcourse.widgets.momentum_chain import gaps, pull

GOALS = {
    "same": {"momentum": 0.0},
    "tuned": {"momentum": 0.98},
    "fades": {"links": 401},
    "worse": {"momentum": 0.99},
}


def test_chain_race_shows_and_says_what_was_computed(sweep):
    sweep(chain_race, goals=GOALS)


@pytest.mark.parametrize("links", [51, 101])
def test_the_chain_of_the_figure_is_that_of_the_lower_bound(links):
    problem, _ = chain((links - 1) // 2)
    points = np.random.default_rng(0).standard_normal((7, links))
    for x, gap in zip(points, gaps(links, points), strict=True):
        assert np.allclose(pull(x), problem.gradient(x), atol=1e-14)
        assert gap == pytest.approx(problem.value(x) - problem.minimum, rel=1e-9)


def test_slopes_and_last_gaps_on_401_links_are_those_of_the_exercise():
    numbers = chain_race().set(links=401).numbers
    slopes = {name: round(value, 2) for name, value in numbers["slopes"].items()}
    assert slopes == {
        "descent": -0.52,
        "sequence": -1.34,
        "fixed": -0.59,
        "ball": -0.59,
    }
    last = {name: gap[-1] for name, gap in numbers["gaps"].items()}
    assert last["descent"] == pytest.approx(4.7e-3, rel=0.01)
    assert last["sequence"] == pytest.approx(3.6e-4, rel=0.02)
    assert last["fixed"] == pytest.approx(1.3e-3, rel=0.03)


@pytest.mark.parametrize("links", [51, 201])
@pytest.mark.parametrize("momentum", [0.0, 0.9, 0.99])
def test_no_method_comes_below_the_bound_and_the_promises_are_kept(links, momentum):
    numbers = chain_race().set(links=links, momentum=momentum).numbers
    ks, bottom = numbers["bottom"]
    for name in ("descent", "sequence", "ball", "fixed"):
        assert (numbers[f"gap {name}"][1] >= bottom * (1 - 1e-9)).all()
    assert (numbers["gap descent"][1] <= 1 / (4 * ks + 2)).all()
    assert (numbers["gap sequence"][1] <= 2 / (ks + 1) ** 2).all()


@pytest.mark.parametrize("links", [51, 201, 401])
def test_after_half_the_steps_no_method_has_moved_the_other_half(links):
    numbers = chain_race().set(links=links).numbers
    for points in numbers["points"].values():
        assert (points[numbers["half"], numbers["half"] :] == 0).all()
        assert (points[numbers["half"], : numbers["half"]] != 0).all()


def test_without_momentum_all_fixed_methods_are_gradient_descent():
    points = chain_race().set(momentum=0.0).numbers["points"]
    assert np.array_equal(points["ball"], points["descent"])
    assert np.allclose(points["fixed"], points["descent"], rtol=0, atol=1e-15)
