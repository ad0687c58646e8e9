"""Rate and memory of taking in a folder, end to end: python -m bench.ingest FOLDER

Runs `kb add` into a fresh data folder as a process of its own; prints files, passages, seconds,
passages a second and the peak memory of the process and its reader (Linux, macOS).
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kb.home import Home
from kb.library import Library
from kb.store import passages
from kb.store.database import open_database


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        command = [sys.executable, "-m", "kb", "add", str(options.folder), "--home", folder]
        began = time.perf_counter()
        done = subprocess.run([*command, "--json"], check=False, stdout=subprocess.DEVNULL)
        seconds = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        library = Library.open(home)
        files, failed = len(library.documents()), len(library.unread())
        library.close()
        engine = open_database(Home(home))
        with engine.connect() as connection:
            count = passages.count(connection)
        engine.dispose()
    print(f"exit code {done.returncode}; {files} documents, {failed} failed, {count} passages")
    print(f"{seconds:.1f} s, {count / seconds:.1f} passages/s, peak {peak:.0f} MiB a process")


if __name__ == "__main__":
    main()
