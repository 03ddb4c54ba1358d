"""Lesson 08: E08.1, one update of AdaGrad, RMSprop, Adam and AMSGrad."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.kinds import array, several
from gdcourse.checks.task import Task
from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.adaptive_methods import AdaGrad, RMSprop

METHODS = ("AdaGrad", "RMSprop", "Adam", "AMSGrad")

# torch 2.13: Adagrad, RMSprop, Adam and Adam(amsgrad=True), all with lr = 0.01, from
# (1, −2, 0.5) with the gradients of ``torch_gradient``: the point after 50 updates.
TORCH = {
    "AdaGrad": (1.0018830073835183, -2.006420667724946, 0.4761280678338367),
    "RMSprop": (1.0183315761352085, -2.0638157674705755, 0.31725615286367537),
    "Adam": (1.0090439096251993, -2.0354561835882516, 0.40942380640301035),
    "AMSGrad": (1.0090433375855974, -2.0354493996074114, 0.4094283324765499),
}


def torch_gradient(t: int) -> np.ndarray:
    """Three components: steady, fading, and as small as ten times ε."""
    return np.array([np.cos(t), 50 * np.sin(2 * t) / t, 1e-7 * np.cos(t * t)])


def right(method, x, grad, memory, t, lr) -> tuple:
    """The right next point and memory, by the rules of the library."""
    m, v, most = memory
    if method == "AdaGrad":
        x, v = AdaGrad(lr).step(x, grad, v, t)
    elif method == "RMSprop":
        x, (v, _, _) = RMSprop(lr).step(x, grad, (v, 0 * v, 0 * v), t)
    else:
        rule = Adam(lr, amsgrad=method == "AMSGrad")
        x, (m, v, most) = rule.step(x, grad, memory, t)
    return x, (m, v, most)


def fresh(x: np.ndarray) -> tuple:
    """The memory before the first update."""
    return tuple(np.zeros(np.shape(x)) for _ in range(3))


G = np.array([3.0, -4.0, 1e-7])
LATER = (np.array([0.5, -1.0, 0.1]), np.array([9.0, 1.0, 4e-4]), np.array([9.0, 2, 1]))

update = Task(
    "E08.1",
    "adaptive_step(method, x, grad, memory, t, lr)",
    points=12,
    returns=several(array, several(array, array, array)),
    probes=[
        (method, np.ones(3), G, memory, t, 0.5)
        for method in METHODS
        for memory, t in ((fresh(G), 1), (LATER, 3))
    ],
    hints=[
        "Print step 1 for g = 1: what must it be? α with AdaGrad, 10 α with RMSprop, "
        "α with Adam and AMSGrad.",
        "The order in every method: first the averages take in the new gradient, then "
        "the step uses the new averages.",
        "AMSGrad: most = the larger of most and the new v, entry by entry; Adam's "
        "step with most in place of v.",
    ],
)


def walked(call, method: str, x: np.ndarray, gradients: list, lr: float) -> np.ndarray:
    """The last point of an answer that meets these gradients, one after another."""
    memory = fresh(x)
    for t, grad in enumerate(gradients, start=1):
        x, memory = call(method, x, grad, memory, t, lr)
    return x


def cases(rng: Generator) -> Iterator[tuple]:
    """Point, gradient, memory, t and rate: the published ones first."""
    one = np.array([1.0])
    yield one, np.array([1.0]), fresh(one), 1, 0.1
    yield one, np.array([3.0]), (one * 2, one * 4, one * 9), 2, 0.1
    yield one, np.array([1e-7]), fresh(one), 1, 0.1
    for shape in ((3,), (2, 2), (5,)):
        x, grad, m = (np.round(rng.uniform(-5, 5, shape), 1) for _ in range(3))
        v, most = (np.round(rng.uniform(0.1, 20, shape), 1) for _ in range(2))
        sizes = 10.0 ** rng.integers(-8, 2, shape)
        t = inputs.count(rng, 2, 40)
        yield x, grad * sizes, (m * sizes, v * sizes**2, most * sizes**2), t, 0.05


def steps_of(method: str, call, rng) -> Iterator[tuple]:
    """Point and whole memory after one update."""
    for given in cases(rng):
        x, memory = call(method, *given)
        wanted, kept = right(method, *given)
        yield x, wanted
        yield list(memory), list(kept), f"the point is right; {method}'s memory is not."


@update.property("the gradient 0 at the start must leave x where it is.", points=1)
def silence(call, rng):
    for shape in ((1,), (3,), (2, 2)):
        x = np.round(rng.uniform(-5, 5, shape), 1)
        for method in METHODS:
            found, memory = call(method, x, 0 * x, fresh(x), 1, 0.1)
            yield found, x + 0.0
            yield [np.array(one.shape) for one in memory], [np.array(shape)] * 3


@update.property("AdaGrad: v = v + g², then x = x − lr g/(√v + 10⁻¹⁰).", points=2)
def adagrad(call, rng):
    yield from steps_of("AdaGrad", call, rng)


@update.property("RMSprop: the average v first, then x = x − lr g/(√v + 10⁻⁸).", 2)
def rmsprop(call, rng):
    yield from steps_of("RMSprop", call, rng)


@update.property("Adam: both averages, both corrected with this t, then the step.", 3)
def adam(call, rng):
    yield from steps_of("Adam", call, rng)


@update.property("AMSGrad: Adam's step with the largest v so far.", points=2)
def amsgrad(call, rng):
    yield from steps_of("AMSGrad", call, rng)


@update.property("50 updates must end where torch ends.", points=1, rtol=1e-10)
def like_torch(call, rng):
    x, gradients = np.array([1.0, -2.0, 0.5]), [torch_gradient(t) for t in range(1, 51)]
    for method, point in TORCH.items():
        yield walked(call, method, x, gradients, 0.01), np.array(point)


@update.property("it must not change its arguments, and keep nothing of its own.", 1)
def own_memory(call, rng):
    for given in cases(rng):
        for method in METHODS:
            before = [method, given[0].copy(), given[1].copy()]
            kept = [one.copy() for one in given[2]]
            call(method, *given)
            words = "it must not change its arguments; work on a copy."
            yield list(call.passed[:3]), before, words
            yield list(call.passed[3]), kept, words
            again, _ = call(method, *given)
            words = "the same call must give the same point twice: keep no memory."
            yield again, right(method, *given)[0], words
