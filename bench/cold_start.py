"""Cold start of `kb ask` as a whole process: python -m bench.cold_start HOME QUESTION [--runs N]

Prints the seconds of each run after one that warms the file cache, and whether torch or
transformers was imported.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

_HEAVY = ("torch", "transformers", "sentence_transformers", "alembic", "fastapi", "lxml")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("question")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    command = [sys.executable, "-m", "kb", "ask", options.question, "--home", str(options.home)]
    times = []
    for _ in range(options.runs + 1):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - began)
    print("seconds:", " ".join(f"{seconds:.2f}" for seconds in sorted(times[1:])))
    traced = [sys.executable, "-X", "importtime", *command[1:]]
    listing = subprocess.run(traced, check=True, capture_output=True, text=True).stderr
    names = {line.rsplit("|", 1)[-1].strip() for line in listing.splitlines() if "|" in line}
    print("imported:", ", ".join(name for name in _HEAVY if name in names) or "none of", _HEAVY)


if __name__ == "__main__":
    main()
