"""Lesson 01: E01.5, what a gradient costs."""

from collections.abc import Iterator

from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.kinds import number, table
from gdcourse.checks.task import Task

KEYS = (
    "weights",
    "forward",
    "backward",
    "by_forward_differences",
    "by_central_differences",
    "by_reverse_mode",
)

bill = Task(
    "E01.5",
    "gradient_cost(sizes)",
    points=5,
    returns=table(**dict.fromkeys(KEYS, number)),
    probes=[([100, 200, 200, 10],), ([3, 2],), ([2, 3, 4],)],
    hints=[
        "Draw the smallest network, sizes [3, 2]: each of three units is joined to "
        "each of two. Count there, by hand.",
        "A matrix of a rows and b columns has a · b weights; times a vector it costs "
        "a · b products and as many sums.",
        "Backward, every layer pays once for the slopes of its weights and, except the "
        "first, once more to hand the signal to the layer before.",
    ],
)


def costs(sizes: list[int]) -> dict[str, int]:
    """Everything that is asked, by the rules of the lesson."""
    products = [a * b for a, b in zip(sizes, sizes[1:], strict=False)]
    n = sum(products)
    passes = (n + 1, 2 * n, 1)
    return dict(
        zip(KEYS, (n, 2 * n, 2 * n + 2 * sum(products[1:]), *passes), strict=True)
    )


def networks(rng: Generator) -> Iterator[list[int]]:
    """The network of the lesson, then others of two to five layers."""
    yield [3, 2]
    yield [2, 3, 4]
    yield [100, 200, 200, 10]
    for layers in (2, 3, 5):
        yield [inputs.count(rng, 1, 60) for _ in range(layers)]


def compared(call, rng, *keys: str) -> Iterator[tuple]:
    for sizes in networks(rng):
        came, wanted = call(sizes), costs(sizes)
        yield {k: came[k] for k in keys}, {k: wanted[k] for k in keys}


@bill.property("count one weight for each pair of neighbors in two layers.", points=1)
def weights(call, rng):
    yield from compared(call, rng, "weights")


@bill.property("each weight costs one product and one sum on the way forward.", 1)
def forward(call, rng):
    yield from compared(call, rng, "forward")


@bill.property("backward, the first layer hands no signal on; all others do.", 1)
def backward(call, rng):
    yield from compared(call, rng, "backward")


@bill.property("count how often each way runs the network forward.", points=2)
def passes(call, rng):
    yield from compared(call, rng, *KEYS[3:])


def changed(sizes: list[int], **changes: float) -> dict[str, float]:
    return costs(sizes) | changes


@bill.mutant("Forward differences need the base value once: is it counted?")
def forgets_the_base_value(sizes):
    return changed(sizes, by_forward_differences=costs(sizes)["weights"])


@bill.mutant("How many values does one slope need? Not one for each pair of weights.")
def squares_the_weights(sizes):
    return changed(sizes, by_forward_differences=costs(sizes)["weights"] ** 2)


@bill.mutant("Does a central difference use the value at the point itself?")
def counts_a_base_for_central(sizes):
    return changed(sizes, by_central_differences=2 * costs(sizes)["weights"] + 1)


@bill.mutant(
    "A weight is not an operation: it is multiplied, and the product is added."
)
def counts_weights_as_operations(sizes):
    found = costs(sizes)
    return changed(sizes, forward=found["weights"], backward=found["backward"] // 2)


@bill.mutant("The pass back is in 'backward': how often does it run forward?")
def counts_the_work_of_reverse_mode(sizes):
    found = costs(sizes)
    return changed(sizes, by_reverse_mode=1 + found["backward"] / found["forward"])


@bill.mutant("Backward is not free: the slopes of the weights are products, too.")
def gives_backward_for_nothing(sizes):
    return changed(sizes, backward=0)


@bill.mutant(
    "Nobody asks for the slopes of the inputs: what does the first layer skip?"
)
def differentiates_the_inputs(sizes):
    return changed(sizes, backward=2 * costs(sizes)["forward"])


@bill.mutant("Slopes of the weights are half of it: the signal travels back, too.")
def sends_no_signal_back(sizes):
    return changed(sizes, backward=costs(sizes)["forward"])


@bill.mutant(
    "A forward pass has a matrix for each pair of neighbors, not for each layer."
)
def multiplies_all_sizes(sizes):
    total = 1
    for size in sizes:
        total *= size
    return changed(sizes, weights=total)
