"""Why a command does not go on. Standard library only."""


class Refusal(Exception):  # noqa: N818 - it is no error of the program
    """One plain sentence with its remedy; the bootstrap prints it and ends with 1."""
