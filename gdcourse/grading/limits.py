"""What one submission may use: time, memory, files, processes, output."""

from dataclasses import dataclass, fields

from gdcourse.arguments import positive


@dataclass(frozen=True)
class Limits:
    """The bounds of one submission, and of one cell or one call within it.

    ``cell_seconds`` are the processor's, so that a busy computer takes nothing from an
    answer; one that only sleeps is stopped after three times as long. ``seconds`` is
    how long the judge waits for the submission in all, by the clock on the wall.

    >>> Limits(seconds=30).memory_mb
    512
    """

    cell_seconds: float = 4
    seconds: float = 90
    cpu_seconds: float = 30
    memory_mb: float = 512
    file_mb: float = 2
    processes: int = 8
    output_kb: float = 64
    calls_back: int = 200_000
    notebook_mb: float = 64

    def __post_init__(self) -> None:
        for field in fields(self):
            hint = f"Leave it out to take {field.default}"
            positive(field.name, getattr(self, field.name), hint)
