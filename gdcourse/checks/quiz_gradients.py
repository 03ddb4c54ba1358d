"""Lesson 01: its exit quiz. Its ids carry the lesson's number, as P01 and E01 do."""

import numpy as np

from gdcourse.checks.quiz import Choice, Numbers, item


@item("Q01.1", source="FND-06")
def gradient_by_hand(rng):
    a, b, x, y = (int(n) for n in rng.integers([3, 2, 2, 2], [6, 5, 4, 5]))
    y += 2 * a * x * y == a * x**2 + 2 * b * y  # the two slopes must differ
    return Numbers(
        f"f(x, y) = {a}x²y + {b}y². What is its gradient at ({x}, {y})?",
        key=(2 * a * x * y, a * x**2 + 2 * b * y),
        wrong={
            (a * x**2 + 2 * b * y, 2 * a * x * y): "The slope along x stands first.",
            (2 * a * x * y, 2 * b * y): "The first term also changes with y.",
            (2 * a * x, a * x**2 + 2 * b * y): "y stays as a factor while x moves.",
        },
        why="One partial derivative for each variable, the others held still.",
    )


@item("Q01.2", source="FND-07")
def slope_in_a_direction(rng):
    u, v = rng.choice([(0.6, 0.8), (0.8, 0.6), (0.6, -0.8)]).tolist()
    g, h = rng.choice([(2, -5), (7, 3), (-4, 9), (5, -2)]).tolist()
    slope = round(u * g + v * h, 9)
    return Numbers(
        f"The gradient is ({g}, {h}). What is the slope in the direction ({u}, {v})?",
        key=slope,
        wrong={
            round(float(np.hypot(g, h)), 9): "That is the slope along the gradient.",
            round(
                slope / np.hypot(g, h), 9
            ): "That is a cosine: keep the length of ∇f.",
            -slope: "Uphill counts as positive: the slope is ∇f·u.",
        },
        why="The directional derivative is one number: the product ∇f·u.",
    )


@item("Q01.3", source="FND-08")
def steepest_in_the_largest_entry(rng):
    signs = rng.choice([-1, 1], 3)
    g = signs * np.array([3.0, 0.5, 0.1])[rng.permutation(3)]
    first = int(np.argmax(np.abs(g)))
    alone = np.where(np.arange(3) == first, -np.sign(g), 0)
    text = ", ".join(f"{entry:g}" for entry in g)
    return Choice(
        f"The gradient is ({text}). Steps have length 1 if their largest entry is 1. "
        "Which step falls fastest?",
        right=written(-np.sign(g)),
        wrong={
            written(
                alone
            ): "That one is steepest if the entries share one length (l1).",
            written(-g / np.linalg.norm(g)): "That one is steepest on a circle (l2).",
            written(np.sign(g)): "That one climbs fastest.",
        },
        why="No entry pays for another, so each falls at full speed: −sign(∇f).",
    )


def written(step: np.ndarray) -> str:
    """A step with three decimals where it needs them, and no −0."""
    return f"({', '.join(f'{round(entry, 3) + 0.0:g}' for entry in step)})"


@item("Q01.4", source="FND-09")
def what_a_higher_loss_proves(rng):
    return Choice(
        "The gradient is right, f has smoothness L, and one step of gradient descent "
        "raised f. What is certain?",
        right="the learning rate was above 2/L",
        wrong={
            "the step went uphill, along +∇f": "Also a step along −∇f can overshoot.",
            "the function has no minimum": "Overshooting says nothing about a minimum.",
            "the point was a saddle": "At a saddle ∇f = 0, and nothing moves.",
        },
        why="Every rate up to 2/L is promised not to raise f.",
    )


@item("Q01.5", source="FND-10")
def missing_the_minimizer(rng):
    root = int(rng.choice([3, 4, 5, 7]))
    k = root**2
    cosine = 2 * root / (k + 1)
    return Numbers(
        f"f = ½(x² + {k}y²) at ({root}, 1). How many degrees, to a tenth, lie between "
        "−∇f and the way to the minimizer?",
        key=float(np.degrees(np.arccos(cosine))),
        wrong={
            0.0: "Only on a round bowl or on an axis does −∇f point at the minimizer.",
            float(np.degrees(np.arcsin(cosine))): "That is the rest to a right angle.",
            90.0: "−∇f stands at right angles to the level line, not to the way home.",
            float(np.arccos(cosine)): "That is the angle in radians.",
        },
        why=f"The cosine is {2 * k} / √({k} + {k}²) / √({k} + 1) = {cosine:.3g}.",
    )


@item("Q01.6", source="FND-11")
def largest_step_down(rng):
    a = int(rng.choice([4, 5, 8, 10, 20]))
    return Numbers(
        f"f(x) = {a / 2:g}x². Up to which α is f(x − α f′(x)) not above f(x)?",
        key=2 / a,
        wrong={
            1 / a: "That step lands at the minimum; twice as far is as high as here.",
            4 / a: "f″ counts: differentiating twice brings a factor 2.",
            a / 2: "The larger the curvature, the smaller the step.",
        },
        why="f falls by α(1 − aα/2)f′², which is 0 at α = 2/a.",
    )


@item("Q01.7", source="NN-02")
def counting_passes(rng):
    n = int(rng.choice([20, 300, 5_000, 62_000]))
    return Numbers(
        f"A loss has {n:,} weights. How many values of it does a gradient need by "
        "forward, how many by central differences?",
        key=(n + 1, 2 * n),
        wrong={
            (n, 2 * n): "The forward differences share one base value: count it.",
            (n, n): "Each central difference asks for two values.",
            (2 * n, 2 * n): "Forward differences share the value at the point itself.",
            (n**2, 2 * n**2): "One weight is moved at a time, the others rest.",
            (n + 1, 2 * n + 1): "Central differences never use the point itself.",
        },
        why="Reverse mode needs one pass forward and one back, whatever the number.",
        rtol=1e-9,
    )


@item("Q01.8", source="NN-02")
def smaller_steps(rng):
    small = int(rng.choice([12, 13, 14]))
    return Choice(
        f"A gradient check with central differences uses h = 10^-{small}. What does a "
        "colleague's h = 10^-5 change?",
        right="it makes the difference more accurate",
        wrong={
            "it makes the difference less accurate": "Smaller is better only until "
            "rounding takes over: its share grows as 1/h.",
            "nothing, both are exact": "Truncation grows as h², rounding as 1/h.",
            "it saves evaluations": "Two values per slope, whatever the step.",
        },
        why="Two errors fight; for a central difference they are equal near 6e-6.",
    )
