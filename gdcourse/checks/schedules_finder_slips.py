"""Lesson 10: E10.5, usual wrong range tests."""

import numpy as np

from gdcourse.checks.schedules_finder import (
    EXPLODE,
    KEEP,
    WAIT,
    answer,
    tenth_of_the_lowest,
)
from gdcourse.checks.schedules_finder import finder as finder


def steepest(rates: list[float], smoothed: list[float]) -> float:
    """The rate where the curve falls fastest per factor, before its minimum."""
    end = max(int(np.argmin(smoothed)) + 1, 3)
    begin = min(WAIT, end - 2)
    fall = np.gradient(smoothed[begin:end], np.log(rates[begin:end]))
    return rates[begin + int(np.argmin(fall))]


def never(k: int, smoothed: list[float], loss: float) -> bool:
    return False


@finder.mutant(
    "A tenth of the steepest point: an old rule. Try it on 20 seeds: noise moves that "
    "point by a factor of several hundred."
)
def takes_a_tenth_of_the_steepest(*given):
    return answer(*given, pick=lambda rates, s: steepest(rates, s) / 10)


@finder.mutant("The steepest point is decided by noise, divided or not.")
def takes_the_steepest(*given):
    return answer(*given, pick=steepest)


@finder.mutant(
    "That is a tenth of the steepest point of the whole curve. Print it for 20 seeds: "
    "where does it stand?"
)
def takes_a_tenth_of_the_steepest_anywhere(*given):
    return answer(*given, pick=lambda rates, s: rates[np.argmin(np.gradient(s))] / 10)


@finder.mutant(
    "The largest fall from one loss to the next, and a tenth of its rate: print that "
    "for 20 seeds. Does it stay?"
)
def takes_a_tenth_of_the_largest_fall(*given):
    return answer(*given, pick=lambda rates, s: rates[np.argmin(np.diff(s))] / 10)


@finder.mutant("The lowest point is above 2/L already: take a part of that rate.")
def takes_the_lowest_undivided(*given):
    return answer(*given, pick=lambda rates, s: 10 * tenth_of_the_lowest(rates, s))


@finder.mutant("At the last rate the loss explodes. Which one came well before?")
def takes_the_last(*given):
    return answer(*given, pick=lambda rates, s: rates[-1])


@finder.mutant("Suggest a rate from the curve: yours is the same for every curve.")
def trusts_a_thousandth(*given):
    return answer(*given, pick=lambda rates, s: 1e-3)


@finder.mutant("You give the smallest loss. Wanted is the rate that belongs to it.")
def gives_the_loss(*given):
    return answer(*given, pick=lambda rates, s: min(s))


@finder.mutant(
    "The steps between your rates are equal. Equal factors are wanted: 200 rates up to "
    "10 leave only one below 0.05."
)
def spaces_evenly(*given):
    return answer(*given, grid=np.linspace)


@finder.mutant("The last rate must be high: the exponent is k/(n − 1).")
def never_reaches_high(*given):
    return answer(*given, grid=lambda a, b, n: np.geomspace(a, b, n + 1)[:-1])


@finder.mutant(
    "Your run goes on after the explosion, and the argmin of a curve with nan in it is "
    "the nan. Stop first."
)
def searches_after_the_explosion(*given):
    return answer(*given, ends=never)


@finder.mutant("The suggestion is fine, but the run should end where it explodes.")
def goes_on_and_cuts_later(*given):
    right = answer(*given)
    return answer(*given, ends=never) | {"suggestion": right["suggestion"]}


@finder.mutant(
    "The weights you were given have moved: w −= … writes into the array. Walk on a "
    "copy, so that training can begin where it was."
)
def moves_the_weights(loss, gradient, w, low, high, n):
    found = answer(loss, gradient, w, low, high, n)
    for k, rate in enumerate(found["rates"][:-1]):
        w -= rate * gradient(w, k)
    return found


@finder.mutant("Those are the losses themselves. Smooth them first.")
def leaves_the_noise(*given):
    return answer(*given, keep=0.0)


@finder.mutant("Your mean begins near 0: divide it by 1 − 0.95ᵏ⁺¹.")
def forgets_the_correction(*given):
    return answer(*given, unbias=None)


@finder.mutant("0.95 weighs the old mean, 0.05 the new loss.")
def weighs_the_wrong_way(*given):
    return answer(*given, keep=1 - KEEP)


@finder.mutant("The loss belongs before the update with the rate, not after it.")
def reads_the_loss_after_the_step(loss, gradient, w, low, high, n):
    rates, x = np.geomspace(low, high, n), np.array(w, dtype=float)
    points = []
    for k, rate in enumerate(rates):
        x = x - rate * gradient(x, k)
        points.append(x)
    return answer(lambda _, k: loss(points[k], k), gradient, w, low, high, n)


@finder.mutant("Your correction is one power behind: after the loss of k it is k + 1.")
def corrects_with_k(*given):
    return answer(*given, unbias=0)


@finder.mutant("Wait: the stop is asked from k = 10 on, not before.")
def stops_before_ten(*given):
    return answer(
        *given, ends=lambda k, smoothed, loss: smoothed[-1] > EXPLODE * min(smoothed)
    )


@finder.mutant("k ≥ 10: the stop is asked at k = 10, too.")
def stops_after_ten(*given):
    return answer(
        *given,
        ends=lambda k, smoothed, loss: (
            k > WAIT and smoothed[-1] > EXPLODE * min(smoothed)
        ),
    )


@finder.mutant("The stop looks at the smoothed losses, not at a single one.")
def watches_one_loss(*given):
    return answer(
        *given,
        ends=lambda k, smoothed, loss: k >= WAIT and loss > EXPLODE * min(smoothed),
    )


@finder.mutant("The loss that ends the run belongs to both lists, with its rate.")
def leaves_the_stop_out(*given):
    found = answer(*given)
    if len(found["rates"]) < given[-1]:
        found["rates"], found["smoothed"] = found["rates"][:-1], found["smoothed"][:-1]
    return found
