"""The command line: every result on the screen can be had here, without a window.

One module per group of commands; each adds its own to the parser and says what it does. What is no command is a path,
and opens the window.
"""

from viewer.cli.program import main

__all__ = ["main"]
