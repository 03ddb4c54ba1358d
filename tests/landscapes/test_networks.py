"""Networks: gradients against independent answers, and what training does."""

import numpy as np
import pytest

from gdcourse import landscapes
from gdcourse.datasets import load_digits
from gdcourse.derivation import (
    Tape,
    Variable,
    central_difference,
    check_gradient,
    complex_step,
)
from gdcourse.landscapes import MLP, zero
from gdcourse.optimizers import GradientDescent, minimize
from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.batch_variants import batches

RNG = np.random.default_rng(7)
N = 12
X = RNG.normal(size=(N, 4))
DATA = {
    "least_squares": RNG.normal(size=(N, 3)),
    "logistic": RNG.integers(0, 2, size=(N, 3)),
    "softmax": RNG.integers(0, 3, size=N),
}
NETS = {
    "tanh": MLP((4, 5, 3)),
    "sigmoid, squares": MLP((4, 5, 3), "sigmoid", "least_squares"),
    "deep, logistic": MLP((4, 6, 5, 4, 3), "tanh", "logistic"),
    "no hidden layer": MLP((4, 3)),
    "residual": MLP((4, 4, 4, 3), "gelu_tanh", residual=True),
    "batch norm": MLP((4, 5, 5, 3), "tanh", batch_norm=True),
    "both, relu": MLP((4, 5, 5, 3), "relu", residual=True, batch_norm=True),
    "leaky relu": MLP((4, 6, 3), "leaky_relu", "least_squares"),
    "identity": MLP((4, 3, 3, 3), "identity", "least_squares"),
}
EVERY = pytest.mark.parametrize("net", NETS.values(), ids=NETS)


def drawn(net, seed=0, batch=()):
    """A point where no parameter is special."""
    return 0.6 * np.random.default_rng(seed).normal(size=(net.dimension, *batch))


def data(net):
    return X, DATA[net.loss]


def frozen(net):
    """A network whose examples do not depend on each other."""
    return net.frozen(net.track(drawn(net), X)) if net.batch_norm else net


def worst(got, wanted):
    return np.linalg.norm(got - wanted) / np.linalg.norm(wanted)


@EVERY
def test_back_propagation_agrees_with_complex_steps_to_twelve_digits(net):
    for seed in range(3):
        theta = drawn(net, seed)
        exact = complex_step(lambda t: net.value(t, *data(net)), theta)
        assert worst(net.gradient(theta, *data(net)), exact) < 1e-12


def test_back_propagation_through_exact_gelu_agrees_with_differences():
    net = MLP((4, 5, 3), "gelu").on(X, DATA["softmax"])
    assert check_gradient(net.value, net.gradient, drawn(net), tolerance=1e-7).ok
    slopes = central_difference(net.value, drawn(net))
    assert worst(net.gradient(drawn(net)), slopes) < 1e-9


@pytest.mark.parametrize("phi", ["relu", "tanh"])
def test_back_propagation_is_what_a_tape_finds(phi):
    net, Y = MLP((4, 6, 6, 3), phi, residual=True), np.eye(3)[DATA["softmax"]].T
    tape = Tape()
    theta = drawn(net)
    arrays = [tape.variable(np.atleast_2d(part.T).T) for part in net.unpack(theta)]
    W1, b1, W2, b2, W3, b3 = arrays
    apply = getattr(Variable, phi)
    first = apply(W1 @ X.T + b1)
    scores = W3 @ (first + apply(W2 @ first + b2)) + b3
    losses = scores.exp().sum(axis=0).log() - (scores * Y).sum(axis=0)
    slopes = tape.gradients(losses.sum() / N, *arrays)
    found = np.concatenate([slope.ravel() for slope in slopes])
    assert worst(net.gradient(theta, X, DATA["softmax"]), found) < 1e-13


def test_one_hidden_layer_is_the_formula_of_the_textbook():
    net = MLP((4, 5, 3))
    theta, labels = drawn(net), DATA["softmax"]
    W1, b1, W2, b2 = net.unpack(theta)
    losses, gW2 = [], np.zeros_like(W2)
    for x, label in zip(X, labels, strict=True):
        hidden = np.tanh(W1 @ x + b1)
        scores = W2 @ hidden + b2
        chances = np.exp(scores) / np.exp(scores).sum()
        losses.append(-np.log(chances[label]))
        gW2 += np.outer(chances - np.eye(3)[label], hidden) / N
    assert net.value(theta, X, labels) == pytest.approx(np.mean(losses), rel=1e-14)
    gradient = net.unpack(net.gradient(theta, X, labels))[2]
    assert np.allclose(gradient, gW2, rtol=1e-13, atol=1e-16)


@pytest.mark.parametrize("loss", ["least_squares", "logistic", "softmax"])
def test_without_hidden_layers_a_network_is_the_regression_of_its_loss(loss):
    y = DATA[loss] if loss == "softmax" else DATA[loss][:, 0]
    outputs = 3 if loss == "softmax" else 1
    net = MLP((4, outputs), loss=loss).on(X, y)
    regression = getattr(landscapes, loss)(np.column_stack([X, np.ones(N)]), y)
    W, b = net.unpack(drawn(net))
    w = np.vstack([W.T, b]).reshape(regression.dimension)
    assert net.value(drawn(net)) == pytest.approx(regression.value(w), rel=1e-14)
    dW, db = net.unpack(net.gradient(drawn(net)))
    wanted = regression.gradient(w).reshape(5, outputs)
    assert np.allclose(np.vstack([dW.T, db]), wanted, rtol=1e-12, atol=1e-15)


def test_parameters_are_views_of_the_flat_vector():
    net = MLP((2, 3, 1), batch_norm=True)
    assert net.names == ("W1", "gamma1", "beta1", "W2", "b2")
    theta = np.arange(float(net.dimension))
    parts = net.unpack(theta)
    assert [part.shape for part in parts] == [(3, 2), (3,), (3,), (1, 3), (1,)]
    parts[-1][0] = -1.0
    assert theta[-1] == -1.0
    assert [part.shape for part in net.unpack(drawn(net, 0, (7,)))][0] == (3, 2, 7)


@EVERY
def test_a_grid_of_networks_gives_a_grid_of_answers(net):
    grid = drawn(net, 1, (2, 3))
    values, gradients = net.value(grid, *data(net)), net.gradient(grid, *data(net))
    assert values.shape == (2, 3)
    assert gradients.shape == grid.shape
    assert net.outputs(grid, X).shape == (N, 3, 2, 3)
    one = grid[:, 1, 2]
    assert values[1, 2] == pytest.approx(net.value(one, *data(net)), rel=1e-14)
    assert worst(gradients[:, 1, 2], net.gradient(one, *data(net))) < 1e-13
    assert np.allclose(net.outputs(grid, X)[..., 1, 2], net.outputs(one, X))


@EVERY
def test_the_gradients_of_the_examples_have_the_gradient_as_their_mean(net):
    net = frozen(net)
    each = net.per_example_gradients(drawn(net), *data(net))
    assert each.shape == (net.dimension, N)
    assert worst(each.mean(axis=1), net.gradient(drawn(net), *data(net))) < 1e-13
    last = net.gradient(drawn(net), X[-1:], DATA[net.loss][-1:])
    assert worst(each[:, -1], last) < 1e-13


@EVERY
def test_networks_keep_float32_and_promote_integers(net):
    theta = drawn(net).astype(np.float32)
    for answer in (net.value(theta, *data(net)), net.gradient(theta, *data(net))):
        assert answer.dtype == np.float32
    close = net.gradient(drawn(net), *data(net))
    assert worst(net.gradient(theta, *data(net)), close) < 1e-5
    assert net.gradient(np.ones(net.dimension, int), *data(net)).dtype == np.float64


def test_the_hessian_is_symmetric_and_that_of_differences():
    net = MLP((4, 3, 2), loss="least_squares").on(X, DATA["least_squares"][:, :2])
    hessian, theta, u = net.hessian(drawn(net)), drawn(net), drawn(net, 5)
    assert np.allclose(hessian, hessian.T, rtol=0, atol=1e-15)
    ahead, behind = net.gradient(theta + 1e-5 * u), net.gradient(theta - 1e-5 * u)
    assert worst((ahead - behind) / 2e-5, hessian @ u) < 1e-8


@pytest.mark.parametrize("alpha", [0.1, 1.0, 10.0])
def test_one_function_lies_in_minima_of_any_sharpness(alpha):
    # ½ (w₁ w₂ − 1)²: along w₁ w₂ = 1 the trace of the Hessian is α² + 1/α² (LAND-11).
    net = MLP((1, 1, 1), "identity", "least_squares", bias=False).on([[1.0]], [1.0])
    theta, x = np.array([alpha, 1 / alpha]), np.linspace(-3, 3, 7)[:, None]
    assert net.names == ("W1", "W2")
    assert net.value(theta) == pytest.approx(0, abs=1e-30)
    assert net.outputs(theta, x) == pytest.approx(x, rel=1e-15)
    wanted = alpha**2 + alpha**-2
    assert np.trace(net.hessian(theta)) == pytest.approx(wanted, rel=1e-14)


def test_hidden_units_that_start_alike_never_differ():
    net = MLP((4, 5, 3)).on(X, DATA["softmax"])
    theta = net.initial(np.random.default_rng(0), zero)
    same = net.unpack(theta)
    same[0][:], same[2][:] = 0.3, [[0.1], [0.2], [-0.4]]
    trace = minimize(net.value, net.gradient, theta, GradientDescent(0.5), steps=50)
    W1, _, W2, _ = net.unpack(trace.x)
    assert trace.values[-1] < trace.values[0] - 0.05
    assert np.ptp(W1, axis=0).max() < 1e-15
    assert np.ptp(W2, axis=1).max() < 1e-15


def test_from_all_zeros_only_the_last_bias_moves():
    net = MLP((4, 5, 3)).on(X, DATA["softmax"])
    slopes = net.unpack(net.gradient(net.initial(np.random.default_rng(0), zero)))
    assert [bool(slope.any()) for slope in slopes] == [False, False, False, True]


@EVERY
def test_losses_of_networks_are_finite_at_eight_hundred(net):
    theta = 800 * np.sign(drawn(net))
    assert np.isfinite(net.value(theta, *data(net)))
    assert np.isfinite(net.gradient(theta, *data(net))).all()


@EVERY
def test_a_diverged_network_has_a_gradient_of_nan_and_no_error(net):
    assert np.isnan(net.gradient(np.full(net.dimension, np.nan), *data(net))).any()


def test_predictions_are_classes_for_class_losses_and_outputs_otherwise():
    theta, bits = drawn(NETS["tanh"]), NETS["deep, logistic"]
    chosen = NETS["tanh"].predict(theta, X)
    assert (chosen == NETS["tanh"].outputs(theta, X).argmax(axis=1)).all()
    assert set(bits.predict(drawn(bits), X).ravel()) == {0, 1}
    squares = NETS["sigmoid, squares"]
    assert squares.predict(theta, X).shape == (N, 3)


def test_data_given_once_are_those_given_each_time():
    net = MLP((4, 5, 3))
    bound = net.on(X, DATA["softmax"])
    assert bound.value(drawn(net)) == net.value(drawn(net), X, DATA["softmax"])
    some = X[:5], DATA["softmax"][:5]
    assert (bound.gradient(drawn(net), *some) == net.gradient(drawn(net), *some)).all()
    assert net.X is None


def test_a_small_network_reads_held_out_digits():
    pixels, labels = load_digits()
    order = np.random.default_rng(0).permutation(len(labels))
    (X, test), (y, wanted) = (np.split(a[order], [1400]) for a in (pixels / 16, labels))
    net = MLP((64, 32, 10), "relu").on(X, y)
    some = batches(X, y, size=50, rng=np.random.default_rng(2))
    theta = net.initial(np.random.default_rng(1))
    run = {"steps": 840, "every": 840, "batches": some}  # 30 epochs
    trace = minimize(net.value, net.gradient, theta, Adam(lr=0.005), **run)
    assert trace.values[-1] < 0.03 < 2 < trace.values[0]
    assert (net.predict(trace.x, test) == wanted).mean() > 0.96


def test_a_regression_is_trained_by_the_same_call():
    y = X @ [1.0, -2.0, 0.5, 3.0]
    f = landscapes.least_squares(X, y)
    some = batches(X, y, size=4, rng=np.random.default_rng(0))
    rule = GradientDescent(0.5 / f.L)
    trace = minimize(f.value, f.gradient, f.start, rule, steps=4000, batches=some)
    assert trace.x == pytest.approx([1.0, -2.0, 0.5, 3.0], rel=1e-6)


def test_the_network_describes_itself():
    assert repr(MLP((2, 3, 1), "relu", "logistic")) == "MLP(2-3-1, relu, logistic)"
    assert MLP([2, 3]).sizes == (2, 3)


BAD = [
    (lambda: MLP((3,)), "sizes must name at least input and output, got"),
    (lambda: MLP((3, 0)), "each size must be a whole number of at least 1, got 0"),
    (lambda: MLP((3, 2), "rely"), "activation must be one of .*, got 'rely'"),
    (lambda: MLP((3, 2), loss="mse"), "loss must be one of .*, got 'mse'"),
    (
        lambda: MLP((4, 2)).value(np.zeros(7), X, np.zeros(N)),
        "theta must have 10 entries",
    ),
    (lambda: MLP((3, 2)).value(np.zeros(8)), "a mini-batch must be X and y, got 0"),
    (lambda: MLP((3, 2)).value(np.zeros(8), X), "a mini-batch must be X and y, got 1"),
    (lambda: MLP((3, 2)).value(np.zeros(8), X, [0]), r"X must have shape \(n, 3\)"),
    (lambda: MLP((4, 2)).on(X, np.zeros(3)), "one target for each of the 12 rows"),
    (lambda: MLP((4, 2)).on(X * np.nan, np.zeros(N)), "X must be finite"),
    (lambda: MLP((4, 2)).on(X, DATA["softmax"]), "labels must be whole numbers"),
    (lambda: MLP((4, 2)).initial(0), "rng must be a NumPy generator, got 0"),
    (lambda: MLP((4, 2)).unpack("ab"), "theta must be numbers, got 'ab'"),
    (
        lambda: MLP((4, 2)).per_example_gradients(np.zeros((10, 2)), X, np.zeros(N)),
        r"theta must be one vector here, got shape \(10, 2\)",
    ),
    (
        lambda: NETS["batch norm"].per_example_gradients(
            drawn(NETS["batch norm"]), X, DATA["softmax"]
        ),
        "per-example gradients must not depend on the other examples, got BatchNorm",
    ),
]


@pytest.mark.parametrize(("call", "words"), BAD)
def test_bad_input_to_networks_is_told_in_one_line(call, words):
    with pytest.raises((ValueError, TypeError), match=words):
        call()
