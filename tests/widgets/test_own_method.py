"""A learner's step is recognized, its wrong term named, and its mistakes told."""

import re
import sys
from functools import partial

import numpy as np
import pytest

from gdcourse.optimizers import Adam, AdamW, Momentum, RMSprop
from gdcourse.widgets.own_method import own_method
from gdcourse.widgets.own_method_rules import SETTINGS, references
from gdcourse.widgets.own_method_study import NEAREST, PLACES, STEPS, Study
from gdcourse.widgets.own_method_terms import variations
from gdcourse.widgets.own_method_walk import Own


def zero(x):
    return 0 * x


def two_zeros(x):
    return 0 * x, 0 * x


def plain(x, grad, lr):
    return x - lr * grad


def ball(x, grad, v, t, lr=0.01, beta=0.9):
    v = beta * v + grad
    return x - lr * v, v


def sutskever(x, grad, v, t):
    v = 0.9 * v - 0.01 * grad
    return x + v, v


def adam(x, grad, memory, t, lr=0.05, eps=1e-8, late=0):
    m, v = memory
    m, v = 0.9 * m + 0.1 * grad, 0.999 * v + 0.001 * grad**2
    m_hat, v_hat = m / (1 - 0.9 ** (t + late)), v / (1 - 0.999 ** (t + late))
    return x - lr * m_hat / (np.sqrt(v_hat) + eps), (m, v)


def adam_uncorrected(x, grad, memory, t):
    m, v = memory
    m, v = 0.9 * m + 0.1 * grad, 0.999 * v + 0.001 * grad**2
    return x - 0.05 * m / (np.sqrt(v) + 1e-8), (m, v)


def adam_root(x, grad, memory, t):
    m, v = memory
    m, v = 0.9 * m + 0.1 * grad, 0.999 * v + 0.001 * grad**2
    m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
    return x - 0.05 * m_hat / np.sqrt(v_hat + 1e-8), (m, v)


def adam_with_l2(x, grad, memory, t):
    return adam(x, grad + 0.01 * x, memory, t)


def rms_root(x, grad, v, t):
    v = 0.99 * v + 0.01 * grad**2
    return x - 0.05 * grad / np.sqrt(v + 1e-8), v


def uphill(x, grad, lr):
    return x + lr * grad


def forgetful(x, grad, v, t):
    v = 0 * v if t == 10 else v
    return ball(x, grad, v, t)


def study_of(step, init=None, **settings):
    return Study(Own(step, init), SETTINGS | settings)


def numbers_of(study, where="quadratic κ = 10", against=NEAREST, k=30):
    rate = {"lr": 0.02} if study.own.takes_rate else {}
    return study.numbers(where, against, k, **rate)


def verdict(*args, **settings):
    return numbers_of(study_of(*args, **settings))


@pytest.mark.parametrize(
    ("step", "init"), [(plain, None), (adam_uncorrected, two_zeros)]
)
def test_own_method_shows_and_says_what_was_computed(sweep, step, init):
    state = {"against": "sign descent", "k": 0}
    sweep(partial(own_method, step, init), goals={"part": state}, states=20)


@pytest.mark.parametrize(
    ("step", "init", "name"),
    [
        (plain, None, "gradient descent"),
        (ball, zero, "heavy ball"),
        (sutskever, zero, "heavy ball"),
        (adam, two_zeros, "Adam"),
    ],
)
def test_a_right_step_is_recognized_with_its_rate(step, init, name):
    numbers = verdict(step, init)
    assert numbers["headline"] == f"Your step is {name}"
    assert numbers["first"] is None
    rate = {"heavy ball": "0.01", "Adam": "0.05", "gradient descent": "0.02"}[name]
    assert f"α = {rate}" in numbers["reasons"]


def test_the_average_convention_has_ten_times_the_rate():
    said = verdict(ball, zero)["reasons"].replace("\n", " ")
    assert "heavy ball, average, α = 0.1" in said


@pytest.mark.parametrize(
    ("step", "init", "of", "term", "words"),
    [
        (adam_uncorrected, two_zeros, "Adam", "bias correction", "it is missing"),
        (partial(adam, late=1), two_zeros, "Adam", "bias correction", "begins with 2"),
        (adam_root, two_zeros, "Adam", "ε place", "inside the root"),
        (partial(adam, eps=0.0), two_zeros, "Adam", "ε place", "missing"),
        (rms_root, zero, "RMSprop", "ε place", "inside the root"),
        (partial(ball, beta=0.5), zero, "heavy ball, outside", "velocity", "0.5, not"),
        (uphill, None, "gradient descent", "sign", "uphill"),
        (adam_with_l2, two_zeros, "Adam", "decay", "added to the gradient"),
    ],
)
def test_the_one_term_that_is_off_is_named(step, init, of, term, words):
    numbers = verdict(step, init)
    assert numbers["headline"] == f"Your step is {of} but for one term: {term}"
    assert words in numbers["reasons"]


def test_the_first_difference_has_step_coordinate_wanted_and_got():
    said = verdict(adam_uncorrected, two_zeros)["reasons"].splitlines()[0]
    f = PLACES["quadratic κ = 10"]
    x, grad = f.start, f.gradient(f.start)
    wanted = x - 0.05 * grad / (np.abs(grad) + 1e-8)
    got = x - 0.05 * 0.1 * grad / (np.sqrt(0.001) * np.abs(grad) + 1e-8)
    assert "step k = 0, coordinate x" in said
    numbers = re.search(r"wanted (\S+), got (\S+)\.$", said).groups()
    assert np.allclose([float(n) for n in numbers], [wanted[0], got[0]], rtol=1e-13)


def test_a_memory_that_is_lost_is_found_at_its_step():
    figure = own_method(forgetful, zero).set(against="heavy ball, outside")
    assert figure.numbers["first"] == 9
    assert "step k = 9" in figure.numbers["reasons"]
    assert "part" in figure.set(k=9).done


@pytest.mark.parametrize("where", PLACES)
def test_without_corrections_adam_starts_3_16_times_too_fast(where):
    numbers = numbers_of(study_of(adam_uncorrected, two_zeros), where, k=1)
    mine = np.abs(np.diff(numbers["path yours"], axis=1)).ravel()
    adams = np.abs(np.diff(numbers["path Adam"], axis=1)).ravel()
    assert np.allclose(mine / adams, 0.1 / 0.001**0.5, rtol=0.01)


def test_every_variation_differs_from_its_reference_and_is_named_once():
    rules, seen = references(SETTINGS), set()
    x, grad = np.array([1.0, -2.0]), np.array([3e-4, -1e-3])
    for variation in variations(SETTINGS):
        ends = []
        for rule in (rules[variation.of](0.05), variation.rule(0.05)):
            point, memory = x, rule.init(x)
            for t in range(1, 8):
                slope = grad * np.cos(t) * 0.1**t
                point, memory = rule.step(point, slope, memory, t)
            ends.append(point)
        assert not np.allclose(*ends, rtol=1e-12, atol=0), variation
        assert (variation.of, variation.words) not in seen
        seen.add((variation.of, variation.words))


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        (Momentum(0.01, 0.9, nesterov=True), "Nesterov, constant β"),
        (RMSprop(0.02), "RMSprop"),
        (Adam(0.03), "Adam"),
        (AdamW(0.03), "AdamW"),
    ],
)
def test_a_rule_of_the_course_is_what_it_is(rule, name):
    def step(x, grad, memory, t):
        return rule.step(x, grad, memory, t)

    assert verdict(step, rule.init)["headline"] == f"Your step is {name}"


def test_settings_of_the_references_can_be_given():
    slow = partial(ball, beta=0.5)
    assert verdict(slow, zero, momentum=0.5)["headline"] == "Your step is heavy ball"


def in_place(x, grad, lr):
    x -= lr * grad
    return x


def spoils_gradient(x, grad, lr):
    grad *= lr
    return x - grad


def counts_calls():
    calls = []

    def step(x, grad, lr):
        calls.append(x)
        return x - lr * grad / len(calls)

    return step


@pytest.mark.parametrize(
    ("step", "init", "words"),
    [
        (in_place, None, "it changes x in place"),
        (spoils_gradient, None, "it changes grad in place"),
        (lambda x, grad, lr: None, None, "got None. Does it end with return?"),
        (lambda x, grad, lr: x[:1], None, r"shape (2,), got (1,)"),
        (lambda x, grad, lr: "far", None, "it must return numbers, got 'far'"),
        (lambda x, grad, m, t: x, None, "End it with: return x, memory."),
        (lambda x, grad, m, t: (x / (t - 1), m), None, "divided by 0"),
        (lambda x, grad, m, t: (x * np.nan, m), None, "t is 1 in the first step"),
        (ball, None, "pass init=lambda x: 0 * x"),
        (lambda x, grad, lr: x - rate * grad, None, "NameError"),  # noqa: F821
        (plain, lambda: 0, "Your init: it raises TypeError"),
        (lambda x, grad, lr: sys.exit(1), None, "it raises SystemExit"),
        (lambda x: x, None, "cannot be called with 3 or 4 values"),
        (counts_calls(), None, "remembers something outside its memory"),
    ],
)
def test_a_mistake_becomes_one_line_in_the_figure(step, init, words):
    study = study_of(step, init)
    for where in PLACES:
        for against in (NEAREST, "Adam"):
            for k in (0, STEPS):
                numbers = numbers_of(study, where, against, k)
                assert words in numbers["reasons"].replace("\n", " ")
                assert numbers["headline"] == "Your step needs a repair first"


def test_a_step_with_a_mistake_still_has_a_figure():
    figure = own_method(in_place)
    for k in (0, STEPS):
        figure.set(k=k, against="Adam")
        assert figure.error is None
        assert "changes x in place" in figure.artists["reasons"].get_text()


def test_a_mistake_that_comes_late_keeps_the_steps_before_it():
    def late(x, grad, m, t):
        if t == 8:
            raise ValueError("out of luck")
        return x - 0.01 * grad, m

    figure = own_method(late).set(k=20)
    assert (
        "Your step at k = 7: it raises ValueError: out of luck"
        in (figure.numbers["reasons"])
    )
    assert figure.numbers["path yours"].shape == (2, 8)
    assert figure.numbers["title"] == "k = 20: yours ended at 7"


def test_a_step_that_stays_is_told_so():
    assert verdict(lambda x, g, lr: x)["headline"] == "Your step does not move"


def test_a_step_that_uses_its_memory_too_early_is_not_said_to_stay():
    def early(x, grad, v, t):
        return x - 0.02 * v, 0.9 * v + grad

    numbers = verdict(early, lambda x: 0 * x)
    assert numbers["headline"] == "Your first step does not move"
    assert "Renew the memory first" in numbers["reasons"]


def test_memory_may_be_given_as_it_is_and_is_not_shared_between_runs():
    start = np.zeros(2)

    def adds(x, grad, v, t):
        v *= 0.9
        v += grad
        return x - 0.01 * v, v

    assert verdict(adds, start)["headline"] == "Your step is heavy ball"
    assert not start.any()
