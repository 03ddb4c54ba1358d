"""Lesson 02: its exit quiz. Q1.2 is the pattern of a question with numbers."""

from gdcourse.checks.quiz import Numbers, item


@item("Q1.2", source="LR-04")
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
