"""The figure of a typed function shows its derivation, its map and the run on it."""

import numpy as np
import pytest

from gdcourse import landscapes
from gdcourse.derivation import derive
from gdcourse.widgets.clicks import place_clicked
from gdcourse.widgets.own_function import (
    EXAMPLES,
    FAR,
    own_function,
)
from gdcourse.widgets.own_function_lines import cut, fitted, plain_brackets, written
from gdcourse.widgets.own_function_panes import LEFT, ROOM
from gdcourse.widgets.own_function_reading import (
    LONGEST,
    Reading,
    low_points,
    reading,
)
from gdcourse.widgets.own_function_words import fall

HIMMELBLAU, ROSENBROCK, BOWL, SADDLE, WELL = EXAMPLES[:5]
GOALS = {
    "diverge": {"formula": "300*x**2 + y**2", "steps": 200},
    "worse": {"formula": WELL, "lr": 0.5, "x0": 1.5, "half": 2},
    "saddle": {"formula": SADDLE, "lr": 0.3, "x0": 1.0, "y0": 0.0},
}
WRONG = {
    "x^2": "^ is not a power here",
    "x**2 + z": "unknown name z",
    "sine(x)": "Did you mean sin?",
    "(x + 1": "cannot be read",
    "2x": "Write every product with *",
    "": "is empty",
    "7": "f is constant",
    "abs(x)": "may have a kink",
    "sign(x)": "jumps",
    "sqrt(-1 - x**2)": "no value",
    "log(-x**2 - 1)": "no value",
    "$x$": "cannot be read",
    "<script>alert(1)</script>": "formula",
    "__import__('os').system('ls')": "only a function can be called",
    "x.__class__": "only numbers, names and operators",
    "x" * (LONGEST + 1): f"at most {LONGEST} characters",
    "9**9**9**9": "too large",
    "\N{SLIGHTLY SMILING FACE}": "cannot be read",
}


@pytest.fixture(scope="module")
def figure():
    """One figure for all positions, as a learner has it."""
    return own_function()


@pytest.fixture(autouse=True)
def start(request):
    """Every test begins at the start of the figure."""
    if "figure" in request.fixturenames:
        shared = request.getfixturevalue("figure")
        shared.set(**{name: c.first for name, c in shared.controls.items()})


def test_own_function_shows_and_says_what_was_computed(sweep):
    sweep(own_function, goals=GOALS, states=4)


@pytest.mark.parametrize("formula", EXAMPLES)
def test_every_example_is_shown_with_its_numbers_wherever_it_starts(figure, formula):
    figure.set(formula=formula)
    rng = np.random.default_rng(0)
    for _ in range(5):
        names = ("lr", "x0", "y0", "steps")
        state = {n: rng.choice(figure.controls[n].values()).item() for n in names}
        figure.set(**state)
        assert figure.error is None
        assert formula in figure.text
        for name in ("title", "fall"):
            assert figure.artists[name].get_text() == figure.numbers[name]
        shown = np.array(figure.artists["path"].get_data())
        assert np.array_equal(shown, figure.numbers["path"], equal_nan=True)


@pytest.mark.parametrize("formula", WRONG)
def test_a_formula_that_cannot_be_shown_gives_one_teaching_line(figure, formula):
    figure.set(formula=formula)
    assert figure.error is None
    line = " ".join(figure.artists["problem"].get_text().split())
    assert WRONG[formula] in line
    assert ", got " in line
    assert figure.text.startswith("No picture yet: ")
    assert len(figure.text) <= 200


@pytest.mark.parametrize("formula", ["x^2", "abs(x)", "\N{SLIGHTLY SMILING FACE}"])
def test_the_figure_recovers_with_the_next_formula(figure, formula):
    figure.set(formula=formula).set(formula=BOWL)
    assert figure.error is None
    assert "problem" not in figure.artists
    assert BOWL in figure.text


def test_one_wrong_formula_after_another_shows_its_own_line(figure):
    figure.set(formula="x^2").set(formula="y^3")
    assert "y^3" in figure.artists["problem"].get_text()


def test_the_run_on_a_bowl_follows_the_closed_form(figure):
    state = dict(figure.state, formula=BOWL, lr=0.05, x0=4.0, y0=-3.0)
    numbers = figure.compute(**state)
    k = np.arange(numbers["path"].shape[1])
    expected = [4.0 * 0.9**k, -3.0 * 0.0**k]
    assert np.allclose(numbers["path"], expected, rtol=1e-12, atol=1e-12)
    x, y = numbers["path"]
    assert np.allclose(numbers["gap"][1], x**2 + 10 * y**2, rtol=1e-12)


@pytest.mark.parametrize("formula", [HIMMELBLAU, ROSENBROCK])
def test_the_minima_of_the_map_are_those_of_the_literature(formula):
    known = {HIMMELBLAU: landscapes.himmelblau, ROSENBROCK: landscapes.rosenbrock}
    minimizers = known[formula].minimizers
    found = reading(formula, 5).minima.T
    assert len(found) == len(minimizers)
    for point in minimizers:
        assert np.abs(found - point).max(axis=1).min() < 1e-9


def test_the_double_well_has_a_lower_and_a_higher_minimum():
    read = reading(WELL, 2)
    roots = np.sort(np.roots([1.0, 0.0, -1.0, 0.15]).real)
    assert np.allclose(read.minima[0], roots[[0, 2]], atol=1e-9)
    low, high = read.f.value(read.minima)
    assert read.lowest(low)
    assert not read.lowest(high)


@pytest.mark.parametrize("formula", [SADDLE, "exp(x*y)", "x + y", "tan(x)*tan(y)"])
def test_saddles_slopes_and_poles_are_no_minima(formula):
    assert reading(formula, 5).minima.size == 0


def test_a_low_point_may_lie_between_two_points_of_the_grid():
    heights = np.array([9.0, 1.0, 1.0, 9.0])
    assert low_points(heights).tolist() == [False, True, True, False]
    assert isinstance(reading("(x - 0.03125)**2 + y**2", 5), Reading)
    assert np.allclose(
        reading("(x - 0.03125)**2 + y**2", 5).minima, [[0.03125], [0]], atol=1e-9
    )


@pytest.mark.parametrize(
    ("state", "kind", "title"),
    [
        ({"formula": BOWL, "lr": 0.05}, "budget", "Not there yet after 40 steps"),
        ({"formula": BOWL, "lr": 0.5}, "diverged", "Diverges: far off after 40 steps"),
        (
            {"formula": SADDLE, "lr": 0.02, "steps": 60, "y0": 1.0},
            "off",
            "Off the map after 60 steps",
        ),
        (
            {"formula": SADDLE, "lr": 0.5, "y0": 0.0},
            "saddle",
            "Converged in 1 step: a saddle, no minimum",
        ),
        (
            {"formula": "x - log(x)", "x0": -1.0},
            "nowhere",
            "f has no value at the start",
        ),
        (
            {"formula": "x - log(x)", "x0": 3.0, "lr": 0.5, "steps": 1},
            "budget",
            "Not there yet after 1 step",
        ),
        (
            {"formula": "2*x - log(x)", "x0": 1.0, "lr": 1.0, "steps": 9},
            "domain",
            "f is infinite at step 1: the step was too long",
        ),
        (
            {"formula": "3*x - log(x)", "x0": 1.0, "lr": 1.0, "steps": 9},
            "domain",
            "f has no value at step 1: the step was too long",
        ),
        (
            {"formula": "-x**2", "x0": 0.0},
            "maximum",
            "The start is a maximum: no step",
        ),
        ({"formula": "x**2", "x0": 0.0}, "lowest", "The start is a minimum: no step"),
        (
            {"formula": "sqrt(x)", "x0": 0.0},
            "steep",
            "f has no gradient at the start",
        ),
        ({"formula": "x**y", "x0": -0.5}, "steep", "f has no gradient at the start"),
    ],
)
def test_the_title_says_how_the_run_ended(figure, state, kind, title):
    numbers = figure.compute(**(figure.state | state))
    assert numbers["kind"] == kind
    assert numbers["title"] == title


def test_a_run_that_is_said_to_diverge_is_far_and_higher_than_its_start(figure):
    rng = np.random.default_rng(0)
    for _ in range(40):
        state = dict(figure.state, formula=BOWL, lr=float(rng.choice([0.1, 0.3, 2.0])))
        state |= {"x0": float(rng.integers(-5, 6)), "steps": int(rng.integers(1, 200))}
        numbers = figure.compute(**state)
        if numbers["kind"] == "diverged":
            assert np.abs(numbers["trace"].x).max() > FAR * state["half"]
            assert not numbers["values"][-1] <= numbers["values"][0]


def test_where_f_has_no_value_the_path_ends(figure):
    state = dict(figure.state, formula="2*x - log(x)", x0=1.0, lr=1.0)
    numbers = figure.compute(**state)
    assert np.isfinite(numbers["path"][:, 0]).all()
    assert np.isnan(numbers["path"][:, 1:]).all()
    assert numbers["end"] is None


def test_the_words_about_the_values_are_true():
    assert fall(np.array([3.0, 2.0, 1.0])) == "f falls at every step: 3 → 1"
    assert fall(np.array([3.0, 1.0, 2.0])) == "f does not fall at step 2: 3 → 2"
    assert fall(np.array([3.0, np.inf])) == "f does not fall at step 1: 3 → ∞"
    assert fall(np.array([np.nan, 1.0])) == "No value, no curve"
    assert fall(np.array([3.0])) == "f stays at 3"
    assert fall(np.array([3.0, 3.0])) == "f stays at 3"


@pytest.mark.parametrize("formula", EXAMPLES)
@pytest.mark.parametrize("by", ["x", "y"])
def test_the_lines_end_with_both_derivatives_and_fit(formula, by):
    read = reading(formula, 5)
    size, rows = fitted(read.f, by, *ROOM)
    assert 9 <= size <= 11
    assert sum(row.height + 5 for row in rows) <= ROOM[1]
    assert all(row.width <= ROOM[0] for row in rows)
    others = [v for v in map(str, read.f.variables) if v != by]
    assert len([line for line in written(read.f, by) if line[2] == SAME]) == len(others)


SAME = "by the same rules"


def test_a_very_long_derivation_is_cut_with_dots():
    f = derive("exp(-x*y)*sin(x)*cos(y)*tanh(x*y)*atan(x+y)*log(2+x**2)*sqrt(3+y**2)")
    _, rows = fitted(f, "x", *ROOM)
    assert "⋮" in [row.text for row in rows]
    assert sum(row.height + 5 for row in rows) <= ROOM[1]
    assert cut("x" * 300).endswith("…")
    assert len(cut("x" * 300)) < 130


def test_brackets_around_fractions_grow_and_others_do_not():
    assert plain_brackets(r"\left[ x \left( y \right) \right]") == "[ x ( y ) ]"
    tall = r"\left( \frac{1}{x} \right)"
    assert plain_brackets(tall) == tall


def test_a_click_on_the_map_is_a_new_start(figure):
    places = place_clicked(figure.canvas.figure, middle_of_the_map(), figure.clicks)
    assert places == pytest.approx({"x0": 0.0, "y0": 0.0}, abs=0.05)


def middle_of_the_map():
    """Shares of the page's width and height, from its lower left corner."""
    left, low, width, height = LEFT
    return [left + width / 2, low + height / 2]


def test_a_typed_formula_travels_in_the_seed(figure):
    seed = figure.set(formula="x**4 + cos(y)", x0=1.5).seed
    figure.set(formula=BOWL, x0=0.0).at(seed)
    assert figure.state["formula"] == "x**4 + cos(y)"
    assert figure.state["x0"] == 1.5
