"""results.json has the fields that Gradescope documents, and their types."""

import json

from made_up import ADA, BOB, EVE, EVERY_STATUS, graded

from gdcourse.grading.gradescope import results_json


def test_the_score_is_the_sum_of_the_tests():
    data = json.loads(results_json([ADA, BOB]))
    assert data["score"] == sum(test["score"] for test in data["tests"]) == 5.5
    assert data["execution_time"] == 3.0
    assert [test["max_score"] for test in data["tests"]] == [4] * 4


def test_every_test_has_only_what_gradescope_knows():
    data = json.loads(results_json([graded("all", *EVERY_STATUS)]))
    for test in data["tests"]:
        assert test["status"] in ("passed", "failed")
        assert test["visibility"] in ("visible", "hidden", "after_published")
        assert test["output_format"] == "text"
        assert 0 <= test["score"] <= test["max_score"]
    assert [test["status"] for test in data["tests"]].count("passed") == 1


def test_words_of_the_check_and_its_hint_reach_the_learner():
    test = json.loads(results_json([ADA]))["tests"][1]
    assert test["name"] == "E07.2 task2"
    assert test["output"] == "partial\nit walks\n  uphill.\nhint: Mind the sign."


def test_hostile_text_is_plain():
    text = results_json([EVE])
    assert text.isascii()
    assert "\\u001b" not in text
    assert "\\u0000" not in text
