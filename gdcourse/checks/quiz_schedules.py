"""Lesson 10: its exit quiz."""

import math

from gdcourse.checks import quiz_schedules_use as more
from gdcourse.checks.quiz import Choice, Numbers, item


@item("Q4.5", source="SCH-16, FAQ-02, INT-04")
def which_transformer_needs_warmup(rng):
    rate = str(rng.choice(["3e-3", "0.003"]))
    return Choice(
        f"Our run: transformers of 8 layers, Adam with {rate} from the first update, "
        "two seeds each. Which form fails without warmup, which does not?",
        right="post-LN: one of two seeds stays at chance; pre-LN learns on both",
        wrong={
            "both fail: a transformer needs warmup": "Pre-LN reached .002 and .001 "
            "without warmup, and .003 and .002 with it.",
            "neither fails: warmup is a habit": "Post-LN without warmup stayed at 2.75 "
            "on one seed; chance is 2.77.",
            "pre-LN: one of two seeds stays at chance; post-LN learns on both": "These "
            "two are exchanged. Which one normalizes after the sum, on the main path?",
        },
        why="Warmup belongs to an architecture and a rate, not to a name.",
    )


@item("Q4.6", source="SCH-09, SCH-11, INT-04")
def the_cosine_after_its_end(rng):
    T, lr = int(rng.choice([100, 200, 400])), float(rng.choice([0.1, 0.2, 0.4]))
    return Choice(
        f"α_k = ½ · {lr:g} (1 + cos(πk/{T})), nothing else. What does it do after "
        f"k = {T}? And is it the proven best?",
        right=f"it climbs, to {lr / 2:g} at {3 * T // 2}, {lr:g} at {2 * T}; no",
        wrong={
            f"it jumps back to {lr:g} at {T}: a warm restart; no": "A cosine has no "
            "jump. A restart needs k mod T.",
            f"it stays at 0 after {T}; no": "That takes a clamp, min(k, T). The "
            "formula alone goes on.",
            f"it climbs, to {lr / 2:g} at {3 * T // 2}, {lr:g} at {2 * T}; yes": "No "
            "theorem says so. Linear to zero and warmup-stable-decay compete.",
        },
        why="Its period is 2T. In a study of language models linear to zero won.",
    )


@item("Q10.1", source="SCH-03, SCH-02")
def rates_of_a_step_decay(rng):
    s, gamma = int(rng.choice([20, 30, 50])), float(rng.choice([0.1, 0.5]))
    k = 3 * s - 1
    return Numbers(
        f"Step decay from 0.4: times {gamma:g} after every {s} updates, and k counts "
        f"the updates made. The rates at k = {s} and k = {k}?",
        key=(0.4 * gamma, 0.4 * gamma**2),
        wrong={
            (0.4, 0.4 * gamma**2): f"After {s} updates, at k = {s}, the first drop has "
            "come.",
            (0.4 * gamma, 0.4 * gamma**3): f"⌊{k}/{s}⌋ is 2: one update is missing for "
            "the third drop.",
            (0.4 * gamma, 0.4 * gamma ** (k / s)): "Without the floor it is an "
            "exponential decay: no steps.",
        },
        why=f"The exponent is ⌊k/{s}⌋: 1 and 2.",
    )


@item("Q10.2", source="SCH-08, PRB-04, SCH-10")
def a_quarter_of_the_wave(rng):
    low, high = 0.01, float(rng.choice([0.1, 0.2, 0.5]))
    T = int(rng.choice([100, 400, 1000]))
    wave = (1 + math.cos(math.pi / 4)) / 2
    mean = (low + high) / 2
    return Numbers(
        f"A cosine falls from {high:g} to {low:g} in T = {T} updates. Its rates at "
        f"k = {T // 4} and k = {T // 2}? (To 0.1 %.)",
        key=(low + (high - low) * wave, mean),
        wrong={
            (low + (high - low) * 0.75, mean): "A quarter of a straight line. The wave "
            "begins flat.",
            (low + high * wave, low + high / 2): "What falls is the difference of the "
            "two: at k = 0 this would be too much.",
            (high * wave, high / 2): "That falls to 0. Where is the lower end?",
            (low + (high - low) * 0.5, low): "That is a whole wave in T updates. The "
            "argument is πk/T, not 2πk/T.",
        },
        why="At T/2 the cosine is 0: the mean of both ends.",
        rtol=1e-3,
    )


@item("Q10.3", source="SCH-15, UPD-03")
def the_first_update_of_a_warmup(rng):
    W, lr = int(rng.choice([5, 10, 20])), float(rng.choice([0.1, 0.3]))
    first = lr / W
    return Numbers(
        f"A warmup of {W} updates to {lr:g}, as lr · t/{W} with t = k + 1 = 1, 2, …: "
        f"the rates at k = 0, at k = {W - 1} and at k = {W + 5}?",
        key=(first, lr, lr),
        wrong={
            (0.0, lr - first, lr): f"That is lr · k/{W}: the first update would not "
            "move at all.",
            (first, lr, lr * (W + 6) / W): "It goes on climbing. After the warmup the "
            "rate stays.",
            (first, lr - first, lr): f"k = {W - 1} is the update t = {W}, the last one "
            "of the warmup.",
        },
        why=f"t/{W} with t from 1: no update is wasted.",
    )


@item("Q10.4", source="SCH-13")
def where_restarts_come(rng):
    T, times = int(rng.choice([5, 10, 20])), int(rng.choice([2, 3]))
    second = T + T * times
    third = second + T * times**2
    return Numbers(
        f"Warm restarts with T_0 = {T} and T_mult = {times}: at which k does the rate "
        "jump back up, the first three times?",
        key=(T, second, third),
        wrong={
            (T, T * times, T * times**2): "Those are the lengths of the cycles. Add "
            "them up.",
            (T, 2 * T, 3 * T): f"That is T_mult = 1. Here each cycle is {times} times "
            "as long as the one before.",
            (T - 1, second - 1, third - 1): "That is the last update before the jump; "
            "k counts from 0.",
        },
        why=f"The cycles last {T}, {T * times}, {T * times**2} updates.",
    )


used_last = more.used_last
one_cycle = more.one_cycle
mechanism = more.mechanism
finder = more.finder
lost_velocity = more.lost_velocity
looks = more.looks
too_large = more.too_large
