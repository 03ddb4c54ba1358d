"""What grading finds: one record for each check, one for each submission.

Points come from the judge alone; nothing here is read from what a submission says.
"""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

SCHEMA = 1

# ``blocked``: an earlier answer that it needs failed; ``manual``: a person
# reads it; ``missing``: no cell; ``error``: it raises; ``partial``: some points.
STATUSES = (
    "pass",
    "partial",
    "fail",
    "error",
    "timeout",
    "blocked",
    "not_started",
    "missing",
    "manual",
)
# How far the answers were kept from the machine that ran them.
ISOLATIONS = ("strong", "medium", "weak")
# How the note of a submission begins that has no points to be had.
UNREADABLE, NOT_GRADED = "the notebook cannot be read", "not graded"


@dataclass(frozen=True)
class CheckResult:
    """One check of one submission.

    >>> CheckResult("E07.1", "push", "E07-1-push-check", "pass", 4, 4).of
    4
    """

    task: str
    name: str
    grade_id: str
    status: str
    points: float
    of: float
    message: str = ""
    hint: str = ""
    seconds: float = 0.0
    calls: int = 0

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise ValueError(
                f"status must be a known one, got {self.status!r}. "
                f"Try one of {', '.join(STATUSES)}."
            )
        if not 0 <= self.points <= self.of:
            raise ValueError(
                f"points must lie between 0 and {self.of:g}, got {self.points:g}. "
                "Give the points earned first, then those to be had."
            )

    def as_json(self) -> dict[str, Any]:
        """Numbers and text under the names of the fields."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "CheckResult":
        """The record again; names it does not know are left out."""
        return cls(**known(cls, data))


@dataclass(frozen=True)
class SubmissionResult:
    """One learner's notebook: its checks, what was odd, and how it was run.

    ``isolation`` is ``strong``, ``medium`` or ``weak`` (a trusted class only), with
    what was in force in ``isolated_by``; ``memory_mb`` is what the submission had of
    its own; ``digest`` is the SHA-256 of the submission's bytes.

    >>> one = CheckResult("E07.1", "push", "E07-1-push-check", "partial", 3, 4)
    >>> result = SubmissionResult("ada", "07_momentum", (one,))
    >>> result.points, result.of, SubmissionResult.from_json(result.as_json()) == result
    (3, 4, True)
    """

    learner: str
    notebook: str
    checks: tuple[CheckResult, ...] = ()
    notes: tuple[str, ...] = ()
    isolation: str = "weak"
    isolated_by: tuple[str, ...] = field(default=())
    seconds: float = 0.0
    memory_mb: float = 0.0
    digest: str = ""

    def __post_init__(self) -> None:
        if self.isolation not in ISOLATIONS:
            raise ValueError(
                f"isolation must be a known level, got {self.isolation!r}. "
                f"Try one of {', '.join(ISOLATIONS)}."
            )

    @property
    def points(self) -> float:
        return sum(check.points for check in self.checks)

    @property
    def of(self) -> float:
        return sum(check.of for check in self.checks)

    def as_json(self) -> dict[str, Any]:
        """The record as JSON can hold it, with the number of this schema."""
        data = {f.name: getattr(self, f.name) for f in fields(self)}
        data["checks"] = [check.as_json() for check in self.checks]
        data["notes"], data["isolated_by"] = list(self.notes), list(self.isolated_by)
        return {"schema": SCHEMA, **data, "points": self.points, "of": self.of}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "SubmissionResult":
        """The record again; raises ValueError for another schema."""
        if data.get("schema") != SCHEMA:
            raise ValueError(
                f"schema must be {SCHEMA}, got {data.get('schema')!r}. "
                "Grade the submissions again with this version."
            )
        given = known(cls, data)
        given["checks"] = tuple(map(CheckResult.from_json, data["checks"]))
        given["notes"] = tuple(data.get("notes", ()))
        given["isolated_by"] = tuple(data.get("isolated_by", ()))
        return cls(**given)


def known(record: type, data: dict[str, Any]) -> dict[str, Any]:
    """The entries that are fields of the record."""
    names = {f.name for f in fields(record)}
    return {name: value for name, value in data.items() if name in names}
