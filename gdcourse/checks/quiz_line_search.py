"""Lesson 04: its exit quiz."""

from gdcourse.checks.quiz import Choice, Numbers, item


@item("Q04.1", source="CNV-11")
def condition_of_a_turned_bowl(rng):
    a, b = ((5, 3), (7, 5), (6, 2), (4, 2))[int(rng.integers(4))]
    return Numbers(
        f"f = ½xᵀHx with H = [[{a}, {b}], [{b}, {a}]]. What is its condition number?",
        key=(a + b) / (a - b),
        wrong={
            1.0: "The diagonal alone does not show it: this bowl is turned by 45°.",
            a / b: "Entries are not curvatures. What are the eigenvalues?",
            (a - b) / (a + b): "Upside down: the largest curvature is divided.",
            float(a * a - b * b): "That is the determinant, the curvatures' product.",
        },
        why=f"Along the diagonals the curvatures are {a + b} and {a - b}.",
    )


@item("Q04.2", source="CNV-10, LR-05")
def where_the_zigzag_comes_from(rng):
    kappa, steps = int(rng.choice([100, 1000, 10_000])), int(rng.choice([20, 40]))
    return Numbers(
        f"A bowl has κ = {kappa:,}. Gradient descent makes {steps} steps with the "
        "rate (a) 0.9/L, (b) 1.9/L. How often does the steep coordinate change sign?",
        key=(0.0, float(steps)),
        wrong={
            (float(steps), float(steps)): "(a) Its factor is 1 − 0.9. Which sign is "
            "that?",
            (0.0, 0.0): "(b) Its factor is 1 − 1.9. Which sign is that?",
            (float(steps), 0.0): "A larger step is the one that leaps over the floor.",
            (0.0, steps / 2): "A factor below 0 changes the sign at every step.",
        },
        why="The factor is 1 − αL: below 0 exactly for α > 1/L, whatever κ is.",
    )


@item("Q04.3", source="LS-01")
def one_exact_step(rng):
    L, x = int(rng.choice([3, 4, 6])), int(rng.choice([1, 2]))
    gg, curved = x * x + L * L, x * x + L**3
    return Numbers(
        f"f = ½(x² + {L}y²), at the point ({x}, 1). Which α leads to the lowest "
        "point along −∇f?",
        key=gg / curved,
        wrong={
            curved / gg: "Upside down: a steep bowl needs a small step.",
            1 / L: "1/L is best only along the steep axis.",
            2 / (1 + L): "The best fixed rate. This line has a better one.",
            gg**0.5 / curved: "‖g‖ enters squared.",
        },
        why=f"gᵀg = {gg}, gᵀHg = {curved}; α is their ratio.",
    )


@item("Q04.4", source="LS-04")
def trials_of_a_search(rng):
    L, power = int(rng.choice([2, 4])), int(rng.choice([3, 4, 5]))
    alpha0, limit = 1.1 * 2**power / L, 2 * (1 - 0.25) / L
    trials, alpha = 1, alpha0
    while alpha > limit:
        trials, alpha = trials + 1, alpha / 2
    return Numbers(
        f"f = ½·{L}x². Backtracking along −∇f begins at α₀ = {alpha0:g}, halves, and "
        "asks for the share c = ¼. Which α is accepted, and after how many trials?",
        key=(alpha, float(trials)),
        wrong={
            (alpha, trials - 1.0): "That many are refused; one more is accepted.",
            (2 * alpha, trials - 1.0): "There α is above 2/L, and f has risen.",
            (alpha / 2, trials + 1.0): "The one before passes: α ≤ 2(1 − c)/L.",
        },
        why=f"Every α ≤ 2(1 − c)/L = {limit:g} passes; the first such one is taken.",
    )


@item("Q04.5", source="LS-05")
def too_large_a_share(rng):
    c = float(rng.choice([0.6, 0.7, 0.8]))
    return Choice(
        f"Someone sets c = {c:g} in Armijo's test. What happens on a quadratic?",
        right="even the lowest point of the line is refused",
        wrong={
            "the search never ends": "Short steps keep nearly the whole promise, so "
            "they pass for every c < 1.",
            "longer steps are accepted": "A larger share is harder to reach.",
            "f may rise": "Every accepted step lowers f, whatever c > 0 is.",
        },
        why="At the lowest point f has fallen by half of the tangent's promise.",
    )


@item("Q04.6", source="LS-07")
def exact_in_the_worst_case(rng):
    kappa = int(rng.choice([9, 19, 99]))
    rho = (kappa - 1) / (kappa + 1)
    return Numbers(
        f"κ = {kappa}. Which share of f − f* is left after one step in the worst case "
        "(a) of exact line search, (b) of the fixed rate 2/(μ + L)?",
        key=(rho**2, rho**2),
        wrong={
            (rho, rho): "That is the share of the distance at (b). Of the height?",
            (0.0, rho**2): "One line is not the whole bowl.",
            (rho**4, rho**2): "From (κ, 1) the exact step is the fixed one.",
            (1 - 1 / kappa, 1 - 1 / kappa): "1 − 1/κ belongs to the rate 1/L, and to "
            "the distance.",
        },
        why="The same; but the exact search does not need to know μ and L.",
    )


@item("Q04.7", source="CNV-14")
def what_the_diagonal_can_do(rng):
    kappa = int(rng.choice([100, 1000, 10_000]))
    return Numbers(
        f"A bowl in the plane has κ = {kappa:,}. Which κ is left after scaling by the "
        "diagonal of H (a) if its axes are the coordinates, (b) if it is turned by "
        "45°?",
        key=(1.0, float(kappa)),
        wrong={
            (1.0, 1.0): "(b) There both diagonal entries are equal. What can they do?",
            (float(kappa), float(kappa)): "(a) Each coordinate gets its own scale.",
            (1.0, kappa**0.5): "(b) √κ is what momentum makes of it.",
            (float(kappa), 1.0): "Along which axes can a diagonal stretch?",
        },
        why="Turned by 45°, all Hᵢᵢ are equal: the diagonal is a multiple of I.",
    )


@item("Q04.8", source="CODE-22, MIS-10")
def the_bill_of_scipy(rng):
    d, count = int(rng.choice([10, 5, 8])), int(rng.choice([24, 30, 48]))
    return Numbers(
        f"SciPy's BFGS needs {count} evaluations of f in {d} variables when it is "
        "given the gradient. How many without it, on the same path? (To 5 %.)",
        key=float(count * (d + 1)),
        wrong={
            float(count): "Without a gradient it measures one. At which price?",
            2.0 * count: "One more value gives one slope. There are many.",
            1.0 * count * d: "Slopes compare with f itself: count that value, too.",
            float(count * d**2): "A gradient, not a Hessian, is measured.",
        },
        why="Forward differences: d more values beside each value of f.",
        rtol=0.05,
    )


@item("Q04.9", source="LS-06")
def armijo_on_a_batch(rng):
    size = int(rng.choice([8, 32, 64]))
    return Choice(
        f"Each step passes Armijo's test on its own batch of {size} rows. What is "
        "certain?",
        right="the loss of that batch has fallen",
        wrong={
            "the loss of all rows has fallen": "The test has seen a few rows only.",
            "the loss of all rows falls on average": "Near its minimum a batch still "
            "pulls elsewhere, and long steps follow it.",
            "the walk converges": "That is a theorem only where the losses are convex "
            "and one point suits every row.",
        },
        why="Sufficient decrease is a promise about the one f that was tested.",
    )


@item("Q04.10", source="MOM-13, CNV-10")
def steep_but_round(rng):
    L = int(rng.choice([500, 1000, 2000]))
    return Numbers(
        f"f = {L // 2}(x² + y²) curves strongly. What is the best fixed rate, and how "
        "many steps does it need?",
        key=(1 / L, 1.0),
        wrong={
            (1 / L, float(L)): "Large curvature costs nothing: the rate knows it.",
            (2 / L, 1.0): "The curvature is f″, twice the number before x².",
            (1 / L, 2.0): "Both coordinates arrive together.",
        },
        why="κ = 1. Only unequal curvatures cost steps.",
    )
