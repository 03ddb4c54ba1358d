"""Lesson 09: E09.3, what usually goes wrong when AdamW is written down."""

import numpy as np

from gdcourse.checks.weight_decay_adamw import adamw, right


def averages(memory, first, second=None) -> tuple:
    """m with one gradient more, and v, which may see another one."""
    second = first if second is None else second
    m, v = memory
    return 0.9 * m + 0.1 * first, 0.999 * v + 0.001 * second * second


def ahead(m, v, t) -> np.ndarray:
    """Adam's step in units of α, from averages that hold the new gradient."""
    return m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)


@adamw.mutant("That is Adam with L2: λw must not enter the gradient.")
def joins_the_gradient(w, grad, memory, t, lr, strength, mask):
    m, v = averages(memory, grad + strength * mask * w)
    return w - lr * ahead(m, v, t), (m, v)


@adamw.mutant("The decay is αλw: α is missing. (In the paper a schedule stands there.)")
def decays_without_the_rate(w, grad, memory, t, lr, strength, mask):
    m, v = averages(memory, grad)
    return w - strength * mask * w - lr * ahead(m, v, t), (m, v)


@adamw.mutant("You decay the new w. Which w is decayed: before or after the step?")
def decays_the_new_point(w, grad, memory, t, lr, strength, mask):
    m, v = averages(memory, grad)
    return (1 - lr * strength * mask) * (w - lr * ahead(m, v, t)), (m, v)


@adamw.mutant("λw has entered m, though not v. Momentum must not remember the decay.")
def decays_inside_m(w, grad, memory, t, lr, strength, mask):
    m, v = averages(memory, grad + strength * mask * w, grad)
    return w - lr * ahead(m, v, t), (m, v)


@adamw.mutant("You divide λw by √v̂ + ε as well. The decay stands beside the fraction.")
def divides_the_decay(w, grad, memory, t, lr, strength, mask):
    m, v = averages(memory, grad)
    m_hat, root = m / (1 - 0.9**t), np.sqrt(v / (1 - 0.999**t)) + 1e-8
    return w - lr * (m_hat + strength * mask * w) / root, (m, v)


@adamw.mutant("You decay everything: mask says which entries are decayed.")
def ignores_the_mask(w, grad, memory, t, lr, strength, mask):
    return right(w, grad, memory, t, lr, strength, np.ones(np.shape(w), dtype=bool))


@adamw.mutant("Turned over: True in mask means decayed.")
def turns_the_mask(w, grad, memory, t, lr, strength, mask):
    return right(w, grad, memory, t, lr, strength, np.logical_not(mask))


@adamw.mutant("mask stops the decay, not the step: Adam moves all entries.")
def masks_the_step(w, grad, memory, t, lr, strength, mask):
    after, kept = right(w, grad, memory, t, lr, strength, mask)
    return np.where(mask, after, w), kept


@adamw.mutant("With you the decay makes w larger: the factor is 1 − αλ.")
def grows(w, grad, memory, t, lr, strength, mask):
    m, v = averages(memory, grad)
    return (1 + lr * strength * mask) * w - lr * ahead(m, v, t), (m, v)


@adamw.mutant("αλ, not 2αλ: AdamW knows no penalty whose square would give a 2.")
def decays_twice(w, grad, memory, t, lr, strength, mask):
    return right(w, grad, memory, t, lr, 2 * strength, mask)


@adamw.mutant("The decay uses α², with you: multiply λw by α once.")
def takes_the_rate_twice(w, grad, memory, t, lr, strength, mask):
    return right(w, grad, memory, t, lr, lr * strength, mask)


@adamw.mutant("m and v begin at 0: your AdamW forgets the bias correction.")
def corrects_nothing(w, grad, memory, t, lr, strength, mask):
    m, v = averages(memory, grad)
    return (1 - lr * strength * mask) * w - lr * ahead(m, v, 10**6), (m, v)


@adamw.mutant("t counts from 1 here: the first update has t = 1.")
def counts_one_further(w, grad, memory, t, lr, strength, mask):
    m, v = averages(memory, grad)
    return (1 - lr * strength * mask) * w - lr * ahead(m, v, t + 1), (m, v)


@adamw.mutant("Your ε stands inside the root. It is added after the root.")
def puts_epsilon_inside(w, grad, memory, t, lr, strength, mask):
    m, v = averages(memory, grad)
    step = m / (1 - 0.9**t) / np.sqrt(v / (1 - 0.999**t) + 1e-8)
    return (1 - lr * strength * mask) * w - lr * step, (m, v)


@adamw.mutant("The step uses the old averages: m and v take in grad first.")
def steps_before_averaging(w, grad, memory, t, lr, strength, mask):
    step = ahead(*memory, t)
    return (1 - lr * strength * mask) * w - lr * step, averages(memory, grad)


@adamw.mutant("Hand back the new m and v: the next update needs them.")
def forgets_the_memory(w, grad, memory, t, lr, strength, mask):
    return right(w, grad, memory, t, lr, strength, mask)[0], memory


@adamw.mutant(
    "You change w in place: w -= … reaches the caller's array. Make a new one."
)
def steps_in_place(w, grad, memory, t, lr, strength, mask):
    after, kept = right(w, grad, memory, t, lr, strength, mask)
    w[...] = after
    return w, kept


@adamw.mutant("w[mask] *= … reaches the caller's array. Decay a copy of w.")
def decays_in_place(w, grad, memory, t, lr, strength, mask):
    after, kept = right(w, grad, memory, t, lr, strength, mask)
    w[mask] *= 1 - lr * strength
    return after, kept


@adamw.mutant("You write into the memory that came in. Hand back new arrays.")
def averages_in_place(w, grad, memory, t, lr, strength, mask):
    after, kept = right(w, grad, memory, t, lr, strength, mask)
    for old, new in zip(memory, kept, strict=True):
        old[...] = new
    return after, memory


@adamw.mutant("m and v go back as they are. Only the step uses m̂ and v̂.")
def hands_back_the_corrected(w, grad, memory, t, lr, strength, mask):
    after, (m, v) = right(w, grad, memory, t, lr, strength, mask)
    return after, (m / (1 - 0.9**t), v / (1 - 0.999**t))


@adamw.mutant("The step goes against m̂: minus α times it.")
def steps_uphill(w, grad, memory, t, lr, strength, mask):
    m, v = averages(memory, grad)
    return (1 - lr * strength * mask) * w + lr * ahead(m, v, t), (m, v)


@adamw.mutant("Divide by the root of v̂, not by v̂ itself.")
def forgets_the_root(w, grad, memory, t, lr, strength, mask):
    m, v = averages(memory, grad)
    step = m / (1 - 0.9**t) / (v / (1 - 0.999**t) + 1e-8)
    return (1 - lr * strength * mask) * w - lr * step, (m, v)


@adamw.mutant("ε is missing: √v̂ + ε, or a gradient of 0 divides 0 by 0.")
def forgets_epsilon(w, grad, memory, t, lr, strength, mask):
    m, v = averages(memory, grad)
    with np.errstate(divide="ignore", invalid="ignore"):
        step = m / (1 - 0.9**t) / np.sqrt(v / (1 - 0.999**t))
    return (1 - lr * strength * mask) * w - lr * step, (m, v)
