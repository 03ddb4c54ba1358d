"""L2 and weight decay: where they are one, where they part, and false identities."""

import pytest
import sympy as sp

from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.momentum import Momentum
from gdcourse.proofs import weight_decay, weight_decay_adam, weight_decay_momentum
from gdcourse.proofs.assumptions import hypothesis
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.theorem import is_zero
from gdcourse.proofs.vectors import Vector
from gdcourse.proofs.weight_decay import THEOREMS
from gdcourse.proofs.weight_decay_momentum import G, V, beta

NAMES = [theorem.name for theorem in THEOREMS]


def test_group_of_weight_decay_is_complete():
    assert NAMES == ["8d", "8d'", "8e", "8d''"]
    assert all(theorem.is_tight for theorem in THEOREMS)


def test_decay_of_the_step_after_is_another_rule():
    """(1 - αλ)(x - αg) shrinks the gradient's step as well."""
    a, lam, x, g = weight_decay.a, weight_decay.lam, weight_decay.x, weight_decay.g
    after = (1 - a * lam) * (x - a * g)
    assert not is_zero(after - ((1 - a * lam) * x - a * g))


def test_momentum_does_not_treat_both_decays_alike():
    one, two = weight_decay_momentum.part_after_two_steps()
    settings = weight_decay_momentum.a, beta, weight_decay_momentum.lam
    apart = two - sp.prod(settings) * weight_decay_momentum.x
    assert is_zero(one)
    assert is_zero(two)
    assert not is_zero(apart)
    assert is_zero(apart.subs(beta, 0))


def test_both_kinds_of_momentum_come_to_rest_where_they_should():
    """f = ½ (x - ½)², λ = 0.1, β = 0.9: 0.454545 and 0.495050."""
    rests = []
    for decoupled in (False, True):
        rule = Momentum(0.1, 0.9, weight_decay=0.0 if decoupled else 0.1)
        x, v = 2.0, rule.init(2.0)
        for count in range(1, 2001):
            shrunk = (1 - 0.1 * 0.1) * x if decoupled else x
            x, v = rule.step(shrunk, x - 0.5, v, count)
        rests.append(x)
    assert rests == pytest.approx([0.5 / 1.1, 0.5 / 1.01], rel=1e-9)


def test_velocity_is_not_bounded_by_less():
    v, g = Vector.letter("v"), Vector.letter("g")
    used = [
        (beta**2 + beta * G / V, hypothesis(v**2 <= V**2, "velocity so far")),
        (1 + beta * V / G, hypothesis(g**2 <= G**2, "bounded gradient")),
    ]
    less = Form.of((beta * V + G) ** 2) * sp.Rational(99, 100)
    with pytest.raises(Refused, match="must cancel"):
        prove((beta * v + g) ** 2 <= less, used, Region(beta, G, V))


def test_idle_weight_under_adam_does_not_feel_the_strength():
    """500 steps at λ of 0.01 and 1 end at one point; the first step has length α."""
    ends = []
    for strength in (0.01, 1.0):
        rule = Adam(0.001, eps=0.0, weight_decay=strength)
        path = weight_decay_adam.idle_path(rule, 1.0, 500)
        assert path[0] - path[1] == pytest.approx(0.001, rel=1e-9)
        ends.append(path[-1])
    assert ends[0] == pytest.approx(ends[1], rel=1e-9)
    assert ends[0] == pytest.approx(0.5605, abs=1e-3)


def test_epsilon_brings_the_strength_back_where_gradients_are_tiny():
    """With ε the gradients have a unit, and then c times as large is not the same."""
    paths = [
        weight_decay_adam.idle_path(Adam(0.01, eps=0.1, weight_decay=s), 1.0, 10)
        for s in (0.01, 1.0)
    ]
    assert abs(paths[0] - paths[1]).max() > 0.01
