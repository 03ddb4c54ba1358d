"""Losses of outputs: their definitions, their slopes, and which targets they take."""

import numpy as np
import pytest

from gdcourse.derivation import complex_step
from gdcourse.landscapes.losses import LOSSES, columns, loss

RNG = np.random.default_rng(2)
A = RNG.normal(size=(3, 6))
TARGETS = {
    "least_squares": RNG.normal(size=(3, 6)),
    "logistic": RNG.integers(0, 2, size=(3, 6)).astype(float),
    "softmax": np.eye(3)[[0, 1, 2, 2, 1, 0]].T,
}
EVERY = pytest.mark.parametrize("name", LOSSES)


@EVERY
def test_slopes_of_losses_are_those_of_complex_steps(name):
    Y = TARGETS[name]
    exact = complex_step(lambda a: loss(name).each(a.reshape(3, 6), Y).sum(), A.ravel())
    assert np.allclose(loss(name).slope(A, Y).ravel(), exact, rtol=1e-13, atol=1e-15)


def test_losses_are_what_they_are_called():
    a, chances = A[:, 1], np.exp(A[:, 1]) / np.exp(A[:, 1]).sum()
    squares = ((a - TARGETS["least_squares"][:, 1]) ** 2).sum() / 2
    share = 1 / (1 + np.exp(-a))
    bits = TARGETS["logistic"][:, 1]
    log_loss = -(bits * np.log(share) + (1 - bits) * np.log(1 - share)).sum()
    wanted = [squares, log_loss, -np.log(chances[1])]
    found = [loss(name).each(A, TARGETS[name])[1] for name in LOSSES]
    assert found == pytest.approx(wanted, rel=1e-14)


@EVERY
def test_losses_of_a_stack_are_those_of_its_members(name):
    stack = RNG.normal(size=(2, 4, 3, 6))
    Y = TARGETS[name]
    assert loss(name).each(stack, Y).shape == (2, 4, 6)
    assert (loss(name).slope(stack, Y)[1, 2] == loss(name).slope(stack[1, 2], Y)).all()


def test_a_confident_wrong_answer_costs_its_margin_and_not_infinity():
    far = np.array([[800.0], [0.0], [-800.0]])
    for label, cost in ((0, 0.0), (1, 800.0), (2, 1600.0)):
        Y = np.eye(3)[:, [label]]
        assert loss("softmax").each(far, Y) == [cost]
    assert loss("logistic").each(far[:1], np.zeros((1, 1))) == [800.0]


def test_targets_become_columns_whatever_their_form():
    labels = np.array([0, 2, 1, 1])
    one_hot = loss("softmax").targets(labels, 4, 3)
    assert (one_hot == np.eye(3)[labels].T).all()
    assert (loss("softmax").targets(np.eye(3)[labels], 4, 3) == one_hot).all()
    assert loss("least_squares").targets([1.0, 2.0], 2, 1).tolist() == [[1.0, 2.0]]
    assert loss("least_squares").targets(np.ones((5, 2)), 5, 2).shape == (2, 5)


def test_soft_labels_are_chances():
    Y = loss("softmax").targets([[0.9, 0.1], [0.2, 0.8]], 2, 2)
    assert Y.tolist() == [[0.9, 0.2], [0.1, 0.8]]


X3 = np.ones(3)
BAD = [
    (lambda: loss("hinge"), "loss must be one of .*, got 'hinge'"),
    (
        lambda: columns("softmax", (3, 2), X3, [0]),
        r"X must have shape \(n, 3\) .*, got",
    ),
    (lambda: columns("softmax", (1, 2), [[np.inf]], [0]), "X must be finite, got"),
    (lambda: columns("softmax", (1, 2), [[1.0]], [5]), "labels must be whole .*, got"),
    (lambda: columns("softmax", (1, 2), [[1.0]], [0.5]), "labels must be whole"),
    (
        lambda: columns("logistic", (1, 1), [[1.0]], [-1]),
        "labels y must be 0 or 1, got",
    ),
    (lambda: loss("softmax").targets([[0.9, 0.9]], 1, 2), "chances that sum to 1, got"),
    (lambda: loss("softmax").targets([[2.0, -1.0]], 1, 2), "chances that sum to 1"),
    (lambda: loss("least_squares").targets([1.0, 2.0], 2, 3), r"got shape \(2,\)"),
    (lambda: loss("least_squares").targets([], 0, 1), "y must not be empty, got"),
]


@pytest.mark.parametrize(("call", "words"), BAD)
def test_targets_that_do_not_fit_are_told_in_one_line(call, words):
    with pytest.raises((ValueError, TypeError), match=words):
        call()
