"""Architecture: which layers stand where."""

import numpy as np
import pytest

from gdcourse.landscapes import (
    BatchNorm,
    Linear,
    Residual,
    Stack,
    Statistics,
    he,
    relu,
    tanh,
    xavier,
)
from gdcourse.landscapes.activations import ACTIVATIONS
from gdcourse.landscapes.architecture import (
    checked_sizes,
    checked_statistics,
    perceptron,
    weights_for,
)


def kinds(block):
    return [type(layer).__name__ for layer in block.layers]


def test_hidden_layers_have_an_activation_and_the_last_has_none():
    *hidden, last = perceptron((2, 5, 4, 3), tanh).layers
    assert [kinds(block) for block in hidden] == [["Linear", "Activation"]] * 2
    assert last == Linear(4, 3)


def test_normalization_stands_before_the_activation_and_replaces_the_bias():
    block, last = perceptron((2, 5, 3), relu, batch_norm=True).layers
    assert kinds(block) == ["Linear", "BatchNorm", "Activation"]
    assert (block.layers[0].bias, last.bias) == (False, True)


def test_a_way_around_leads_only_where_the_width_stays():
    *hidden, last = perceptron((2, 5, 5, 4, 4, 4), tanh, residual=True).layers
    assert [type(block) for block in hidden] == [Stack, Residual, Stack, Residual]
    assert type(last) is Linear


def test_statistics_go_to_the_layers_in_order():
    given = [Statistics(np.full(k, float(k)), np.ones(k)) for k in (5, 4)]
    chain = perceptron((2, 5, 4, 3), tanh, batch_norm=True, statistics=given)
    norms = [block.layers[1] for block in chain.layers[:-1]]
    assert all(isinstance(norm, BatchNorm) for norm in norms)
    assert [norm.statistics for norm in norms] == given


def test_relu_and_its_kin_start_with_he_and_the_others_with_xavier():
    chosen = {name: weights_for(phi) for name, phi in ACTIVATIONS.items()}
    assert {name for name, weights in chosen.items() if weights is he} == {
        "relu",
        "leaky_relu",
        "gelu",
        "gelu_tanh",
    }
    assert set(chosen.values()) == {he, xavier}


def test_sizes_and_statistics_that_do_not_fit_are_told_in_one_line():
    for sizes in ((3,), 5, "23"):
        with pytest.raises(ValueError, match="sizes must name at least input and"):
            checked_sizes(sizes)
    with pytest.raises(ValueError, match="each size must be .*, got 2.5"):
        checked_sizes((3, 2.5))
    with pytest.raises(ValueError, match=r"of the widths \(5, 4\), got \(5,\)"):
        checked_statistics([Statistics(np.zeros(5), np.ones(5))], (5, 4))
