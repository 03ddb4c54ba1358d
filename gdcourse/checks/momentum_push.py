"""Lesson 07: E07.2, a constant push: what the velocity gains, and how soon."""

from collections.abc import Iterator
from math import ceil, floor, log, log10

from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.kinds import number, several
from gdcourse.checks.task import Task

push = Task(
    "E07.2",
    "constant_push(beta, n)",
    points=5,
    returns=several(number, number, number, number),
    probes=[(0.9, 5), (0.5, 3), (0.75, 8), (0.97, 2)],
    hints=[
        "A geometric series. Does it start at i = 0?",
        "v_n = 1 + β + … + βⁿ⁻¹. The displacement adds v_1 + v_2 + … + v_n: a sum of "
        "closed forms is n times one number minus a second geometric series.",
        "For the last number solve 1 − βᵏ ≥ 0.95 for k, with logarithms; mind that "
        "log β is below 0.",
    ],
)


def closed_form(beta: float, n: int) -> tuple[float, float, float, int]:
    """The right four numbers."""
    v = (1 - beta**n) / (1 - beta)
    moved = (n - beta * v) / (1 - beta)
    return v, moved, 1 / (1 - beta), ceil(log(0.05) / log(beta))


def pushes(rng: Generator) -> Iterator[tuple[float, int]]:
    """β and n: the published ones first; no β whose 95 % are reached on the dot."""
    yield 0.9, 1
    yield 0.9, 5
    yield 0.5, 2
    for _ in range(6):
        beta = inputs.rate(rng, 0.1, 0.98)
        exact = log(0.05) / log(beta)
        if abs(exact - round(exact)) > 1e-6:
            yield beta, inputs.count(rng, 2, 40)


@push.property("the velocity after n pushes, in units of the gradient.", 1, rtol=1e-9)
def velocity(call, rng):
    for beta, n in pushes(rng):
        yield call(beta, n)[0], closed_form(beta, n)[0]


@push.property("the displacement is the sum of all n velocities.", 1, rtol=1e-9)
def displacement(call, rng):
    for beta, n in pushes(rng):
        yield call(beta, n)[1], closed_form(beta, n)[1]


@push.property("the limit of the velocity depends on β alone.", 1, rtol=1e-9)
def limit(call, rng):
    for beta, n in pushes(rng):
        yield call(beta, n)[2], closed_form(beta, n)[2]


@push.property("the first k with at least 95 % of the limit.", points=1)
def nearly_there(call, rng):
    for beta, n in pushes(rng):
        yield call(beta, n)[3], closed_form(beta, n)[3]


@push.property("a formula takes no longer for a larger n.", points=1, rtol=1e-9)
def far_out(call, rng):
    for beta, n in ((0.9, 1000), (0.9, 10**12), (0.99, 10**12)):
        yield call(beta, n), closed_form(beta, n)


@push.mutant("That is an average: there the new gradient counts 1 − β. Here it is 1.")
def averages(beta, n):
    v, moved, _, k = closed_form(beta, n)
    return v * (1 - beta), moved * (1 - beta), 1.0, k


@push.mutant("Your velocity is one push late. After one push it is the gradient, 1.")
def comes_one_push_late(beta, n):
    _, moved, most, k = closed_form(beta, n)
    return closed_form(beta, n - 1)[0], moved, most, k


@push.mutant("n pushes do not add up to n: the older ones are discounted by β.")
def forgets_the_discount(beta, n):
    return float(n), n * (n + 1) / 2, 1 / (1 - beta), closed_form(beta, n)[3]


@push.mutant("That is the velocity of the far future. After n pushes it is less.")
def takes_the_limit_at_once(beta, n):
    return 1 / (1 - beta), n / (1 - beta), 1 / (1 - beta), closed_form(beta, n)[3]


@push.mutant("The displacement adds all velocities. The first ones were smaller.")
def multiplies_the_last_velocity(beta, n):
    v, _, most, k = closed_form(beta, n)
    return v, n * v, most, k


@push.mutant("The first displacement is already v_1. You begin with v_0 = 0.")
def adds_the_velocities_before(beta, n):
    v, moved, most, k = closed_form(beta, n)
    return v, moved - v, most, k


@push.mutant("Your newest gradient is discounted, too. The series begins with β⁰.")
def begins_at_beta(beta, n):
    v, moved, most, k = closed_form(beta, n)
    return beta * v, beta * moved, beta * most, k


@push.mutant("At that k a little of the 95 % is missing. Round up.")
def rounds_down(beta, n):
    return *closed_form(beta, n)[:3], floor(log(0.05) / log(beta))


@push.mutant("k is a whole number of pushes: which is the first that is enough?")
def leaves_a_fraction(beta, n):
    return *closed_form(beta, n)[:3], log(0.05) / log(beta)


@push.mutant("95 % of the limit leaves 5 % of it: βᵏ must fall to 0.05.")
def falls_to_95_percent(beta, n):
    return *closed_form(beta, n)[:3], ceil(log(0.95) / log(beta))


@push.mutant("1/(1 − β) is the time scale e. For 95 % more of them are needed.")
def waits_one_time_scale(beta, n):
    return *closed_form(beta, n)[:3], round(1 / (1 - beta))


@push.mutant("Two kinds of logarithm in one quotient: take the same one twice.")
def mixes_logarithms(beta, n):
    return *closed_form(beta, n)[:3], ceil(log10(0.05) / log(beta))
