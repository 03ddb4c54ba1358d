"""Lesson 02: its exit quiz. Q1.2 is the pattern of a question with numbers."""

from gdcourse.checks.quiz import Choice, Numbers, item


@item("Q1.1", source="LR-01, INT-01")
def most_important_setting(rng):
    return Choice(
        "“The learning rate is the most important hyper-parameter.” What is this?",
        right="a consensus of practitioners, with conditions",
        wrong={
            "a theorem": "Nobody has proved it, and it is not exact enough to prove.",
            "false": "A wrong rate ruins every run, but batch size can matter as much.",
            "true for quadratics alone": "It is said of networks, from experience.",
        },
        why="With mini-batches the rate counts together with batch and momentum.",
    )


@item("Q1.2", source="LR-14, LR-04")
def stable_rates(rng):
    a = float(rng.choice([2, 4, 5, 8, 10, 16, 20]))
    return Numbers(
        f"f(x) = {a / 2:g}x². Below which learning rate does gradient descent converge "
        "from every start, and which one arrives in one update?",
        key=(2 / a, 1 / a),
        wrong={
            (1 / a, 1 / a): "Beyond 1/a the path alternates, but it still converges.",
            (1 / a, 0.5 / a): "f″ = a: the ½ of ½ax² is gone after differentiating.",
            (4 / a, 2 / a): "f″ = a: differentiating x² brings a factor 2.",
            (1 / a, 2 / a): "These two are exchanged.",
        },
        why="Each update multiplies x by 1 − lr·a: above −1 below 2/a, and 0 at 1/a.",
    )


@item("Q1.3", source="LR-14, UPD-03")
def halving_in_time(rng):
    first = float(rng.choice([2.6, 3.0, 3.4]))
    steps = int(rng.choice([6, 8, 10]))
    peak = abs(1 - first) ** steps
    return Choice(
        f"f(x) = ½x² from x₀ = 1. The learning rate begins at {first:g} and is halved "
        f"every {steps} updates. What happens to |x|?",
        right=f"it grows to about {peak:,.0f}, then shrinks to 0",
        wrong={
            "it diverges": f"From update {steps} on the rate is below 2: it shrinks.",
            "it never grows: the schedule prevents that": "The first updates know "
            f"nothing of the later rates: each multiplies |x| by {first - 1:g}.",
            "it stays at 1": "Only at the rate 2 is the factor −1.",
        },
        why="The factor is 1 − lr: large at first, below 1 in size after the halving.",
    )


@item("Q1.4", source="LR-06, LR-02")
def where_to_begin(rng):
    steep = float(rng.choice([20, 200, 2000]))
    limit = 2 / steep
    return Choice(
        f"The Hessian has the eigenvalues 2 and {steep:g}. Which learning rate is a "
        "sensible first try?",
        right=f"{limit / 10:g}",
        wrong={
            f"{limit:g}": "Exactly the limit: the steep direction jumps forever.",
            f"{10 * limit:g}": f"Above 2/{steep:g} the steep direction runs away.",
        },
        why=f"The limit is 2/{steep:g} = {limit:g}; the fastest rate is 2/(2 + "
        f"{steep:g}) = {2 / (2 + steep):.3g}.",
    )


@item("Q1.5", source="MIS-02")
def large_and_small_gradients(rng):
    small, large = rng.choice([(0.001, 100), (0.01, 500), (0.002, 40)]).tolist()
    return Choice(
        f"Two runs on bowls of the same curvature begin with gradient norms {small:g} "
        f"and {large:g}. Which learning rates do they need?",
        right="the same for both",
        wrong={
            "a smaller one for the large gradient": "The norm says how far away the "
            "minimum is; the rate depends on the curvature.",
            "a larger one for the small gradient": "Small steps near the minimum are "
            "right: both need equally many updates.",
            "none that is fixed: it must adapt": "One rate below 2/L serves both.",
        },
        why="The step is already in proportion to the gradient: at 0.5/L both need 20 "
        "updates for a factor of a million.",
    )


@item("Q1.6", source="LR-16, INT-01")
def warmup_for_slow_runs(rng):
    return Choice(
        "A run is too slow because its learning rate is too small. Does warmup help?",
        right="no, it begins with rates that are smaller still",
        wrong={
            "yes, it makes the first steps longer": "Warmup climbs up to the rate from "
            "below.",
            "yes, if it is long enough": "A longer warmup reaches your rate later.",
            "only together with momentum": "Momentum can help, but not through warmup.",
        },
        why="Warmup protects from a rate that is too large at the start.",
    )


@item("Q02.1", source="LR-06")
def units_of_the_data(rng):
    factor = int(rng.choice([10, 100, 1000]))
    return Numbers(
        "Least squares fits a slope. All features and targets are divided by "
        f"{factor:,}. By which factor does the stable rate grow?",
        key=float(factor) ** 2,
        wrong={
            float(factor): "The feature enters the curvature squared.",
            1.0: "The targets do not matter, but the features do.",
            float(factor) ** 4: "The target is not in the Hessian XᵀX/n.",
        },
        why="The limit is 2/λ_max of XᵀX/n; the targets are not in it.",
    )


@item("Q02.2", source="STP-01, STP-02")
def what_a_stop_proves(rng):
    power = int(rng.choice([3, 4, 5]))
    return Choice(
        f"A loop stopped because the loss changed by less than 10^-{power}. What is "
        "certain?",
        right="one update hardly changed the loss, and no more",
        wrong={
            "the minimum is near": "A tiny learning rate stops this loop anywhere.",
            "the gradient is small": "Or the learning rate is. And with the rate 2/L "
            "on ½Lx² the points jump to and fro at one height.",
            "the run did not diverge": "The loss may pass a plateau on its way up.",
        },
        why="To first order it lowers f by lr · ‖∇f‖²: a small rate is enough.",
    )
