"""What may be handed to the figure of a learner's own method."""

import pytest

from gdcourse.widgets.own_method import own_method
from gdcourse.widgets.own_method_form import arguments
from gdcourse.widgets.own_method_rules import LOOKS, SETTINGS
from gdcourse.widgets.own_method_study import Study
from gdcourse.widgets.own_method_walk import Own


def plain(x, grad, lr):
    return x - lr * grad


def ball(x, grad, v, t, lr=0.01, beta=0.9):
    v = beta * v + grad
    return x - lr * v, v


@pytest.mark.parametrize(
    ("function", "count"),
    [
        (plain, 3),
        (ball, 4),
        (lambda x, grad, lr, extra=1: x, 3),
        (lambda *args: args[0], 4),
        (lambda x: x, 0),
    ],
)
def test_the_form_of_a_step_is_read_from_its_arguments(function, count):
    assert arguments(function) == count


def test_what_is_no_function_is_refused_in_one_line():
    with pytest.raises(TypeError, match="step must be"):
        own_method(0.1)
    with pytest.raises(ValueError, match="settings must be among"):
        own_method(plain, beta=0.5)


def test_every_reference_can_be_chosen():
    study = Study(Own(plain), SETTINGS)
    for name in LOOKS:
        numbers = study.numbers("Rosenbrock", name, 40, 0.001)
        assert numbers["who"] == f"Yours and {LOOKS[name]}"
