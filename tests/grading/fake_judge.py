"""A judge for tests of everything around the judge: it counts the bytes."""

import hashlib
import os
import time
from dataclasses import replace

from gdcourse.grading.results import CheckResult, SubmissionResult

CHECK = CheckResult("E07.1", "step", "E07-1-step-check", "pass", 4, 4)


def count_bytes(master, submission, *, learner="", secret, limits):
    """Points from the submission's bytes alone, so that every run must agree."""
    points = len(submission) % 5
    status = {0: "fail", 4: "pass"}.get(points, "partial")
    message = "" if status == "pass" else f"{len(submission)} bytes."
    digest = hashlib.sha256(submission).hexdigest()
    check = replace(CHECK, status=status, points=points, message=message)
    return SubmissionResult(learner, "", (check,), digest=digest)


def slowly(*arguments, **options):
    """The same after ten milliseconds, so that a run can be cut off."""
    time.sleep(0.01)
    return count_bytes(*arguments, **options)


def dies(master, submission, **options):
    """The same, but one submission takes the worker with it."""
    if submission == b"poison":
        os._exit(1)
    return count_bytes(master, submission, **options)


def mistaken(master, submission, **options):
    """The same, but the judge itself has a mistake that one submission meets."""
    if submission == b"poison":
        raise ZeroDivisionError("division by zero")
    return count_bytes(master, submission, **options)
