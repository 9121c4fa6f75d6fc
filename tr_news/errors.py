"""What can go wrong that a user can do something about.

The message is one line: what happened, to which file, and what to do. The exit code stands on the class.
"""


class TrNewsError(Exception):
    """Some inputs of several failed, or a failure with no code of its own."""

    exit_code = 1


class UsageError(TrNewsError):
    """A wrong option, setting or combination of them."""

    exit_code = 2


class InputError(TrNewsError):
    """An input that can't be read as an article: missing, empty, binary, undecodable.

    ``source`` is the input's path, "-", or "FILE:LINE", as ``Article.source`` has it; the message begins with it.
    """

    exit_code = 3

    def __init__(self, source: str, problem: str) -> None:
        super().__init__(f"{source}: {problem}")
        self.source = source


class NotTurkishError(TrNewsError):
    """The article is in another language."""

    exit_code = 4


class ModelError(TrNewsError):
    """A model is missing or broken."""

    exit_code = 5


class OutputError(TrNewsError):
    """The output can't be written: the disk is full or read-only, or another run holds the folder."""

    exit_code = 6


def first_line(error: BaseException) -> str:
    """The message of an error of another library, on one line."""
    return " ".join(str(error).split())[:200] or type(error).__name__
