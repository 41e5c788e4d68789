"""A process that imports hostile files and watches itself: what it writes, whom it calls, how long it takes.

Run as `python guarded.py FOLDER cases|mutations NAME...`; a line of JSON follows for each name. What hangs ends the
process after `_HANG` seconds, what crashes ends it at once; the name without an answer is the culprit.
"""

from __future__ import annotations

import contextlib
import faulthandler
import hashlib
import io
import json
import os
import resource
import select
import shutil
import socket
import stat
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from cases import HOST, SECRET, Case, put

_HANG = 400.0
"""Seconds of the clock, whatever else the machine does."""
_MOST_ADDRESSES = 8 << 30
"""Bytes of address space: a runaway ends by itself before the machine does."""
_CHANGES = {"os.mkdir", "os.rmdir", "os.remove", "os.rename", "os.link", "os.symlink", "os.truncate", "os.chmod"}
_CALLS = ("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.sendto", "urllib.", "http.", "ftplib.")
_PROGRAMS = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile")


@dataclass(slots=True)
class Found:
    """What was seen of one case."""

    name: str
    code: int | None = None
    """Exit code of the import beside a sound file; None if it raised."""
    reports: list[dict[str, Any]] = field(default_factory=list)
    """The summary, those of the sound file left out."""
    said: str = ""
    """What stood on stderr."""
    raised: str = ""
    """A traceback."""
    seconds: float = 0.0
    """Of the processor."""
    megabytes: int = 0
    """Of memory, at most, with the interpreter's own."""
    offences: list[str] = field(default_factory=list)
    """Whatever must not happen and did."""
    alone: int | None = None
    """Exit code where the file was imported by itself; None if that was not tried."""


class Guard:
    """Notes what happens in this process that is no business of an import."""

    def __init__(self) -> None:
        self.offences: list[str] = []
        self.allowed: tuple[str, ...] = ()
        """Folders that may be written to."""
        self._watching = False
        self.listener = socket.create_server(("127.0.0.1", 0))
        sys.addaudithook(self._heard)

    @contextlib.contextmanager
    def watching(self, *allowed: Path) -> Iterator[None]:
        self.offences = []
        self.allowed = tuple(os.path.realpath(folder) for folder in allowed)
        self._watching = True
        try:
            yield
        finally:
            self._watching = False
        if select.select([self.listener], [], [], 0)[0]:
            self.listener.accept()[0].close()
            self.offences.append("somebody called the listener")

    def _heard(self, event: str, args: tuple[Any, ...]) -> None:
        if not self._watching:
            return
        if (
            event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        ) or event in _CHANGES:
            self._changed(event, args[0])
        elif event.startswith(_CALLS) or event.startswith(_PROGRAMS):
            self.offences.append(f"{event} {args[:2]}")

    def _changed(self, event: str, path: object) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return
        real = os.path.realpath(os.fsdecode(path))
        if real != os.devnull and not any(real == one or real.startswith(one + os.sep) for one in self.allowed):
            self.offences.append(f"{event} {real}")


def examined(case: Case, folder: Path, guard: Guard) -> Found:
    """Imports the file of a case beside a sound one, and, if it is refused, alone."""
    found = Found(case.name)
    sources, out, home = (folder / name for name in ("in", "out", "home"))
    for part in (sources, out, home):
        part.mkdir(parents=True)
    secret = folder / "secret"
    secret.write_text(SECRET, "utf-8")
    host = "{}:{}".format(*guard.listener.getsockname())
    good, path = sources / "good.tsv", sources / case.file
    good.write_text("de\tpt\nHallo\tOlá\n", "utf-8")
    put(case, path, {"@SECRET@": str(secret), HOST: host})
    os.environ.update(HOME=str(home), XDG_CACHE_HOME=str(home / ".cache"), XDG_CONFIG_HOME=str(home / ".config"))
    before = _state(sources)
    try:
        with _measured(found), guard.watching(out, home / ".cache", home / ".local"):
            found.code = _imported(found, [good, path], out / "c.hexapla")
            if found.code == 3 and all(report["refused"] for report in found.reports):
                found.alone = _imported(Found(case.name), [path], out / "alone.hexapla")
    except Exception:  # noqa: BLE001 - whatever it is, it must not happen
        found.raised = traceback.format_exc()
    found.offences += guard.offences
    if _state(sources) != before:
        found.offences.append("the sources changed")
    expected = {"c.hexapla"} if found.code in (0, 3) else set()
    if left := {one.name for one in out.iterdir()} ^ expected:
        found.offences.append(f"in the target's folder: {left}")
    if others := {one.name for one in folder.iterdir()} - {"in", "out", "home", "secret"}:
        found.offences.append(f"beside the sources: {others}")
    if expected:
        found.offences += _faults(out / "c.hexapla")
    shutil.rmtree(folder)
    return found


def _imported(found: Found, paths: list[Path], target: Path) -> int:
    from viewer.cli import main

    said, told = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(said):
        code = main(["import", "-o", str(target), "--json", "--", *map(str, paths)])
    rows = [json.loads(line) for line in told.getvalue().splitlines()]
    found.reports = [row for row in rows if Path(row["file"]).name != "good.tsv"]
    found.said = said.getvalue()
    return code


def _faults(corpus: Path) -> list[str]:
    """What is wrong with the corpus that came of it."""
    from viewer.corpus import Corpus

    with Corpus.open(corpus, read_only=True) as opened:
        faults = opened.check()
        texts = [segment.text for version in opened.versions() for _, segment in opened.segments(version.id)]
    if texts.count("Hallo") < 1:
        faults.append("the sound file is not in the corpus")
    if any(SECRET in text for text in texts):
        faults.append("another file was read")
    return faults


def _state(folder: Path) -> dict[str, tuple[object, ...]]:
    """Names, kinds, times and bytes of everything in a folder."""
    found: dict[str, tuple[object, ...]] = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(status.st_mode) else ""
        found[str(path)] = (status.st_mode, status.st_size, status.st_mtime_ns, digest)
    return found


@contextlib.contextmanager
def _measured(found: Found) -> Iterator[None]:
    _forget_peak()
    begun = time.process_time()
    try:
        yield
    finally:
        found.seconds = time.process_time() - begun
        found.megabytes = _peak() >> 20


def _forget_peak() -> None:
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    """Bytes; where the system does not tell those of a while, those of the whole process."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


def _answers(folder: Path, kind: str, names: list[str]) -> Iterator[dict[str, Any]]:
    if kind == "cases":
        from hostile_files import CASES

        known = {case.name: case for case in CASES}
        guard = Guard()
        for number, name in enumerate(names):
            faulthandler.dump_traceback_later(_HANG, exit=True)
            yield asdict(examined(known[name], folder / str(number), guard))
    else:
        from mutation import tried

        for name in names:
            faulthandler.dump_traceback_later(_HANG, exit=True)
            yield from ({"name": name, **answer} for answer in tried(name, folder))


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_ADDRESSES, _MOST_ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    folder, kind, *names = sys.argv[1:]
    answer: Callable[[str], object] = sys.stdout.write
    import viewer.cli  # what every import needs is no part of any
    from viewer.text.detection import guess

    assert viewer.cli.main
    guess("Das Modell der Sprachen wird einmal ausgepackt.")
    for found in _answers(Path(folder), kind, names):
        answer(json.dumps(found) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
