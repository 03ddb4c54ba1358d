"""One submission, from its bytes to its points.

The learner's cells run in a confined child; the checks run here, on stand-ins for the
functions that the child holds. Inputs come from a secret, for each file and task.
"""

import hashlib
import hmac
import time
from functools import partial
from typing import Any

from gdcourse.checks.check import misused
from gdcourse.checks.judging import judge
from gdcourse.checks.report import FAILED, Report
from gdcourse.checks.running import runner
from gdcourse.checks.task import Task, find_task
from gdcourse.grading.errors import Overtime
from gdcourse.grading.hints import first_hint
from gdcourse.grading.limits import Limits
from gdcourse.grading.master import Master, MasterTask, read_master
from gdcourse.grading.plan import Plan, defines, lacks_setup, make_plan
from gdcourse.grading.results import CheckResult, SubmissionResult
from gdcourse.grading.submission import read_submission
from gdcourse.grading.trial import WORDS, Trial, undefined
from gdcourse.grading.verdicts import result, status_of, unblocked, unread
from gdcourse.grading.watchdog import watched


def grade_one(
    master: bytes,
    submission: bytes,
    *,
    learner: str = "",
    secret: bytes,
    limits: Limits | None = None,
    without: tuple[str, ...] = (),
) -> SubmissionResult:
    """Grade a submission against its master; both are the bytes of notebooks.

    ``secret`` settles the inputs of the checks, for each file and task: keep it, and
    the same submission gets the same report. Raises ValueError for a master that is
    none, never for anything a submission holds. ``without`` leaves parts of the
    confinement out (``sandbox.Room``).
    """
    known, start = read_master(master), time.monotonic()
    limits = limits or Limits()
    plan = make_plan(known, read_submission(submission, limits.notebook_mb))
    drawn = partial(seeds, secret, learner, submission)
    grading = Grading(known, plan, limits, drawn)
    found = grading.run(without)
    checks = tuple(found[task.grade_id] for task in known.tasks)
    trial = grading.trial
    return SubmissionResult(
        learner,
        known.name,
        checks,
        plan.notes,
        trial.isolation["level"],
        tuple(trial.isolation["by"]),
        round(time.monotonic() - start, 3),
        round(trial.memory_mb, 1),
        hashlib.sha256(submission).hexdigest(),
    )


def seeds(secret: bytes, learner: str, submission: bytes, task: str) -> list[int]:
    """Where the inputs of a check begin: nobody without the secret can know them.

    Handed in again, an answer meets others than those that its feedback showed.
    """
    words = f"{learner}\0{task}\0".encode("utf-8", "surrogatepass")
    words += hashlib.sha256(submission).digest()
    digest = hmac.new(secret, words, hashlib.sha256).digest()
    return [int.from_bytes(digest[i : i + 4], "big") for i in range(0, 32, 4)]


class Grading:
    """A plan being carried out."""

    def __init__(self, master: Master, plan: Plan, limits: Limits, seeds: Any) -> None:
        self.master, self.plan, self.limits, self.seeds = master, plan, limits, seeds
        setup = master.setup if lacks_setup(master, plan.cells) else ""
        self.trial = Trial(limits, setup, ())
        self.tasks = {task.grade_id: task for task in master.tasks}
        self.results: dict[str, CheckResult] = {}

    def run(self, without: tuple[str, ...]) -> dict[str, CheckResult]:
        """Run cell after cell, and judge each task where its place is."""
        self.trial.without = without
        with self.trial as trial:
            for cell in self.plan.cells:
                trial.run(cell.source, f"<cell {cell.place + 1}>")
                for grade_id in self.plan.due(cell.place):
                    self.results[grade_id] = self.judged(self.tasks[grade_id])
        for grade_id, task in self.tasks.items():
            if grade_id not in self.results:
                self.results[grade_id] = unread(task)
        found, answers = self.results, self.plan.answers
        return {g: unblocked(found[g], found, answers.get(g, ())) for g in found}

    def judged(self, task: MasterTask) -> CheckResult:
        """The result of one task, from the function that its name stands for now."""
        start, before = time.monotonic(), self.calls()
        held = self.trial.get(task.name)
        if not held:
            status, words = self.absent(task)
            return result(task, status, 0, words)
        known = find_task(task.task)
        token = runner.set(self.trial.runner)
        try:
            report, hint = self.examined(known, held[0])
        finally:
            runner.reset(token)
            self.trial.settle()
        seconds, count = round(time.monotonic() - start, 3), self.calls() - before
        return self.described(task, report, hint, seconds, count)

    def examined(self, task: Task, answer: Any) -> tuple[Report, str]:
        """The report on an answer and its first hint, within the judge's own time."""
        report = misused(task.id, answer)
        if report is not None:
            return report, ""
        try:
            return watched(self.told, task, answer)
        except Overtime:
            self.trial.drop()  # it may be in the middle of a question or a wish
            words = "it took too long to look at what it returned."
        except Exception as error:  # whatever a check did not foresee
            words = f"what it returned cannot be looked at ({type(error).__name__})."
        return Report(task.id, task.name, FAILED, words, of=task.points), ""

    def told(self, task: Task, answer: Any) -> tuple[Report, str]:
        report = judge(task, answer, self.seeds(task.id))
        return report, first_hint(task, answer, report)

    def described(
        self, task: MasterTask, report: Report, hint: str, seconds: float, count: int
    ) -> CheckResult:
        """A report as a record, with what ended the child where something did."""
        words = "\n".join([report.sentence, *report.lines])
        share = report.points / report.of if report.of else 0
        session = self.trial.session
        reason = session.ended if session else None
        status = status_of(report)
        if reason is not None and status != "pass":
            status = "timeout" if reason in ("time", "closed") else "error"
            words = f"{WORDS[reason]}.\n" + words
        missing = undefined(words)
        if status != "pass" and missing and self.is_later(missing):
            words += (
                f"\nA cell further down defines {missing}: use Restart and Run All."
            )
        points = round(share * task.points, 6)
        words = "" if status == "pass" else words
        return result(task, status, points, words, hint, seconds, count)

    def absent(self, task: MasterTask) -> tuple[str, str]:
        """Why a name stands for nothing."""
        answers = self.plan.answers[task.grade_id]
        names = [f"<cell {cell.place + 1}>" for cell in answers]
        troubles = [self.trial.troubles[n] for n in names if n in self.trial.troubles]
        if troubles:
            late = WORDS["time"] in troubles[-1] or WORDS["closed"] in troubles[-1]
            words = f"the cell with the answer failed: {troubles[-1]}"
            return ("timeout" if late else "error"), words
        if answers:
            return "error", f"the cell with the answer does not define {task.name}."
        return "missing", f"no cell defines {task.name}."

    def is_later(self, name: str) -> bool:
        return any(defines(cell.source, name) for cell in self.plan.cells)

    def calls(self) -> int:
        session = self.trial.session
        return self.trial.calls + (session.lent.calls if session else 0)
