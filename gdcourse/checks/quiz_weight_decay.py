"""Lesson 09: its exit quiz."""

from gdcourse.checks import quiz_weight_decay_zeros as more
from gdcourse.checks.quiz import Choice, Numbers, item


@item("Q09.1", source="WD-01, WD-03")
def two_factors(rng):
    lr, strength = float(rng.choice([0.1, 0.2, 0.5])), float(rng.choice([0.1, 0.4, 1]))
    half, whole = 1 - lr * strength, 1 - 2 * lr * strength
    return Numbers(
        f"A weight is 1 and the data ask nothing of it. α = {lr:g}, λ = {strength:g}. "
        "Where is it after one step of gradient descent with the penalty ½λ‖w‖², and "
        "where with λ‖w‖²?",
        key=(half, whole),
        wrong={
            (half, half): "Differentiate both: one gradient is λw, the other is 2λw.",
            (whole, half): "These two are exchanged: the ½ takes the 2 away.",
            (1 - strength, 1 - 2 * strength): "The step is α times the gradient.",
            (1 + lr * strength, 1 + 2 * lr * strength): "The step goes against the "
            "gradient: the weight shrinks.",
        },
        why="The factors are 1 − αλ and 1 − 2αλ.",
    )


@item("Q09.2", source="WD-03, WD-12")
def two_resting_places(rng):
    c, strength = float(rng.choice([0.5, 1, 2])), float(rng.choice([0.2, 0.5, 1]))
    beta = float(rng.choice([0.5, 0.8, 0.9]))
    coupled, apart = c / (1 + strength), c / (1 + strength * (1 - beta))
    return Numbers(
        f"f(x) = ½(x − {c:g})², momentum β = {beta:g}, with the velocity v = βv + g; "
        f"λ = {strength:g}. Where does x rest when λx joins the gradient, and where "
        "when αλx is taken from x beside the step? (To 1 %.)",
        key=(coupled, apart),
        wrong={
            (coupled, coupled): "At rest v = g/(1 − β): the push is longer, the decay "
            "is not.",
            (apart, coupled): "These two are exchanged: who is multiplied by "
            "1/(1 − β), the push alone or both?",
            (coupled, c): "The decay beside the step pulls, too, only less.",
            (c, c): "Both penalties move the resting place away from the minimizer.",
        },
        why="Decay beside the step acts like a λ that is 1 − β times as large.",
        rtol=0.01,
    )


@item("Q09.3", source="WD-05")
def idle(rng):
    lr, strength = float(rng.choice([0.1, 0.01])), float(rng.choice([0.001, 0.05, 0.5]))
    return Numbers(
        f"A weight is 1, its data gradient is 0. α = {lr:g}, λ = {strength:g}, "
        "ε = 10⁻⁸. How far does it move in the first update of Adam with L2, and how "
        "far in that of AdamW? (Lengths.)",
        key=(lr, lr * strength),
        wrong={
            (lr * strength, lr * strength): "With L2 the gradient λw is divided by "
            "its own size: λ cancels.",
            (lr * strength, lr): "These two are exchanged: which of them divides λw?",
            (lr, strength): "AdamW's decay is multiplied by α, too.",
            (0.0, lr * strength): "With L2 the gradient is λw, which is not 0.",
            (lr, 0.0): "AdamW's decay needs no gradient.",
        },
        why="Adam divides λw by its own size: any λ far above ε gives a step of α.",
    )


@item("Q09.4", source="WD-04, ADA-19")
def no_bug(rng):
    strength = float(rng.choice([0.01, 0.05, 0.1]))
    return Choice(
        f"A guide says: Adam's weight decay was a bug. What does torch's "
        f"Adam(weight_decay={strength:g}) do?",
        right="a correct step for the loss + ½λ‖w‖², which is not weight decay",
        wrong={
            f"it shrinks every weight by the factor 1 − {strength:g}α": "That is "
            "AdamW. Here λw joins the gradient and is divided with it.",
            "a wrong step: the gradient of the penalty is miscomputed": "λw is the "
            "right gradient. What is wrong is the name alone.",
            "nothing: the division by √v̂ takes the penalty away": "It is rescaled, "
            "weight by weight, not removed.",
        },
        why="Right gradient, misleading name: under Adam L2 and decay differ.",
    )


@item("Q09.5", source="WD-05")
def who_is_held(rng):
    size = int(rng.choice([100, 1000, 5000]))
    return Choice(
        f"Weight A meets noisy gradients of size {size}, weight B some of size "
        f"1/{size}. λ = 0.1, α = 0.001, thousands of steps. Which of them does Adam "
        "with L2 hold closer to 0, compared with AdamW?",
        right="B closer, A less",
        wrong={
            "A closer, B less": "λw is divided by √v̂, and A's is large.",
            "both less: in Adam L2 is always weaker": "Where the data gradient is "
            "small, λw makes up √v̂ itself: steps near α.",
            "both alike: λ is the same": "λ is; what divides λw is not.",
        },
        why="AdamW shrinks both by the same factor; L2 looks at the gradients.",
    )


@item("Q09.6", source="WD-06")
def one_step_of_adamw(rng):
    w, g = float(rng.choice([3, 4, -5])), float(rng.choice([0.2, 3, -10]))
    lr, strength = float(rng.choice([0.1, 0.2])), float(rng.choice([0.25, 0.7]))
    step = lr if g > 0 else -lr
    key = w * (1 - lr * strength) - step
    coupled = lr if g + strength * w > 0 else -lr
    return Numbers(
        f"AdamW, first update, ε = 0: w = {w:g}, g = {g:g}, α = {lr:g}, "
        f"λ = {strength:g}. Where is w then, exactly?",
        key=key,
        wrong={
            w * (1 - strength) - step: "The decay is αλw: α multiplies it, too.",
            (w - step) * (1 - lr * strength): "The weight from before the step is "
            "decayed, not the new one.",
            w - coupled: "That is Adam with L2: the decay has been divided, too.",
            w * (1 - lr * strength) - lr * g: "Adam's first step is α long, whatever "
            "the gradient.",
            w * (1 - lr * strength) + step: "The step goes against the gradient.",
        },
        why="(1 − αλ)w and then α against the sign of g.",
        rtol=1e-6,
    )


total = more.total
half_the_rate = more.half_the_rate
soft = more.soft
no_zeros = more.no_zeros
two_updates = more.two_updates
search = more.search
