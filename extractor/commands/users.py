"""Who gives a command."""

import getpass


def user_name() -> str:
    """The name of the computer's user, empty where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
