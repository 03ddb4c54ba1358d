"""Steps in blocks are the same steps, for every rule of the package or not at all."""

import importlib
import pkgutil
from inspect import signature

import numpy as np
import pytest

import gdcourse.optimizers
from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.averaging import ExponentialAverage, PolyakRuppert
from gdcourse.optimizers.blocks import WHOLE, step_in_blocks
from gdcourse.optimizers.clipping import Clipped
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.momentum import Momentum
from gdcourse.optimizers.nesterov import LookAhead, Nesterov

N = 101
NEEDS = {
    "PolyakRuppert": (Adam(0.1),),
    "ExponentialAverage": (Nesterov(0.1),),
    "Clipped": (Momentum(0.1), "value"),
    "SAM": (Momentum(0.1),),
    "Preconditioned": (Momentum(0.1), np.eye(N)),
}


def is_rule(kind):
    """A class with the two verbs, whose memory begins with the start x."""
    verbs = hasattr(kind, "init") and hasattr(kind, "step")
    return verbs and isinstance(kind, type) and "x" in signature(kind.init).parameters


def all_rules():
    """Every class of the room with the two verbs of a rule, made with few words."""
    found = {}
    for module in pkgutil.iter_modules(gdcourse.optimizers.__path__):
        space = importlib.import_module(f"gdcourse.optimizers.{module.name}")
        for name, kind in vars(space).items():
            if is_rule(kind):
                found[name] = kind(*NEEDS.get(name, ()))
    return found


RULES = all_rules()
SPLIT = {name: rule for name, rule in RULES.items() if name not in WHOLE}
SPLIT |= {
    "dampened": Momentum(0.1, 0.9, dampening=0.5),
    "strongly convex": Nesterov(0.1, 0.5),
    "wrapped twice": ExponentialAverage(PolyakRuppert(Clipped(Adam(), "value"), 2)),
}


def gradients(dtype=float):
    return np.random.default_rng(6).normal(size=(5, N)).astype(dtype)


def whole(rule, dtype=float):
    x = np.linspace(-1, 1, N, dtype=dtype)
    memory = rule.init(x)
    for t, grad in enumerate(gradients(dtype), start=1):
        x, memory = rule.step(x, grad, memory, t)
    return x, memory


def in_blocks(rule, size, dtype=float):
    x = np.linspace(-1, 1, N, dtype=dtype)
    memory = rule.init(x)
    for t, grad in enumerate(gradients(dtype), start=1):
        memory = step_in_blocks(rule, x, grad, memory, t, size)
    return x, memory


def test_rules_are_found():
    assert {"GradientDescent", "Momentum", "Adam", "Lion", "Nesterov"} <= set(SPLIT)


@pytest.mark.parametrize("size", [1, 7, 100, 101, 16_384])
@pytest.mark.parametrize("name", SPLIT)
def test_blocks_of_any_size_equal_the_whole_step_bit_for_bit(name, size):
    x, memory = in_blocks(SPLIT[name], size)
    expected, kept = whole(SPLIT[name])
    assert np.array_equal(x, expected)
    np.testing.assert_equal(memory, kept)
    assert type(memory) is type(kept)


@pytest.mark.parametrize("name", SPLIT)
def test_in_float32_too(name):
    x, _ = in_blocks(SPLIT[name], 7, np.float32)
    assert x.dtype == np.float32
    assert np.array_equal(x, whole(SPLIT[name], np.float32)[0])


@pytest.mark.parametrize("name", sorted(WHOLE & set(RULES)))
def test_rules_that_mix_entries_are_refused(name):
    with pytest.raises(
        ValueError, match=r"rule must treat .*, got .*\. Call rule\.step"
    ):
        in_blocks(RULES[name], 7)


def test_every_name_among_the_refused_is_a_rule():
    assert set(RULES) >= WHOLE


@pytest.mark.parametrize(
    "rule",
    [
        Clipped(Momentum()),
        PolyakRuppert(Clipped(Momentum())),
        ExponentialAverage(LookAhead(0.1, gradient=lambda x: x)),
        GradientDescent(np.full(N, 0.1)),
        PolyakRuppert(GradientDescent(np.full(N, 0.1))),
    ],
)
def test_rules_that_wrap_a_norm_or_hold_a_grid_are_refused(rule):
    with pytest.raises(ValueError, match=r"rule must treat each entry by itself, got"):
        in_blocks(rule, 7)


def test_x_and_the_arrays_of_the_memory_are_overwritten_in_place():
    x, rule = np.linspace(-1, 1, N), Adam(0.1)
    before = rule.init(x)
    start = x.copy()
    after = step_in_blocks(rule, x, np.ones(N), before, 1, 10)
    assert all(new is old for new, old in zip(after, before, strict=True))
    assert not np.array_equal(x, start)


def test_numbers_in_the_memory_go_on_once_per_step():
    rule = Nesterov(0.1)
    assert in_blocks(rule, 7)[1][1] == whole(rule)[1][1] != 1.0


def test_the_gradient_is_not_changed():
    x, grad = np.linspace(-1, 1, N), np.ones(N)
    step_in_blocks(Momentum(), x, grad, 0 * x, 1, 10)
    assert (grad == 1).all()


class KeepsTwoPoints:
    """A rule whose new memory is made of the old points themselves."""

    def init(self, x):
        return 0 * x, 0 * x

    def step(self, x, grad, memory, t):
        last, before = memory
        return x + 0.5 * (last - before) - 0.1 * grad, (x, last)


class SwapsThem:
    """A rule that gives back a part of its memory as the next point."""

    def init(self, x):
        return (x + 1,)

    def step(self, x, grad, memory, t):
        return memory[0], (x,)


@pytest.mark.parametrize("rule", [KeepsTwoPoints(), SwapsThem()])
@pytest.mark.parametrize("size", [7, 200])
def test_memories_that_share_arrays_are_not_overwritten_too_early(rule, size):
    x, memory = in_blocks(rule, size)
    expected, kept = whole(rule)
    assert np.array_equal(x, expected)
    np.testing.assert_equal(memory, kept)


class MakesItsMemoryLate:
    """A rule as beginners write it: the velocity appears in the first step."""

    def init(self, x):
        return None

    def step(self, x, grad, memory, t):
        v = grad if memory is None else 0.9 * memory + grad
        return x - 0.1 * v, v


def test_a_memory_that_appears_late_is_refused():
    with pytest.raises(
        ValueError, match=r"init must make .*, got None .*\. Return 0 \*"
    ):
        in_blocks(MakesItsMemoryLate(), 7)


@pytest.mark.parametrize(
    "x", [[1.0, 2.0], np.ones((2, 2)), np.array([1, 2]), 1.0, np.array(1.0)]
)
def test_only_flat_arrays_of_floats_can_be_overwritten(x):
    with pytest.raises(
        TypeError, match=r"x must be a flat array of floats, got .*\. It"
    ):
        step_in_blocks(GradientDescent(), x, x, None, 1)


def test_a_gradient_of_another_shape_or_an_empty_block_is_refused():
    x = np.ones(3)
    with pytest.raises(ValueError, match=r"grad must have shape \(3,\), got \(2,\)\. "):
        step_in_blocks(GradientDescent(), x, np.ones(2), None, 1)
    with pytest.raises(ValueError, match=r"size must be .* at least 1, got 0\. "):
        step_in_blocks(GradientDescent(), x, x, None, 1, size=0)
