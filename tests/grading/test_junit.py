"""JUnit's form: counts are right, and any text is well-formed XML."""

from xml.etree import ElementTree as Xml

from made_up import ADA, BOB, CLASS, EVE, EVERY_STATUS, LOST, graded

from gdcourse.grading.junit import junit_xml


def suites(some):
    return Xml.fromstring(junit_xml(some).encode("utf-8"))


def test_counts_of_the_suites_are_those_of_the_cases():
    root = suites([graded("all", *EVERY_STATUS), *CLASS])
    cases = root.findall("./testsuite/testcase")
    assert int(root.get("tests")) == len(cases) == 9 + 2 + 2 + 1 + 1 + 2
    for tag, plural in (("failure", "failures"), ("error", "errors")):
        assert int(root.get(plural)) == len(root.findall(f".//{tag}")) > 0
    assert int(root.get("skipped")) == len(root.findall(".//skipped")) == 3


def test_each_status_has_its_kind():
    root = suites([graded("all", *EVERY_STATUS)])
    kinds = [[child.tag for child in case] for case in root.iter("testcase")]
    wanted = [
        "failure",
        "failure",
        "error",
        "failure",
        "failure",
        "skipped",
        "error",
        "skipped",
    ]
    assert kinds == [[], *([kind] for kind in wanted)]


def test_a_failure_says_points_reason_and_hint():
    (failure,) = suites([ADA]).iter("failure")
    assert failure.get("message") == "partial, 1.5 of 4 points. it walks uphill."
    assert failure.text == "it walks\n  uphill.\nMind the sign."
    assert failure.get("type") == "partial"


def test_hostile_text_is_text():
    root = suites([EVE])
    (error,) = root.iter("error")
    assert "<script>" in error.text
    assert "\x1b" not in error.text


def test_a_submission_that_was_not_graded_is_an_error():
    (error,) = suites([LOST]).iter("error")
    assert "the grader stopped" in error.get("message")
    assert suites([BOB]).find("testsuite").get("name") == "bob 07_momentum"


def test_no_submissions_are_an_empty_but_valid_report():
    assert suites([]).get("tests") == "0"
