"""The command line: `flask sites …`, for the people who keep the list.

Every command says what it did and what to do next; it ends with 0 only when every row was
taken, with 1 when something was refused or failed, with 2 when it was called wrongly.
"""

from sites.cli.group import register

__all__ = ["register"]
