"""Lesson 09: E09.5, what usually goes wrong around the steps: counts and heights."""

import numpy as np

from gdcourse.checks.weight_decay_zeros import filled, objective, proximal, sideways
from gdcourse.checks.weight_decay_zeros_slips import zeros


@zeros.mutant("ISTA comes first in both lists.")
def turns_the_lists(X, y, strength, lr, n):
    found = filled(X, y, strength, lr, n)
    return found | {key: found[key][::-1] for key in ("zeros", "objectives")}


@zeros.mutant("Your objectives are exchanged: ISTA's comes first.")
def turns_the_objectives(X, y, strength, lr, n):
    found = filled(X, y, strength, lr, n)
    return found | {"objectives": found["objectives"][::-1]}


@zeros.mutant("You add up the rows. The loss is a mean: its gradient is Xᵀr/N.")
def adds_up_the_rows(X, y, strength, lr, n):
    def ista(w, g, lr, strength, k):
        return proximal(w, len(y) * g, lr, strength, k)

    def sub(w, g, lr, strength, k):
        return sideways(w, len(y) * g, lr, strength, k)

    return filled(X, y, strength, lr, n, ista, sub)


@zeros.mutant("Zeros means w == 0. Yours counts what is only near 0.")
def counts_what_is_near(X, y, strength, lr, n):
    found = filled(X, y, strength, lr, n)
    both = found["ista"], found["subgradient"]
    return found | {"zeros": [int((np.abs(w) < 0.05).sum()) for w in both]}


@zeros.mutant("np.isclose calls 5e-11 a zero. Exact zeros: w == 0.")
def counts_with_a_tolerance(X, y, strength, lr, n):
    found = filled(X, y, strength, lr, n)
    both = found["ista"], found["subgradient"]
    return found | {"zeros": [int(np.isclose(w, 0).sum()) for w in both]}


@zeros.mutant("You count the weights that are left. Asked are the zeros.")
def counts_the_others(X, y, strength, lr, n):
    found = filled(X, y, strength, lr, n)
    both = found["ista"], found["subgradient"]
    return found | {"zeros": [int((w != 0).sum()) for w in both]}


@zeros.mutant("The objective holds the penalty, too: + λ‖w‖₁.")
def leaves_the_penalty_out(X, y, strength, lr, n):
    found = filled(X, y, strength, lr, n)
    both = found["ista"], found["subgradient"]
    return found | {"objectives": [objective(X, y, 0.0, w) for w in both]}


@zeros.mutant("The loss is half of the mean square: your objectives lack the ½.")
def leaves_the_half_out(X, y, strength, lr, n):
    found = filled(X, y, strength, lr, n)
    both = found["ista"], found["subgradient"]
    doubled = [2 * objective(X, y, strength / 2, w) for w in both]
    return found | {"objectives": doubled}


@zeros.mutant("That is one step too many: n steps, k = 0, …, n − 1.")
def steps_once_more(X, y, strength, lr, n):
    return filled(X, y, strength, lr, n + 1)


@zeros.mutant("Each run has its own w, so its own g: do not share ISTA's.")
def shares_one_gradient(X, y, strength, lr, n):
    gradients = []

    def ista(w, g, lr, strength, k):
        gradients.append(g)
        return proximal(w, g, lr, strength, k)

    def sub(w, g, lr, strength, k):
        return sideways(w, gradients[k], lr, strength, k)

    return filled(X, y, strength, lr, n, ista, sub)


@zeros.mutant("You add up the rows in the objectives. The loss is ½ · their mean.")
def adds_up_the_rows_in_the_objective(X, y, strength, lr, n):
    found = filled(X, y, strength, lr, n)
    both = found["ista"], found["subgradient"]
    heights = [len(y) * objective(X, y, strength / len(y), w) for w in both]
    return found | {"objectives": heights}
