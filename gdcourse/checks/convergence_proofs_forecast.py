"""Lesson 03: E03.5, how many updates, before the run."""

from collections.abc import Iterator
from math import ceil, log, log1p, log10

from numpy.random import Generator

from gdcourse.checks.comparison import Wanted, such_that
from gdcourse.checks.kinds import number
from gdcourse.checks.task import Task

forecast = Task(
    "E03.5",
    "forecast(kappa, eps, rule)",
    points=6,
    returns=number,
    probes=[
        (kappa, 1e-6, rule) for kappa in (1, 2, 10, 150) for rule in ("1/L", "best")
    ]
    + [(40, 1e-3, "1/L"), (3, 1e-12, "best")],
    hints=[
        "Both coordinates contribute to the norm.",
        "After one update: which coordinate is left, times which factor? And the first "
        "norm, is it 1?",
        "Write ‖x_k‖ for k ≥ 1 with one factor to the power k, set it equal to "
        "ε‖x₀‖, and take logarithms.",
    ],
)


def updates(kappa: float, eps: float, rule: str) -> int:
    """The right number."""
    if kappa == 1:
        return 1
    if rule == "1/L":  # the steep coordinate is gone after one update
        return max(1, ceil(log(eps * 2**0.5) / log1p(-1 / kappa) - 1e-9))
    return ceil(log(eps) / (log1p(-1 / kappa) - log1p(1 / kappa)) - 1e-9)


def about(n: int) -> Wanted:
    """n, give or take one: rounding up or down is a matter of taste."""
    return such_that(f"{n}, give or take 1", lambda got: abs(got - n) <= 1)


def bowls(rng: Generator, published: tuple[int, ...]) -> Iterator[tuple[int, float]]:
    """Condition numbers with tolerances."""
    for kappa in published:
        yield kappa, 1e-6
    for kappa in rng.integers(5, 900, 5).tolist():
        yield kappa, float(rng.choice([1e-3, 1e-4, 1e-8]))


@forecast.property("κ = 1: the first update arrives.", points=1)
def round_bowl(call, rng):
    for eps in (1e-6, 1e-2):
        for rule in ("1/L", "best"):
            yield call(1, eps, rule), 1


@forecast.property("with the rate 1/L it must be the number of updates.", points=2)
def one_over_L(call, rng):
    for kappa, eps in bowls(rng, (10, 2, 100, 1000)):
        yield call(kappa, eps, "1/L"), about(updates(kappa, eps, "1/L"))


@forecast.property("with the rate 2/(μ + L) it must be the number, too.", points=2)
def fastest(call, rng):
    for kappa, eps in bowls(rng, (10, 2, 100, 1000)):
        yield call(kappa, eps, "best"), about(updates(kappa, eps, "best"))
    yield call(3, 1e-12, "best"), about(updates(3, 1e-12, "best"))


@forecast.property("updates are counted in whole numbers.", points=1)
def whole(call, rng):
    for kappa, eps in bowls(rng, (10,)):
        found = call(kappa, eps, "1/L")
        yield found, such_that("a whole number", lambda got: got == int(got))
        yield found, about(updates(kappa, eps, "1/L"))


@forecast.mutant(
    "κ · ln(1/ε) is the rule of thumb. Here you know both factors exactly."
)
def takes_the_rule_of_thumb(kappa, eps, rule):
    return round(kappa * log(1 / eps) / (1 if rule == "1/L" else 2))


@forecast.mutant("Within 3 % for large κ, but here each update counts: why ln(1/ε)?")
def rounds_the_logarithms(kappa, eps, rule):
    return 1 if kappa == 1 else takes_the_rule_of_thumb(kappa, eps, rule)


@forecast.mutant("κ times as many as for κ = 1? Walk κ = 2 by hand.")
def scales_with_kappa(kappa, eps, rule):
    return kappa


@forecast.mutant("Powers of ten, but the factor is close to e^(−1/κ): which logarithm?")
def takes_the_wrong_logarithm(kappa, eps, rule):
    return max(1, round(kappa * log10(1 / eps) / (1 if rule == "1/L" else 2)))


@forecast.mutant("With 1/L one coordinate is gone at once. What is the first norm?")
def watches_the_flat_coordinate_alone(kappa, eps, rule):
    if kappa == 1 or rule != "1/L":
        return updates(kappa, eps, rule)
    return ceil(log(eps) / log1p(-1 / kappa))


@forecast.mutant("That is when f has fallen to ε. The distance was asked.")
def watches_the_value(kappa, eps, rule):
    return updates(kappa, eps**0.5, rule)


@forecast.mutant("The two rules are exchanged: which of the two rates is larger?")
def exchanges_the_rules(kappa, eps, rule):
    return updates(kappa, eps, "best" if rule == "1/L" else "1/L")


@forecast.mutant("One rule for both? The larger rate has a smaller factor.")
def ignores_the_rule(kappa, eps, rule):
    return updates(kappa, eps, "1/L")


@forecast.mutant("At κ = 1 the factor is 0, and 0 has no logarithm: a case of its own.")
def forgets_the_round_bowl(kappa, eps, rule):
    if kappa == 1:
        raise ValueError("math domain error")
    return updates(kappa, eps, rule)


@forecast.mutant("Half an update cannot be made. Round up.")
def leaves_a_fraction(kappa, eps, rule):
    if kappa == 1:
        return 1
    if rule == "1/L":
        return log(eps * 2**0.5) / log1p(-1 / kappa)
    return log(eps) / (log1p(-1 / kappa) - log1p(1 / kappa))
