"""The live figures of lesson 03 show, say and test what is computed and proved."""

import math

import numpy as np
import pytest

from gdcourse import landscapes
from gdcourse.optimizers import GradientDescent, minimize
from gdcourse.widgets.convergence_proofs import (
    adversary,
    digits,
    hypotheses,
    multipliers,
)
from gdcourse.widgets.convergence_proofs_adversary import CONVEX, FLAT, ROUND, STEEP
from gdcourse.widgets.convergence_proofs_digits import BEST, KAPPAS, SHORT, needed
from gdcourse.widgets.convergence_proofs_hypotheses import FAST, SLOW

# Hypotheses --------------------------------------------------------------------------

BANK_GOALS = {
    "drop": {"smooth": False},
    "fast": {"promise": FAST, "strong": True},
    "spare": {"promise": FAST},
}


def test_hypotheses_shows_and_says_what_was_computed(sweep):
    sweep(hypotheses, goals=BANK_GOALS)


# Adversary ---------------------------------------------------------------------------

ATTACK_GOALS = {
    "valley": {"lr": 1.82},
    "gap": {"family": CONVEX, "lr": 1.0, "k": 10},
}


def test_adversary_shows_and_says_what_was_computed(sweep):
    sweep(adversary, goals=ATTACK_GOALS)


# Multipliers -------------------------------------------------------------------------

PROOF_GOALS = {
    "cancel": {"b": 0.25, "c": 0.75},
    "proof": {"a": 0.5},
    "loose": {"a": 0.45, "b": 0.45, "c": 0.55, "divisor": 5},
}


def test_multipliers_shows_and_says_what_was_computed(sweep):
    sweep(multipliers, goals=PROOF_GOALS)


# Digits ------------------------------------------------------------------------------

DIGIT_GOALS = {
    "costly": {"kappa": 1000},
    "half": {"kappa": 1000, "rule": BEST},
    "one": {"kappa": 1},
}


def test_digits_shows_and_says_what_was_computed(sweep):
    sweep(digits, goals=DIGIT_GOALS)
