"""The first thing that runs in a bundle: other programs shall not find its libraries.

On Linux the bundle's loader names the bundle's libraries to the process in LD_LIBRARY_PATH, which is read once, when a
process begins. A browser or a file manager that Hexapla starts would inherit it, and load libraries of another release
than its own. https://pyinstaller.org/en/stable/runtime-information.html#ld-library-path-libpath-considerations
"""

import os
import sys

if sys.platform == "linux":
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = before
    # A worker process is this program once more: its loader shall set things up again instead of taking them for done.
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
