"""Lesson 08: questions of its exit quiz about what adaptive methods cannot do."""

from gdcourse.checks.quiz import Choice, Numbers, item


@item("Q08.5", source="ADA-04, ADA-07")
def travel(rng):
    lr, root = float(rng.choice([0.1, 0.2, 0.5])), int(rng.choice([50, 100, 200]))
    T = root**2
    return Numbers(
        f"The gradient is always 1, and α = {lr:g}. How far has AdaGrad come after "
        f"{T:,} updates, and how far RMSprop with ρ = 0, which remembers only the "
        "newest gradient? (ε = 0. To 3 %.)",
        key=(2 * lr * root, lr * T),
        wrong={
            (lr * T, lr * T): "The sum of squares grows: step t is α/√t long.",
            (lr * root, lr * T): "That is the number of updates times the last step. "
            "The first ones were longer.",
            (2 * lr, lr * T): "1 + 1/√2 + 1/√3 + … has no limit.",
            (2 * lr * root, 2 * lr * root): "With ρ = 0 each gradient is divided by "
            "its own size.",
        },
        why="2α√T: ever slower, without a bound. RMSprop keeps its pace.",
        rtol=0.03,
    )


@item("Q08.6", source="ADA-01")
def turned(rng):
    kappa, degrees = int(rng.choice([100, 1000])), int(rng.choice([30, 45, 60]))
    return Choice(
        f"A valley with κ = {kappa} lies along the axes. Valley and start are turned "
        f"by {degrees}°. Who walks the turned path, in as many updates as before?",
        right="gradient descent does, Adam does not",
        wrong={
            "both: turning changes no curvature": "The eigenvalues stay. But Adam "
            "looks at the components, and those change.",
            "Adam does, gradient descent does not": "αg turns with g. A division "
            "component by component does not.",
            "neither: the gradients are other ones": "They are turned. Which of the "
            "two rules uses the axes?",
        },
        why="Adam is a diagonal preconditioner; after the turn H is not diagonal.",
    )


@item("Q08.7", source="ADA-21")
def forgets(rng):
    C = int(rng.choice([3, 4, 5]))
    return Choice(
        f"In turn: f = {C}x once, then f = −x twice, on −1 ≤ x ≤ 1; β₁ = 0, "
        f"β₂ = 1/{1 + C * C}, ε = 0. Why does Adam end near +1, the worst point?",
        right=f"its step after {C} is divided by about {C}, and soon {C} is forgotten",
        wrong={
            "its rate is too large: α = 0.1/√t must fall faster": "AMSGrad and "
            "gradient descent arrive at −1 with this very rate.",
            "the losses are not convex": "They are lines, and lines are convex.",
            "without bias correction the first steps are too long": "The correction "
            "fades; this goes on in all later rounds.",
        },
        why="One step down, two up, all of about one length. A long memory helps.",
    )


@item("Q08.8", source="ADA-18, ADA-09")
def parts_off(rng):
    lr, big = float(rng.choice([0.1, 0.2, 0.5])), float(rng.choice([20, 50, 1000]))
    return Numbers(
        f"Adam with β₁ = β₂ = 0, α = {lr:g}, ε = 0, from x = 0. It meets the gradients "
        f"{big:g}, −0.1 and {big / 2:g}. Where is x after the first, and where after "
        "the third?",
        key=(-lr, -lr),
        wrong={
            (-lr * big, -lr * (1.5 * big - 0.1)): "That is gradient descent. Nothing "
            "has been divided.",
            (-lr, -3 * lr): "One of the three steps goes the other way: a sign is "
            "left.",
            (lr, lr): "The step goes against the gradient.",
            (-lr, -1.5 * lr): "Without a memory each gradient is divided by its own "
            "size alone.",
        },
        why="Each step is α times a sign: with no memory only the direction is left.",
    )


@item("Q08.9", source="ADA-03, SEL-06")
def rare(rng):
    often, ratio = int(rng.choice([1000, 2000])), int(rng.choice([4, 25, 100]))
    return Numbers(
        f"Two weights under AdaGrad: one has seen {often} gradients of size 1, the "
        f"other {often // ratio}, all the others were 0. How many times as large is "
        "the rate of the rare one? And if its gradients were "
        f"{int(ratio**0.5)} times as large? (To 1 %.)",
        key=(ratio**0.5, 1.0),
        wrong={
            (float(ratio), ratio**0.5): "The rate divides by the root of the sum.",
            (ratio**0.5, ratio**0.5): "What counts is the sum of squares, not how "
            "often.",
            (1.0, 1.0): "Zeros add nothing to the sum of the rare one.",
            (1 / ratio**0.5, 1.0): "Turned over: a small sum makes a large rate.",
        },
        why="Rates go like 1/√s, and s adds squares: number times size².",
        rtol=0.01,
    )


@item("Q08.10", source="ADA-08")
def after_silence(rng):
    rho, g = float(rng.choice([0.75, 0.84, 0.96, 0.99])), float(rng.choice([0.01, 1]))
    longest = 1 / (1 - rho) ** 0.5
    return Numbers(
        f"RMSprop with ρ = {rho:g} and ε = 0. After very many zeros comes one gradient "
        f"of {g:g}. How long is the step, in units of α? (To 1 %.)",
        key=longest,
        wrong={
            1.0: "So long is a step of gradients that last. This one is alone in v.",
            1 / (1 - rho): "The step divides by the root of v.",
            (1 - rho) ** 0.5: "Turned over: v = (1 − ρ)g² stands in the divisor.",
            1e8: "The rate had grown so large; but v takes in the new gradient first.",
        },
        why="v = (1 − ρ)g² at least: no step is longer than α/√(1 − ρ).",
        rtol=0.01,
    )
