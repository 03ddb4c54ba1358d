"""``junit.xml``: the form in which CI services and GitHub Classroom read tests."""

from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from gdcourse.grading.graded import Graded
from gdcourse.grading.plain_text import one_line, plain
from gdcourse.grading.results import CheckResult

SKIPPED = ("not_started", "manual")
ERRORS = ("error", "missing")


def junit_xml(graded: Sequence[Graded]) -> str:
    """One suite for each submission, one case for each check."""
    root = Xml.Element("testsuites", name="gdcourse grade")
    for one in graded:
        suite(root, one)
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(inner.get(name)) for inner in root)))
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def suite(root: Xml.Element, one: Graded) -> None:
    """A submission; one that could not be graded is a suite with one error."""
    name = one_line(f"{one.learner} {one.notebook}")
    element = Xml.SubElement(root, "testsuite", name=name)
    for check in one.result.checks:
        case(element, check, one_line(f"{one.learner}.{one.notebook}"))
    if not one.complete:
        whole = Xml.SubElement(element, "testcase", name="notebook", classname=name)
        words = " ".join(one.result.notes)
        Xml.SubElement(whole, "error", message=one_line(words), type="unreadable")
    found = element.iter("testcase")
    kinds = [child.tag for case in found for child in case]
    element.set("tests", str(len(element)))
    for tag, plural in (("failure", "failures"), ("error", "errors")):
        element.set(plural, str(kinds.count(tag)))
    element.set("skipped", str(kinds.count("skipped")))
    element.set("time", f"{one.result.seconds:.3f}")


def case(suite: Xml.Element, check: CheckResult, place: str) -> None:
    """A check: passed, or with its reason as failure, error or skipped."""
    element = Xml.SubElement(
        suite,
        "testcase",
        name=one_line(f"{check.task} {check.name}"),
        classname=place,
        time=f"{check.seconds:.3f}",
    )
    if check.status == "pass":
        return
    tag = "skipped" if check.status in SKIPPED else "failure"
    tag = "error" if check.status in ERRORS else tag
    score = f"{check.points:g} of {check.of:g} points"
    words = f"{check.status.replace('_', ' ')}, {score}. {one_line(check.message)}"
    found = Xml.SubElement(element, tag, message=words.strip())
    if tag != "skipped":
        found.set("type", check.status)
        found.text = plain("\n".join(filter(None, [check.message, check.hint])))
