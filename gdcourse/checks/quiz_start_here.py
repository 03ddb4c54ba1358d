"""Lesson 00: its exit quiz. Q0.1 is the pattern of a question with options."""

from gdcourse.checks.quiz import Choice, item


@item("Q0.1", source="FND-04")
def fitted_without_gradients(rng):
    others = {
        "a convolutional network": "It is trained by stochastic gradient steps.",
        "logistic regression with SGD": "SGD in its name: stochastic gradient descent.",
        "a large language model": "Adam and its relatives train it, by gradient steps.",
        "word2vec": "It is trained by stochastic gradient steps on pairs of words.",
        "a recurrent network (GRU)": "Gradients flow back through time; steps follow.",
    }
    chosen = rng.choice(list(others), 4, replace=False).tolist()
    return Choice(
        "Which of these is not normally fitted by gradient steps?",
        right="a random forest",
        wrong={name: others[name] for name in chosen},
        why="Trees are grown split by split; no gradient is followed.",
    )


# Point, learning rate, loss, index, and the index as a letter, as four books have them.
BOOKS = ("θηJₜt", "wγLᵢi", "wεEₜt", "θηLᵢi")


@item("Q0.2", source="FND-12")
def three_notations(rng):
    place, rate, loss, now, count = BOOKS[rng.integers(len(BOOKS))]
    line = f"{place}{now}₊₁ = {place}{now} − {rate} ∇{loss}({place}{now})"

    def matched(x: str, alpha: str, f: str, k: str) -> str:
        return f"{place} is {x}, {rate} is {alpha}, {loss} is {f}, {count} is {k}"

    slips = {
        matched("x", "β", "f", "k"): f"{rate} multiplies the gradient: it is the "
        "learning rate α. The momentum β multiplies the step before.",
        matched("f", "α", "x", "k"): f"{place} is what moves, {loss} is what falls.",
        matched("x", "k", "f", "α"): f"{count} counts updates, {rate} scales them.",
        matched("x", "f", "α", "k"): f"{rate} is a number; {loss} is a function.",
    }
    return Choice(
        f"A book writes {line}. Which letters are these in our course?",
        right=matched("x", "α", "f", "k"),
        wrong=slips,
        why="Other letters, the same rule: xₖ₊₁ = xₖ − α ∇f(xₖ).",
    )
