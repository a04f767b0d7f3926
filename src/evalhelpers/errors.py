"""The exceptions of the package; every message says what went wrong, where, and what to do."""

from __future__ import annotations


class EvalError(Exception):
    """Root of all errors a user can mend; the command line prints it without a traceback."""

    exit_code = 1


class ParamError(EvalError):
    """A parameter file or command option is wrong; nothing has run.

    Parameters
    ----------
    problems
        One sentence per problem, each with file, line and the nearest valid word.
    """

    exit_code = 2

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class SourceError(EvalError):
    """A raw file or sheet cannot be read."""


class DataError(EvalError):
    """A cleaned table is not what the code after it needs."""


class ReportError(EvalError):
    """A notebook or a rendering of it failed."""


class KernelDiedError(ReportError):
    """The kernel ended before the notebook did; `memory` says whether the system had run out of it."""

    def __init__(self, message: str, *, memory: bool = False) -> None:
        super().__init__(message)
        self.memory = memory


class KernelKilledError(KernelDiedError):
    """The kernel was ended from outside, not by what the notebook did: another try may go well."""


class TimeLimitError(ReportError):
    """A cell, or the whole report, took longer than allowed."""


class GateError(EvalError):
    """Finished bytes must not be published; the message names each place."""

    exit_code = 3
