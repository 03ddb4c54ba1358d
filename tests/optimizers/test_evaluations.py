"""Counting f and its gradient, and handing functions to the rules that ask."""

from dataclasses import dataclass

import numpy as np
import pytest

from gdcourse.optimizers.evaluations import Evaluations, filled
from gdcourse.optimizers.gradient_descent import GradientDescent


@dataclass(frozen=True)
class Asking:
    value: object = None
    hessian: object = None


@dataclass(frozen=True)
class Wrapping:
    rule: object
    gradient: object = None


def test_every_call_is_counted_once():
    pay = Evaluations(lambda x: x @ x, lambda x: 2 * x)
    x = np.ones(3)
    assert pay.value(x) == 3
    assert np.array_equal(pay.gradient(x), [2, 2, 2])
    pay.gradient(x)
    assert (pay.values, pay.gradients, pay.samples) == (1, 2, 0)


def test_batches_are_drawn_one_by_one_and_their_samples_counted():
    batches = [np.ones(4), (np.full(3, 2.0),)]
    pay = Evaluations(
        lambda x, rows: rows.sum(), lambda x, rows: x * len(rows), batches
    )
    x = np.ones(2)
    assert pay.draw()
    assert np.array_equal(pay.gradient(x), [4, 4])
    assert pay.draw()
    assert np.array_equal(pay.gradient(x), [3, 3])
    assert pay.value(x) == 6
    assert not pay.draw()
    assert (pay.gradients, pay.samples) == (2, 7)


def test_gradient_is_given_in_the_type_of_the_point():
    pay = Evaluations(abs, lambda x: np.array([1, 2]))
    assert pay.gradient(np.ones(2)).dtype == np.float64
    pay = Evaluations(abs, lambda x: np.array([1.0, 2.0]))
    assert pay.gradient(np.ones(2, np.float32)).dtype == np.float32


def test_gradient_of_another_shape_is_refused():
    pay = Evaluations(abs, lambda x: np.ones(3))
    with pytest.raises(ValueError, match=r"shape \(2,\), got \(3,\)"):
        pay.gradient(np.ones(2))


def test_complex_gradient_is_refused():
    pay = Evaluations(abs, lambda x: 1j * x)
    with pytest.raises(TypeError, match="real numbers, got type complex128"):
        pay.gradient(np.ones(2))


def test_rules_get_what_they_ask_for_and_keep_what_they_have():
    assert filled(Asking(), value=abs, hessian=None) == Asking(value=abs)
    assert filled(Asking(value=max), value=abs) == Asking(value=max)
    inner = filled(Wrapping(Asking()), value=abs, gradient=min)
    assert inner == Wrapping(Asking(value=abs), gradient=min)


def test_rules_that_ask_for_nothing_stay_themselves():
    rule = GradientDescent(0.1)
    assert filled(rule, value=abs) is rule
    assert filled(abs, value=max) is abs


def test_a_value_beside_the_gradient_is_told_apart():
    pay = Evaluations(abs, lambda x: (1.0, x))
    with pytest.raises(ValueError, match=r"must be one array .* without the value\."):
        pay.gradient(np.ones(2))


def test_hessians_are_counted_see_the_batch_and_fit_the_point():
    pay = Evaluations(abs, abs, [(np.eye(2),), (np.eye(3),)], lambda x, rows: rows)
    pay.draw()
    assert pay.hessian(np.ones(2)).tolist() == [[1, 0], [0, 1]]
    pay.draw()
    with pytest.raises(ValueError, match=r"hessian\(x\) must have shape \(2, 2\), got"):
        pay.hessian(np.ones(2))
    assert pay.hessians == 2


def test_the_whole_value_is_without_the_batch():
    pay = Evaluations(lambda x, *rows: len(rows), abs, [(1,)])
    pay.draw()
    assert (pay.value(0.0), pay.whole_value(0.0), pay.values) == (1, 0, 2)
