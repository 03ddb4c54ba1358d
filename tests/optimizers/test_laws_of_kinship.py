"""Laws of all rules: which rule is another one in disguise, and how far a step goes."""

from dataclasses import replace

import numpy as np
import pytest
import sympy as sp
from rules import ROWS
from valley import START, Valley, walk

from gdcourse.optimizers.adam import Adam, AdamW
from gdcourse.optimizers.adam_family import Adamax, NAdam, RAdam
from gdcourse.optimizers.adaptive_methods import AdaGrad, RMSprop
from gdcourse.optimizers.averaging import ExponentialAverage, PolyakRuppert
from gdcourse.optimizers.clipping import Clipped
from gdcourse.optimizers.conjugate_gradients import ConjugateGradients
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.layerwise import LAMB, LARS
from gdcourse.optimizers.line_search import ExactLineSearch
from gdcourse.optimizers.momentum import Momentum
from gdcourse.optimizers.nesterov import LookAhead, Nesterov
from gdcourse.optimizers.preconditioning import Preconditioned
from gdcourse.optimizers.proximal import ProximalGradient
from gdcourse.optimizers.sharpness import SAM
from gdcourse.optimizers.sign_methods import Lion, SignDescent

PLAIN, BALL, SIGNS = GradientDescent(0.1), Momentum(0.1), SignDescent(0.1)
NO_MEMORY = {"betas": (0.0, 0.0), "eps": 0.0}

TWINS = {
    "momentum 0, outside": (Momentum(0.1, momentum=0.0), PLAIN),
    "momentum 0, inside": (Momentum(0.1, momentum=0.0, convention="inside"), PLAIN),
    "momentum 0, average": (Momentum(0.1, momentum=0.0, convention="average"), PLAIN),
    "look-ahead, momentum 0": (LookAhead(0.1, momentum=0.0), PLAIN),
    "Nesterov for κ = 1": (Nesterov(0.1, strong_convexity=10.0), PLAIN),
    "RAdam that never divides": (RAdam(0.1, betas=(0.0, 0.5)), PLAIN),
    "SAM of radius 0": (SAM(BALL, rho=0.0), BALL),
    "a norm never clipped": (Clipped(BALL, limit=1e9), BALL),
    "values never clipped": (Clipped(BALL, by="value", limit=1e9), BALL),
    "a mean beside it": (PolyakRuppert(BALL), BALL),
    "a moving mean beside it": (ExponentialAverage(BALL), BALL),
    "identity before it": (Preconditioned(BALL, np.eye(3)), BALL),
    "a threshold of 0": (ProximalGradient(0.1, strength=0.0), PLAIN),
    "AdamW without decay": (AdamW(0.1, weight_decay=0.0), Adam(0.1)),
    "AdamW by its switch": (
        Adam(0.1, weight_decay=0.3, decoupled_weight_decay=True),
        AdamW(0.1, weight_decay=0.3),
    ),
    "Adam without momentum": (
        Adam(0.1, betas=(0.0, 0.9), bias_correction=False),
        RMSprop(0.1, alpha=0.9),
    ),
    "NAdam without momentum": (
        NAdam(0.1, betas=(0.0, 0.9)),
        Adam(0.1, betas=(0.0, 0.9)),
    ),
    "Lion without memory": (Lion(0.1, betas=(0.0, 0.0)), SIGNS),
    "Adam without memory": (Adam(0.1, **NO_MEMORY), SIGNS),
    "Adamax without memory": (Adamax(0.1, **NO_MEMORY), SIGNS),
    "RMSprop without memory": (RMSprop(0.1, alpha=0.0, eps=0.0), SIGNS),
}


@pytest.mark.parametrize("name", TWINS)
def test_two_rules_are_one(name):
    one, other = TWINS[name]
    np.testing.assert_allclose(walk(one), walk(other), rtol=0, atol=1e-14)


@pytest.mark.parametrize("name", [name for name in TWINS if "momentum 0" in name])
def test_momentum_above_0_is_not_gradient_descent(name):
    rule = replace(TWINS[name][0], momentum=0.5)
    assert np.abs(walk(rule) - walk(PLAIN)).max() > 0.05


def test_the_first_conjugate_gradient_is_the_gradient():
    one, other = ConjugateGradients("fletcher-reeves", "exact"), ExactLineSearch()
    paths = walk(one, steps=2), walk(other, steps=2)
    np.testing.assert_allclose(paths[0][1], paths[1][1], rtol=1e-15)
    assert np.abs(paths[0][2] - paths[1][2]).max() > 0.001


WITH_LR = [
    row
    for row in ROWS
    if getattr(row.rule, "lr", None) is not None
    and not getattr(row.rule, "search", False)  # there lr is only the first trial
]


@pytest.mark.parametrize("row", WITH_LR, ids=str)
def test_a_learning_rate_of_0_stands_still(row):
    assert (walk(replace(row.rule, lr=0.0), steps=4) == START).all()


# how far the first step goes

GRADIENTS = [np.array([1e-6, -2.0, 3e5]), np.array([-1.0, 1e-9, 40.0])]
NO_EPS = {"lr": 0.1, "eps": 0.0}
FIRST = {
    "Adam": (Adam(**NO_EPS), 0.1),
    "Adam, other betas": (Adam(**NO_EPS, betas=(0.3, 0.5)), 0.1),
    "Adam, amsgrad": (Adam(**NO_EPS, amsgrad=True), 0.1),
    "Adam, amsgrad corrected": (Adam(**NO_EPS, amsgrad="corrected"), 0.1),
    "Adam, hat": (Adam(**NO_EPS, eps_form="hat"), 0.1),
    "AdamW": (AdamW(**NO_EPS, weight_decay=0.0), 0.1),
    "Adamax": (Adamax(**NO_EPS), 0.1),
    "AdaGrad": (AdaGrad(**NO_EPS), 0.1),
    "SignDescent": (SignDescent(0.1), 0.1),
    "Lion": (Lion(0.1), 0.1),
    "RMSprop": (RMSprop(**NO_EPS, alpha=0.75), 0.1 / 0.25**0.5),
    "Adam uncorrected": (
        Adam(**NO_EPS, betas=(0.9, 0.99), bias_correction=False),
        0.1 * 0.1 / 0.01**0.5,
    ),
}


@pytest.mark.parametrize("grad", GRADIENTS, ids=["small first", "small second"])
@pytest.mark.parametrize("name", FIRST)
def test_the_first_step_has_one_length_in_every_component(name, grad):
    rule, length = FIRST[name]
    x, _ = rule.step(START, grad, rule.init(START), 1)
    np.testing.assert_allclose(x - START, -length * np.sign(grad), rtol=1e-12)


@pytest.mark.parametrize("grad", GRADIENTS, ids=["small first", "small second"])
def test_the_first_layerwise_step_is_a_share_of_the_weights(grad):
    long = np.linalg.norm(START)
    for rule, length in (
        (LARS(0.5, trust_coefficient=0.1), 0.05 * long),
        (LAMB(0.1, eps=0.0), 0.1 * long),
    ):
        x, _ = rule.step(START, grad, rule.init(START), 1)
        assert np.linalg.norm(x - START) == pytest.approx(length, rel=1e-12)


# what bias correction corrects

BETAS = [(0.9, 0.999), (0.5, 0.5), (0.99, 0.9)]


@pytest.mark.parametrize("betas", BETAS)
def test_under_a_constant_gradient_adam_takes_steps_of_lr_from_the_start(betas):
    rule, grad = Adam(0.1, betas=betas, eps=0.0), GRADIENTS[0]
    x, memory = START, rule.init(START)
    for t in range(1, 60):
        x, memory = rule.step(x, grad, memory, t)
        exact = START - 0.1 * t * np.sign(grad)
        np.testing.assert_allclose(x, exact, rtol=0, atol=1e-10)


@pytest.mark.parametrize("betas", BETAS)
def test_corrected_averages_have_weights_that_sum_to_one(betas):
    """m̂_t = Σ w_i g_i and v̂_t = Σ w_i g_i², w_i = (1 - β) β^(t-i) / (1 - βᵗ)."""
    grads = np.random.default_rng(3).normal(size=(12, 3))
    rule = Adam(0.1, betas=betas)
    x, memory = START, rule.init(START)
    for t, grad in enumerate(grads, start=1):
        x, memory = rule.step(x, grad, memory, t)
        for average, beta, power in zip(memory, betas, (1, 2), strict=False):
            weights = (1 - beta) * beta ** np.arange(t - 1, -1, -1) / (1 - beta**t)
            assert weights.sum() == pytest.approx(1, rel=1e-12)
            mean = weights @ grads[:t] ** power
            np.testing.assert_allclose(average / (1 - beta**t), mean, rtol=1e-9)


def test_the_bias_correction_identity_holds_for_letters():
    alpha, beta1, beta2, eps, g = sp.symbols("alpha beta1 beta2 epsilon g", positive=1)
    x, memory = sp.Symbol("x", real=True), (0, 0, 0)
    rule = Adam(alpha, betas=(beta1, beta2), eps=eps)
    for t in (1, 2, 3):
        after, memory = rule.step(x, g, memory, t)
        moved = sp.simplify(sp.nsimplify(after - x))
        assert sp.simplify(moved + alpha * g / (g + eps)) == 0
        x = sp.Symbol(f"x{t}", real=True)


# a weight that no gradient moves


def idle(rule, steps: int = 500) -> list[float]:
    x, memory = 1.0, rule.init(1.0)
    path = [x]
    for t in range(1, steps + 1):
        x, memory = rule.step(x, 0.0, memory, t)
        path.append(x)
    return path


DECAYS = [1e-4, 1e-2, 1.0]


def test_an_idle_weight_shrinks_under_adam_with_l2_whatever_the_decay():
    paths = [idle(Adam(1e-3, weight_decay=decay, eps=0.0)) for decay in DECAYS]
    np.testing.assert_allclose(paths[1:], paths[:1] * 2, rtol=1e-12)
    assert paths[0][1] == pytest.approx(1 - 1e-3, rel=1e-12)
    ends = [idle(Adam(1e-3, weight_decay=decay))[-1] for decay in DECAYS]
    assert ends == pytest.approx([0.5605] * 3, abs=1e-4)


@pytest.mark.parametrize("decay", DECAYS)
def test_an_idle_weight_shrinks_under_adamw_by_its_decay(decay):
    path = idle(AdamW(1e-3, weight_decay=decay))
    exact = (1 - 1e-3 * decay) ** np.arange(501)
    np.testing.assert_allclose(path, exact, rtol=1e-12)


def test_an_idle_weight_without_decay_stays():
    for rule in (Adam(1e-3), AdamW(1e-3, weight_decay=0.0)):
        assert set(idle(rule)) == {1.0}


def test_the_valley_has_the_gradient_of_its_value():
    """Or the laws would be laws of nothing."""
    for valley in (Valley(), Valley(scale=3.0, turn=True, shift=0.5)):
        moves = 1e-6 * np.eye(3)
        slopes = [
            (valley.value(START + e) - valley.value(START - e)) / 2e-6 for e in moves
        ]
        np.testing.assert_allclose(valley.gradient(START), slopes, rtol=1e-7)
        rows = [
            (valley.gradient(START + e) - valley.gradient(START - e)) / 2e-6
            for e in moves
        ]
        np.testing.assert_allclose(valley.hessian(START), rows, rtol=0, atol=1e-7)
