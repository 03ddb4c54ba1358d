"""Lesson 05: questions of its exit quiz whose answer is worked out."""

from gdcourse.checks.quiz import Choice, Numbers, item


def one_of(rng, options):
    """One of several tuples."""
    return options[int(rng.integers(len(options)))]


@item("Q05.1", source="BAT-19, CODE-03")
def updates_of_an_epoch(rng):
    N, B = int(rng.choice([342, 350, 1797])), int(rng.choice([32, 64, 100]))
    return Numbers(
        f"{N:,} rows, batches of {B} without replacement; the last batch is kept. How "
        "many updates does an epoch make, and how many rows has the last batch?",
        key=(float(-(-N // B)), float(N % B)),
        wrong={
            (float(N // B), float(B)): "That drops the rows that are left over.",
            (float(N // B), float(N % B)): "The last, shorter batch is an update, too.",
            (N / B, float(B)): "A number of updates is whole.",
            (float(-(-N // B)), float(B)): "Then the rows would not suffice.",
        },
        why="Each row once: n/B rounded up; the last batch has what is left.",
    )


@item("Q05.2", source="BAT-32, BAT-04")
def mean_of_means(rng):
    sizes = one_of(rng, ((5, 5, 2), (6, 3, 3), (8, 2, 2)))
    means = one_of(rng, ((1.0, 2.0, 6.0), (3.0, 1.0, -5.0), (2.0, 5.0, 9.0)))
    added = sum(means)
    total = sum(n * g for n, g in zip(sizes, means, strict=True))
    return Numbers(
        f"Three micro-batches of {sizes[0]}, {sizes[1]} and {sizes[2]} rows have the "
        f"mean gradients {means[0]:g}, {means[1]:g} and {means[2]:g}. What is the mean "
        "gradient of all rows?",
        key=total / sum(sizes),
        wrong={
            added / 3: "That weighs a row in a small part more than one in a large.",
            added + 0.0: "A sum of means: divide by what?",
            float(total): "That is the sum over all rows. The mean was asked for.",
        },
        why="Σ n_i g_i / Σ n_i. The plain mean is right for equal parts only.",
        rtol=1e-2,
    )


@item("Q05.3", source="BAT-31, MIS-04")
def the_scaling_rule(rng):
    k = int(rng.choice([2, 4, 8]))
    ratio = 1.9 / (2 - 0.1 * k)
    return Numbers(
        "On ½ax² with noise of variance σ²/B in each gradient, x ends with the "
        f"variance ασ²/(Ba(2 − αa)). At αa = 0.1, batch and rate are made {k} times "
        "as large. By which factor does that variance change? (To 1 %.)",
        key=ratio,
        wrong={
            1.0: "Nearly, while αa is small. The denominator has an α, too.",
            1 / k: "That is the batch alone. The rate grew as well.",
            float(k): "That is the rate alone. The batch grew as well.",
        },
        why=f"α/B stays, 2 − αa does not: 1.9/{2 - 0.1 * k:.1f}.",
        rtol=0.01,
    )


@item("Q05.4", source="CODE-02, MIS-03")
def a_shuffle_that_does_nothing(rng):
    name = str(rng.choice(["data", "rows", "pairs"]))
    return Choice(
        f"An epoch of a popular listing: np.random.shuffle({name}); then a loop over "
        "zip(X, y), where X and y are arrays of their own. What is wrong?",
        right="the order of the rows never changes",
        wrong={
            "rows and targets no longer belong together": "Nothing touches X or y.",
            "some rows are seen twice": "zip gives each pair once.",
            "nothing is wrong": "Print the first row of three epochs.",
        },
        why="What is shuffled is never read. Shuffle an index, and use it for both.",
    )


@item("Q05.5", source="BAT-01, CODE-09")
def the_data_twice(rng):
    times = int(rng.choice([2, 3, 5]))
    return Numbers(
        f"Every row of a data set is copied, so that it stands there {times} times. By "
        "which factor does the gradient of the mean loss change, and by which that of "
        "the sum of the losses?",
        key=(1.0, float(times)),
        wrong={
            (float(times), float(times)): "A mean divides by the number of rows.",
            (1.0, 1.0): "A sum does not divide.",
            (1 / times, 1.0): "The mean of copies is the mean.",
        },
        why="With a sum, the largest stable rate would shrink as the data grow.",
    )
