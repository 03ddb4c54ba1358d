"""Lesson 08: its exit quiz."""

from gdcourse.checks import quiz_adaptive_methods_limits as more
from gdcourse.checks.quiz import Choice, Numbers, item


@item("Q5.4", source="ADA-11")
def momentum_for_rmsprop(rng):
    beta = float(rng.choice([0.5, 0.8, 0.9]))
    return Choice(
        "A guide's table says: RMSprop has rates of its own for every weight, but no "
        f"momentum. Somebody wants RMSprop with β = {beta:g}. What is true?",
        right=f"nothing stands against it: RMSprop(momentum={beta:g})",
        wrong={
            "it is impossible: v takes the place of the velocity": "v measures the "
            "size of the gradients; a velocity adds up their directions.",
            f"that is Adam with β₁ = {beta:g}": "Adam averages first and divides then, "
            "and it corrects. This one divides first.",
            "the average v is the momentum, it is there already": "v is an average of "
            "squares: it has lost the sign, so it pushes nowhere.",
        },
        why="An option of torch, optax and Keras. EfficientNet was trained so.",
    )


@item("Q5.5", source="ADA-13, ADA-16")
def a_gradient_that_never_changes(rng):
    g = float(rng.choice([-2, 3, 4, 5]))
    return Numbers(
        f"The gradient is always {g:g}. Where do Adam's m̂ and v̂ stand, and what is "
        "the variance of these gradients?",
        key=(g, g * g, 0.0),
        wrong={
            (g, 0.0, 0.0): "v is no variance: no mean is taken away before squaring.",
            (g, g * g, g * g): "The variance is the mean square without the square of "
            "the mean.",
            (g, abs(g), 0.0): "v averages squares. The root is taken in the step.",
            (0.1 * g, 0.001 * g * g, 0.0): "Those are m and v after one update, not "
            "yet corrected.",
        },
        why="v is the mean of squares: variance plus the square of the mean.",
    )


@item("Q08.1", source="ADA-02")
def a_sum_of_squares(rng):
    first, second, third = (1, -1, 1) * rng.permutation([3, 4, 12])
    sums = first**2, first**2 + second**2, 169
    lengths = [
        abs(g) / s**0.5 for g, s in zip((first, second, third), sums, strict=True)
    ]
    return Numbers(
        f"AdaGrad with α = 1 meets the gradients {first}, −{-second}, {third} in one "
        "component. How long are its three steps? (Lengths are positive. To 1 %.)",
        key=tuple(lengths),
        wrong={
            (1.0, 1.0, 1.0): "The sum keeps what came before: only the first gradient "
            "is divided by its own size.",
            (1.0, lengths[1] * sums[1] ** 0.5 / abs(first), abs(third / second)): "The "
            "new square joins the sum before the division, and no old one leaves it.",
            (1.0, abs(second) / sums[1], abs(third) / sums[2]): "Divide by the root of "
            "the sum.",
            tuple(abs(float(g)) for g in (first, second, third)): "That is gradient "
            "descent: nothing has been divided yet.",
        },
        why="The divisors are √s: {:.4g}, {:.4g}, 13.".format(
            *(s**0.5 for s in sums[:2])
        ),
        rtol=0.01,
    )


@item("Q08.2", source="ADA-06, ADA-15")
def two_places_for_epsilon(rng):
    power = int(rng.choice([4, 5, 6]))
    g, eps = 10.0**-power, 1e-8
    outside, inside = g / (g + eps), g / (g * g + eps) ** 0.5
    return Numbers(
        f"v̂ = g² with g = 10^−{power}, and ε = 10^−8. How long is the step, in units "
        "of α, with g/(√v̂ + ε), and how long with g/√(v̂ + ε)? (To 2 %.)",
        key=(outside, inside),
        wrong={
            (outside, outside): "Inside the root ε is compared with g², not with g.",
            (inside, outside): "These two are exchanged: which place makes ε weigh "
            "more?",
            (outside, g / eps): "The root is taken of ε, too: √ε = 10^−4.",
            (0.5, inside): "Outside, half of α is left where |g| = ε, far below.",
        },
        why="The floor for g is ε outside and √ε inside.",
        rtol=0.02,
    )


@item("Q08.3", source="ADA-14")
def a_first_step_uncorrected(rng):
    pairs = ((0.9, 0.999), (0.8, 0.99), (0.5, 0.99), (0.9, 0.96), (0.8, 0.999))
    beta1, beta2 = pairs[rng.integers(len(pairs))]
    bare = (1 - beta1) / (1 - beta2) ** 0.5
    return Numbers(
        f"Adam with β = ({beta1:g}, {beta2:g}) and ε = 0. How long is its very first "
        "step, in units of α, without bias correction, and with it? (To 1 %.)",
        key=(bare, 1.0),
        wrong={
            (1.0, bare): "These two are exchanged: the correction makes m̂ = g and "
            "v̂ = g².",
            (1 / bare, 1.0): "Turned over: m is g times 1 − β₁, √v is |g| times "
            "√(1 − β₂).",
            ((1 - beta1) / (1 - beta2), 1.0): "The step divides by the root of v.",
            (1 - beta1, 1.0): "v begins at 0, too, and the step divides by its root.",
        },
        why="(1 − β₁)/√(1 − β₂): here the correction "
        + ("shortens." if bare > 1 else "lengthens."),
        rtol=0.01,
    )


@item("Q08.4", source="ADA-22, UPD-05, LR-11")
def a_loss_in_other_units(rng):
    units = int(rng.choice([100, 1000, 10_000]))
    return Choice(
        f"Somebody computes the loss in other units: it is now {units:,} times as "
        "large. Which learning rate gives the old path again?",
        right=f"gradient descent: α/{units:,}; Adam: α, as before",
        wrong={
            "both: α, as before": "A step of gradient descent is α times the gradient, "
            "and that has grown.",
            f"both: α/{units:,}": "Adam divides by the size of the gradients: the unit "
            "cancels.",
            f"gradient descent: α/{units:,}; Adam needs no rate": "The unit cancels. "
            "What is left is α, a length, and somebody must choose it.",
        },
        why="Exact for ε = 0. What Adam takes away is the scale, not the choice.",
    )


travel = more.travel
turned = more.turned
forgets = more.forgets
parts_off = more.parts_off
rare = more.rare
after_silence = more.after_silence
