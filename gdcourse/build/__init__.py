"""``python -m gdcourse build``: run lessons and solutions, write the exercises.

- ``command``: the command and its options
- ``execution``: run a notebook from top to bottom and keep what it shows
- ``layout``: ids, metadata and bytes of a notebook that change only when it changes
- ``markers``: the lines around an answer, and everything that looks like one
- ``exercises``: from a master notebook to the learner's copy
"""


def main(arguments: list[str]) -> int:
    """Run the command; imported late, for nbclient takes a second to import."""
    from gdcourse.build.command import main as command

    return command(arguments)
