"""AdaGrad, AMSGrad and Adam: theorems, the example that breaks Adam, false theorems."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.optimizers.adaptive_methods import AdaGrad
from gdcourse.proofs import adaptive_methods as adaptive
from gdcourse.proofs import adaptive_methods_adam as adam
from gdcourse.proofs import adaptive_methods_bias as bias
from gdcourse.proofs.adaptive_methods import THEOREMS, D, e, eta, r, s
from gdcourse.proofs.assumptions import equation, hypothesis, projection
from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import Form
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region
from gdcourse.proofs.theorem import is_zero

Q = sp.Rational
NAMES = [theorem.name for theorem in THEOREMS]


def test_group_of_adaptive_methods_is_complete():
    assert NAMES == ["8a", "8b", "8b'", "8c"]
    assert [theorem.is_tight for theorem in THEOREMS] == [False, False, False, True]


# --- AdaGrad


def adagrad_with(lemma=1, width=1, growing=True):
    u, x, g, y = adaptive.numbers()
    paid = r * (x - u) ** 2 / (2 * eta) - s * (y - u) ** 2 / (2 * eta)
    claim = g * (x - u) <= paid + (width * D**2 / (2 * eta) + lemma * eta) * (s - r)
    used = [
        (s / (2 * eta), projection(x - eta / s * g, y, u)),
        ((s - r) / (2 * eta), hypothesis((x - u) ** 2 <= D**2, "a box")),
        (-eta / (2 * s), equation(g**2, s**2 - r**2, "length")),
    ]
    where = Region(eta, D, positive={e: s - r}, nonnegative=[r], solve={s: r + e})
    return prove(claim, used, where if growing else Region(eta, D, r, s))


@pytest.mark.parametrize("mutant", [{"lemma": Q(99, 100)}, {"width": Q(99, 100)}])
def test_adagrad_does_not_promise_more(mutant):
    adagrad_with()
    with pytest.raises(Refused, match="must cancel"):
        adagrad_with(**mutant)


def test_adagrad_needs_its_sum_of_squares_to_grow():
    with pytest.raises(Refused, match="A minus sign is left"):
        adagrad_with(growing=False)


def test_lemma_of_the_roots_has_no_better_constant():
    lemma, best = adaptive.root_lemma()
    assert is_zero(lemma)
    assert is_zero(best)
    assert not is_zero(lemma - (s - r) / 100)


def test_adagrad_comes_near_its_bound_against_an_adversary():
    """Losses that always push x away from where it is."""
    x, total, pushes, rule = np.zeros(1), 0.0, [], AdaGrad(lr=2**0.5, eps=0.0)
    memory = rule.init(x)
    for count in range(1, 401):
        g = np.where(x >= 0, 1.0, -1.0)
        total += g @ x
        pushes.append(g)
        x, memory = rule.step(x, g, memory, count)
        x = np.clip(x, -1, 1)
    regret = total + abs(np.sum(pushes))
    bound = adaptive.adagrad_bound(np.array(pushes), width=2.0, eta=2**0.5)[-1]
    assert 0.3 < regret / bound < 1


# --- AMSGrad and Adam


def test_adams_divisor_may_fall_and_its_proof_is_refused_by_name():
    adaptive.adaptive_step()
    with pytest.raises(Refused, match=r"got w_t/2 - w_\{t-1\}/2 for the box"):
        adaptive.adaptive_step(adaptive.ANY)


@pytest.mark.parametrize("C", [2.1, 3.0, 10.0])
@pytest.mark.parametrize("lr", [0.01, 0.1, 5.0])
def test_adam_is_back_at_the_worst_point_after_every_cycle(C, lr):
    ends, regret = adam.cycled(adam.forgetful(lr, C), C, cycles=1000)
    assert set(ends) == {1.0}
    assert regret[-1] / 3000 >= (2 * C - 4) / 3


def test_amsgrad_finds_the_best_point_on_the_same_losses():
    ends, regret = adam.cycled(adam.forgetful(1.0, 3.0, amsgrad=True), 3.0, 2000)
    assert ends[-1] < -0.95
    assert regret[-1] / 6000 < 0.05


@pytest.mark.parametrize("i", [sp.Integer(0), Q(1, 4)])
def test_first_cycle_needs_its_own_proof(i):
    """At i = 0 two steps up by the plain estimate do not make up for one down."""
    with pytest.raises(Refused, match="must cancel"):
        prove(Form.of(1 / (3 * i + 1)) <= 4 / (2 * (3 * i + 3)), [])


def test_first_memory_is_not_smaller_than_it_is():
    """At C = 2, p q is 14.69."""
    beta = adam.FORGETFUL
    product = 2 * (2 - beta) * 3 * (1 + 2 * beta - beta**2)
    prove(Form.of(product) <= Q(147, 10), [], adam.LARGE)
    with pytest.raises(Refused, match="must cancel"):
        prove(Form.of(product) <= Q(146, 10), [], adam.LARGE)


def test_old_gradients_must_be_forgotten_fast_enough():
    """With β₂ of more than 1/2 the memory outlives the cycle."""
    v, beta = Form.value("v"), Q(3, 5)
    used = [(beta, hypothesis(v <= 2 * (1 - beta), "the round before"))]
    with pytest.raises(Refused, match="must cancel"):
        prove(beta * v + (1 - beta) <= 2 * (1 - beta), used)


def test_weights_without_correction_do_not_sum_to_one():
    induction, m, v = bias.weights_sum()
    assert is_zero(induction)
    assert is_zero(m)
    assert is_zero(v)
    assert not is_zero(m + sp.Symbol("beta_1") ** 3 * sp.Symbol("g"))


def test_mean_without_correction_is_too_small():
    assert bias.corrected(np.array([2.0]), 0.9) == pytest.approx([2.0])
