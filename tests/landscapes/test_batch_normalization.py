"""Batch normalization: both ways by hand, its two modes, and what it does to depth."""

import numpy as np
import pytest

from gdcourse.derivation import complex_step
from gdcourse.landscapes import MLP, BatchNorm, Linear, Stack, Statistics, he, relu
from gdcourse.landscapes.batch_normalization import statistics_in

RNG = np.random.default_rng(11)
Z = RNG.normal(size=(3, 8)) * [[1.0], [5.0], [0.1]] + [[0.0], [7.0], [-2.0]]
GAMMA, BETA, WEIGHTS = RNG.normal(size=3), RNG.normal(size=3), RNG.normal(size=(3, 8))


def test_every_feature_leaves_with_mean_beta_and_deviation_gamma():
    output, _ = BatchNorm(3, eps=1e-12).forward([GAMMA, BETA], Z)
    assert np.allclose(output.mean(axis=1), BETA, atol=1e-14)
    assert np.allclose(output.std(axis=1), np.abs(GAMMA), rtol=1e-9)


@pytest.mark.parametrize("given", [None, Statistics(np.ones(3), np.full(3, 2.0))])
def test_the_way_back_agrees_with_complex_steps_in_both_modes(given):
    layer = BatchNorm(3, given)

    def weighted(parts):
        gamma, beta, flat = parts[:3], parts[3:6], parts[6:]
        output, _ = layer.forward([gamma, beta], flat.reshape(3, 8))
        return (WEIGHTS * output).sum()

    exact = complex_step(weighted, np.concatenate([GAMMA, BETA, Z.ravel()]))
    _, memory = layer.forward([GAMMA, BETA], Z)
    back, (dgamma, dbeta) = layer.backward([GAMMA, BETA], memory, WEIGHTS)
    found = np.concatenate([dgamma, dbeta, back.ravel()])
    assert np.allclose(found, exact, rtol=1e-12, atol=1e-13)


def test_over_a_batch_the_gradient_sums_to_zero_and_ignores_the_scale():
    # The output does not change when Z is shifted or stretched.
    layer = BatchNorm(3, eps=1e-12)
    _, memory = layer.forward([GAMMA, BETA], Z)
    back, _ = layer.backward([GAMMA, BETA], memory, WEIGHTS)
    assert np.allclose(back.sum(axis=1), 0, atol=1e-12)
    centered = Z - Z.mean(axis=1, keepdims=True)
    assert np.allclose((back * centered).sum(axis=1), 0, atol=1e-9)


def test_a_batch_shows_its_mean_and_its_unbiased_variance():
    _, memory = BatchNorm(3).forward([GAMMA, BETA], Z)
    assert np.allclose(memory.batch.mean, Z.mean(axis=1), rtol=1e-14)
    assert np.allclose(memory.batch.variance, Z.var(axis=1, ddof=1), rtol=1e-13)


def test_the_running_average_is_that_of_torch():
    old = Statistics(np.zeros(1), np.ones(1))
    new = Statistics(np.array([3.0]), np.array([5.0]))
    mean, variance = old.moved(new)
    assert (mean.item(), variance.item()) == pytest.approx((0.3, 1.4), rel=1e-15)
    assert old.moved(new, momentum=1.0) == new
    for _ in range(200):
        old = old.moved(new)
    assert np.allclose(old, new, rtol=1e-8)


def test_with_given_statistics_examples_are_independent_of_each_other():
    layer = BatchNorm(3, Statistics(np.ones(3), np.full(3, 2.0)))
    alone, _ = layer.forward([GAMMA, BETA], Z[:, :1])
    together, _ = layer.forward([GAMMA, BETA], Z)
    assert (alone == together[:, :1]).all()
    mixed, _ = BatchNorm(3).forward([GAMMA, BETA], Z[:, :4])
    assert not np.allclose(mixed, BatchNorm(3).forward([GAMMA, BETA], Z)[0][:, :4])


def test_a_network_is_frozen_with_the_statistics_of_its_data():
    X, labels = RNG.normal(size=(40, 4)), RNG.integers(0, 3, 40)
    net = MLP((4, 6, 5, 3), batch_norm=True).on(X, labels)
    theta = net.initial(np.random.default_rng(0))
    used = net.frozen(net.track(theta, X))
    assert [len(one.mean) for one in used.statistics] == [6, 5]
    one = used.outputs(theta, X[:1])
    assert np.allclose(one, used.outputs(theta, X)[:1], rtol=1e-13)
    # The variances differ by a factor of 40/39 only.
    assert np.allclose(used.outputs(theta, X), net.outputs(theta, X), atol=0.05)


def test_float32_is_kept_by_both_modes():
    parameters = [p.astype(np.float32) for p in (GAMMA, BETA)]
    for given in (None, Statistics(np.ones(3), np.ones(3))):
        layer = BatchNorm(3, given)
        output, memory = layer.forward(parameters, Z.astype(np.float32))
        back, gradients = layer.backward(parameters, memory, WEIGHTS.astype("float32"))
        assert {a.dtype for a in (output, back, *gradients)} == {np.dtype("float32")}


def growth_per_layer(batch_norm, seed, width=64, depth=50):
    """The factor by which ‖δ‖ grows from one layer to the one below, on average."""
    rng = np.random.default_rng(seed)
    layers = [Linear(width, width, bias=False), relu]
    if batch_norm:
        layers.insert(1, BatchNorm(width))
    chain = Stack((Stack(layers),) * depth)
    parameters = chain.initial(rng, he)
    _, memories = chain.forward(parameters, rng.standard_normal((width, width)))
    delta = rng.standard_normal((width, width))
    norms = [np.linalg.norm(d) for d, _ in chain.way_back(parameters, memories, delta)]
    return (norms[-1] / norms[0]) ** (1 / (depth - 1))


def test_batch_normalization_makes_gradients_of_deep_plain_networks_explode():
    """Theory for wide layers and large batches: √(π/(π − 1)) = 1.211 (YangEtAl2019)."""
    with_it = [growth_per_layer(True, seed) for seed in range(5)]
    without = [growth_per_layer(False, seed) for seed in range(5)]
    assert np.mean(with_it) == pytest.approx(np.sqrt(np.pi / (np.pi - 1)), rel=0.02)
    assert min(with_it) > 1.15
    assert np.mean(without) == pytest.approx(1, abs=0.02)


def test_statistics_are_found_in_nested_memories():
    block = Stack((BatchNorm(3), Stack((Linear(3, 3), BatchNorm(3)))))
    _, memories = block.forward(block.initial(RNG, he), Z)
    found = list(statistics_in(memories))
    assert len(found) == 2
    assert np.allclose(found[0].mean, Z.mean(axis=1))


BAD = [
    (lambda: BatchNorm(0), "features must be a whole number .*, got 0"),
    (lambda: BatchNorm(3, eps=0.0), "eps must be positive, got 0.0"),
    (
        lambda: BatchNorm(3).forward([GAMMA, BETA], Z[:, :1]),
        "a batch for BatchNorm must have at least 2 examples, got 1",
    ),
    (
        lambda: Statistics(GAMMA, BETA).moved(Statistics(GAMMA, BETA), 1.5),
        "momentum must be from 0 to 1, got 1.5",
    ),
    (
        lambda: MLP((4, 6, 3), batch_norm=True).frozen([Statistics(GAMMA, BETA)]).names,
        r"statistics must be of the widths \(6,\), got \(3,\)",
    ),
]


@pytest.mark.parametrize(("call", "words"), BAD)
def test_bad_input_to_batch_normalization_is_told_in_one_line(call, words):
    with pytest.raises(ValueError, match=words):
        call()
