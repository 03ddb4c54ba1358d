"""Every item of the quiz bank, over many versions, and the words around them."""

import sys

import numpy as np
import pytest

from gdcourse.checks import quiz
from gdcourse.checks.quiz import LETTERS, Choice, Item, Numbers, items

BANK = items()
EACH_ITEM = pytest.mark.parametrize("id", BANK)
SEEDS = range(40)


def said(capfd, *arguments, **more):
    assert quiz(*arguments, **more) is None
    out, err = capfd.readouterr()
    assert err == ""
    return out


def answers(question):
    """The key as a learner would type it, and every wrong answer with its sentence."""
    if isinstance(question, Numbers):
        return question.key, question.wrong
    letter = {option: LETTERS[k] for k, option in enumerate(question.order)}
    wrong = {letter[option]: text for option, text in question.wrong.items()}
    return letter[question.right], wrong


@EACH_ITEM
def test_the_key_is_accepted_in_every_version(id, capfd):
    for seed in SEEDS:
        question = BANK[id].version(seed)
        text = said(capfd, id, answers(question)[0], seed=seed)
        assert text.startswith(f"✓ {id}   "), seed
        assert question.why in text


@EACH_ITEM
def test_every_wrong_answer_meets_its_own_misconception(id, capfd):
    for seed in SEEDS:
        _, wrong = answers(BANK[id].version(seed))
        assert len(wrong) >= 2
        assert len(set(wrong.values())) == len(wrong)
        for answer, misconception in wrong.items():
            text = said(capfd, id, answer, seed=seed)
            assert text.startswith(f"✗ {id}   "), (seed, answer)
            assert text.endswith(f"{misconception}\n"), (seed, answer)


@EACH_ITEM
def test_no_two_answers_of_a_version_are_equal(id):
    for seed in SEEDS:
        question = BANK[id].version(seed)
        if isinstance(question, Choice):
            assert len(set(question.order)) == len(question.wrong) + 1
            continue
        values = [np.ravel(value) for value in (question.key, *question.wrong)]
        for place, value in enumerate(values):
            assert not any(question.near(value, other) for other in values[:place])


@EACH_ITEM
def test_no_version_loses_a_mistake_because_two_have_one_number(id):
    assert len({len(BANK[id].version(seed).wrong) for seed in SEEDS}) == 1


@EACH_ITEM
def test_an_item_names_its_source_and_its_key_is_not_always_the_same(id):
    assert BANK[id].source
    keys = {str(answers(BANK[id].version(seed))[0]) for seed in SEEDS}
    assert len(keys) > 1


@EACH_ITEM
def test_showing_an_item_twice_gives_the_same_text(id, capfd):
    first, second = said(capfd, id), said(capfd, id)
    assert first == second
    assert first.startswith(f"{id}  {BANK[id].version().question}\n")
    assert f'Answer in a cell: quiz("{id}", ' in first
    assert said(capfd, id, None) == first


def test_options_are_lettered_and_may_be_named_in_words(capfd):
    question = BANK["Q0.1"].version()
    lines = said(capfd, "Q0.1").splitlines()[1:-1]
    assert [line.split()[0] for line in lines] == list("abcde")
    letter = LETTERS[question.order.index(question.right)]
    for answer in (letter, letter.upper(), f" {letter} ", question.right):
        assert said(capfd, "Q0.1", answer).startswith("✓")


def test_numbers_are_accepted_in_any_form(capfd):
    best = BANK["Q1.2"].version().key
    for answer in (best, list(best), np.array(best), [f"{best[0]}", f"{best[1]}"]):
        assert said(capfd, "Q1.2", answer).startswith("✓"), answer
    text = said(capfd, "Q1.2", (12.0, 34.0))
    assert text.startswith("✗ Q1.2   (12.0, 34.0). Work it out by hand")


@pytest.mark.parametrize("answer", ["z", "", "ab", 3, ["a"], 0.5, object()])
def test_an_answer_of_another_form_says_which_form(capfd, answer):
    text = said(capfd, "Q0.1", answer)
    assert text.startswith("✗ Q0.1   the answer has another form than asked, got ")
    assert text.endswith('Try the form quiz("Q0.1", "?").\n')


@pytest.mark.parametrize(
    "answer", ["b", 3, (1, 2, 3), {}, object(), (1, "x"), [[1], [2, 3]]]
)
def test_numbers_of_another_form_say_which_form(capfd, answer):
    text = said(capfd, "Q1.2", answer)
    assert text.endswith('Try the form quiz("Q1.2", (1.0, 1.0)).\n')


@pytest.mark.parametrize("id", ["Q0", "", None, 1.2, ["Q0.1"]])
def test_an_unknown_id_names_a_near_one(capfd, id):
    text = said(capfd, id)
    assert text.startswith("✗ quiz   no question has this id, got ")
    assert "Try 'Q" in text


def test_a_version_is_another_question_of_the_same_kind():
    made = Item("Q9.9", "X-01", lambda rng: Numbers("?", float(rng.random()), {}, ""))
    assert made.version(1).key == made.version(1).key != made.version(2).key


def test_counts_are_told(capsys):
    with capsys.disabled():
        sys.stdout.write(f"\n  quiz: {len(BANK)} items, {len(SEEDS)} versions each\n")
    assert BANK
