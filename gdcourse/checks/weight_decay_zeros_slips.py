"""Lesson 09: E09.5, what usually goes wrong when zeros should be exact."""

import numpy as np

from gdcourse.checks.weight_decay_zeros import (
    filled,
    proximal,
    sideways,
    soft_threshold,
    zeros,
)


def wrong(name: str, hint: str, **steps) -> None:
    """A mutant that takes other steps."""

    def table_of(X, y, strength, lr, n):
        return filled(X, y, strength, lr, n, **steps)

    table_of.__name__ = name
    zeros.mutant(hint)(table_of)


def hard(w, g, lr, strength, k):
    z = w - lr * g
    return np.where(np.abs(z) > lr * strength, z, 0.0)


def one_sided(w, g, lr, strength, k):
    return np.maximum(w - lr * g - lr * strength, 0.0)


def unstopped(w, g, lr, strength, k):
    z = w - lr * g
    return z - lr * strength * np.sign(z)


def signless(w, g, lr, strength, k):
    return np.maximum(np.abs(w - lr * g) - lr * strength, 0.0)


def before(w, g, lr, strength, k):
    return soft_threshold(w, lr * strength) - lr * g


wrong(
    "cuts_hard",
    "That is a hard threshold: an entry above αλ must lose αλ, too.",
    ista=hard,
)
wrong(
    "cuts_at_the_whole_strength",
    "Your threshold is λ. One step pulls by αλ.",
    ista=lambda w, g, lr, strength, k: soft_threshold(w - lr * g, strength),
)
wrong(
    "cuts_at_the_rate",
    "Your threshold is α. Where is λ? One step pulls by αλ.",
    ista=lambda w, g, lr, strength, k: soft_threshold(w - lr * g, lr),
)
wrong(
    "lets_the_threshold_fade",
    "ISTA's threshold stays αλ: only the subgradient's rate falls.",
    ista=lambda w, g, lr, strength, k: soft_threshold(
        w - lr * g, lr * strength / np.sqrt(k + 1)
    ),
)
wrong(
    "keeps_only_the_positive",
    "A negative entry goes toward 0 from below: with you it is lost.",
    ista=one_sided,
)
wrong(
    "loses_the_sign",
    "Your entries have lost their sign: the size shrinks, the sign stays.",
    ista=signless,
)
wrong(
    "does_not_stop_at_zero",
    "An entry smaller than αλ jumps across 0 with you. It must stop there.",
    ista=unstopped,
)
wrong(
    "thresholds_before_the_step",
    "You threshold before you step: then the step leaves 0 again.",
    ista=before,
)
wrong(
    "lets_ista_go_slower",
    "ISTA keeps its rate α. Only the subgradient step uses α/√(k + 1).",
    ista=lambda w, g, lr, strength, k: proximal(w, g, lr / np.sqrt(k + 1), strength, k),
)
wrong(
    "keeps_the_rate_of_the_subgradient",
    "The subgradient's rate falls: α/√(k + 1), with k from 0.",
    sub=lambda w, g, lr, strength, k: sideways(w, g, lr, strength, 0),
)
wrong(
    "counts_the_rate_from_one",
    "Your first subgradient step is too short: at k = 0 its rate is α.",
    sub=lambda w, g, lr, strength, k: sideways(w, g, lr, strength, k + 1),
)
wrong(
    "thresholds_both",
    "Your subgradient run is a proximal one: its step is g + λ sign(w).",
    sub=lambda w, g, lr, strength, k: proximal(w, g, lr / np.sqrt(k + 1), strength, k),
)
wrong(
    "decays_by_the_square",
    "λw is the gradient of ½λw². The penalty here is λ|w|: λ sign(w).",
    sub=lambda w, g, lr, strength, k: w - lr / np.sqrt(k + 1) * (g + strength * w),
)
wrong(
    "forgets_the_half_of_the_loss",
    "The loss is half of the mean square: its gradient is Xᵀr/N, without a 2.",
    ista=lambda w, g, lr, strength, k: proximal(w, 2 * g, lr, strength, k),
    sub=lambda w, g, lr, strength, k: sideways(w, 2 * g, lr, strength, k),
)


wrong(
    "clips",
    "np.clip keeps what should be taken away: w = z − clip(z).",
    ista=lambda w, g, lr, strength, k: np.clip(
        w - lr * g, -lr * strength, lr * strength
    ),
)
wrong(
    "gives_zero_a_sign",
    "sign(0) is 0 here: the first step from 0 follows g alone.",
    sub=lambda w, g, lr, strength, k: (
        w - lr / np.sqrt(k + 1) * (g + strength * np.where(w >= 0, 1, -1))
    ),
)
wrong(
    "forgets_the_root_of_the_count",
    "The rate is α divided by the root of k + 1.",
    sub=lambda w, g, lr, strength, k: w - lr / (k + 1) * (g + strength * np.sign(w)),
)
wrong(
    "shrinks_by_a_factor",
    "z/(1 + αλ) is the step for ½λw². For λ|w| every entry loses the same αλ.",
    ista=lambda w, g, lr, strength, k: (w - lr * g) / (1 + lr * strength),
)
wrong(
    "lets_only_the_gradient_fade",
    "α/√(k + 1) multiplies all of g + λ sign(w), not g alone.",
    sub=lambda w, g, lr, strength, k: (
        w - lr / np.sqrt(k + 1) * g - lr * strength * np.sign(w)
    ),
)
