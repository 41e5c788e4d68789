"""Reading a TMX of 20 MB and one of 100 MB: speed (of processor time) beside bare expat, and memory (Linux)."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.bench

MEASURE = r"""
import sys, time
from pathlib import Path
from xml.parsers import expat
from viewer.formats.registry import read
from viewer.formats.source import SourceFile

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">' \
    '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en-US" ' \
    'datatype="plaintext"/>\n<body>\n'
UNIT = '''  <tu tuid="{0}" creationdate="20200101T000000Z">
    <tuv xml:lang="en-US"><seg>This is sentence {0}, which is about as long as one is &amp; ends here.</seg></tuv>
    <tuv xml:lang="de-DE"><seg>Das ist Satz {0}, der <ph>x</ph>etwa so lang ist, wie Sätze sind, und endet.</seg></tuv>
  </tu>
'''

def resident():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024

def ignore(*_):
    pass

units = int(sys.argv[1]) * 1_000_000 // len(UNIT.encode())
data = bytearray(HEAD.encode())
for number in range(units):
    data += UNIT.format(number).encode()
file = SourceFile(Path("made.tmx"), bytes(data + b"</body></tmx>"))
del data
size = len(file.data) / 1e6

started = time.process_time()
parser = expat.ParserCreate()
parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = ignore
parser.Parse(file.data, True)
bare = time.process_time() - started
Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
before = resident()
started = time.process_time()
(document,) = read(file).documents
parsed = time.process_time() - started
rows = sum(1 for _ in document.units())
segments = sum(1 for text in document.texts for _ in text.segments(""))
whole = time.process_time() - started
assert (rows, segments) == (units, 2 * units)
print(f"  {size:.0f} MB, {rows} units: bare expat {size / bare:.1f} MB/s, reader {size / parsed:.1f} MB/s, "
      f"with all rows and segments {size / whole:.1f} MB/s; "
      f"peak {resident() - before:.0f} MB above the {before:.0f} MB before")
"""


@pytest.mark.parametrize("megabytes", [20, 100])
def test_tmx(megabytes: int, capsys: pytest.CaptureFixture[str]) -> None:
    done = subprocess.run([sys.executable, "-c", MEASURE, str(megabytes)], capture_output=True, text=True, check=True)
    with capsys.disabled():
        print(f"\n{done.stdout}", end="")
