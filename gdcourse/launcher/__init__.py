"""What ``python3 -m gdcourse`` does, with the standard library alone.

- ``commands``: the words a user may type, and what each runs
- ``environment``: the course's own ``.venv``: made once, repaired when broken
- ``installers``: the two ways to fill it, uv and pip
- ``places``: where everything is, on each operating system
- ``processes``: running programs, with their last lines kept
- ``variables``: what those programs see of the user's settings
- ``lock``: two starts at once wait for each other
- ``messages``: what went wrong, in three parts
- ``inside``: the half that runs in the environment
- ``installation``: what lesson 00 tests before anything else
"""
