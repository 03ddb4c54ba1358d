"""``python -m gdcourse bench``: measure what the course promises, on this machine.

- ``command``: the command and its options
- ``machine``: one processor and one thread for everybody; what was measured on what
- ``timing``: repeats that take turns, and their medians
- ``imports``: the import of the package beside the import of NumPy
- ``peers``, ``steps``: one update of a rule, ours and those of torch and optax
- ``sweep_peers``, ``sweeps``: thousands of settings at once
- ``callback``: what a slider waits for
- ``class_grading``: our grader and nbgrader on one class, where nbgrader is installed
- ``report``: tables as text or Markdown, and the aims

Of these only ``command``, ``machine``, ``imports``, ``timing`` and ``report`` do
without NumPy; peers are imported when they are measured, and missing ones are named.
"""


def main(arguments: list[str]) -> int:
    """Run the command."""
    from gdcourse.bench.command import main as command

    return command(arguments)
