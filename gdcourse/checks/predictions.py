"""A guess before the run: noted first, compared afterwards, never graded."""

from dataclasses import dataclass
from numbers import Real

from gdcourse import diary
from gdcourse.checks.report import folded, say
from gdcourse.checks.showing import pair, show


@dataclass(frozen=True)
class Prediction:
    """A guess (a number, a text, True or False; None when there is none yet)."""

    id: str
    question: str
    guess: object

    def __repr__(self) -> str:
        guess = "no guess yet" if self.guess is None else show(self.guess)
        return folded(f"{self.id}  {self.question}  {guess}")

    def reveal(self, truth: object, unit: str = "", within: float = 0.0) -> None:
        """Print the guess beside the truth; ``within`` is the relative error allowed.

        >>> predict("P00.1", "How many points?", 3).reveal(4, "points")
        P00.1  you said 3 points, it is 4 points: off by 25 %.
        >>> predict("P00.1", "How many points?", None).reveal(4, "points")
        P00.1  no prediction was made; it is 4 points. Guess above, then run both cells.
        """
        note(self, truth)
        unit = f" {unit}".rstrip()
        if self.guess is None:
            words = f"no prediction was made; it is {show(truth)}{unit}."
            say(f"{self.id}  {words} Guess above, then run both cells.")
            return
        right, mine = pair(truth, self.guess)
        verdict = judged(self.guess, truth, within)
        it = "and it is" if verdict == "right" else f"it is {right}{unit}:"
        say(f"{self.id}  you said {mine}{unit}, {it} {verdict}.")


def judged(guess: object, truth: object, within: float) -> str:
    """
    >>> judged(95, 100, 0.1), judged(150, 100, 0.1), judged("b", "a", 0.0)
    ('close', 'off by 50 %', 'surprise')
    """
    if is_number(guess) and is_number(truth):
        error = abs(guess - truth)
        if error == 0:
            return "right"
        if error <= within * abs(truth):
            return "close"
        return f"off by {100 * error / abs(truth):.3g} %" if truth else "not quite"
    same = str(guess).strip().lower() == str(truth).strip().lower()
    return "right" if same else "surprise"


def is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def predict(id: str, question: str, guess: object = None) -> Prediction:
    """Note a guess before the cell that gives the answer: type it in place of None.

    In a learner's notebook it is kept in ``.gdcourse/progress.jsonl`` (this computer
    only) so that old guesses can be read again; tests and graders write nothing.

    >>> predict("P02.1", "How many updates?", 30)
    P02.1  How many updates?  30
    """
    prediction = Prediction(id, question, guess)
    note(prediction)
    return prediction


def note(prediction: Prediction, truth: object = None) -> None:
    """Keep a guess, and later the truth beside it."""
    if prediction.guess is None:
        return
    entry = {"question": prediction.question, "guess": plain(prediction.guess)}
    if truth is not None:
        entry["truth"] = plain(truth)
    diary.note("prediction", prediction.id, entry)


def plain(value: object) -> object:
    """A value that JSON can hold."""
    if isinstance(value, (bool, int, float, str)):
        return value
    return float(value) if isinstance(value, Real) else show(value)
