"""The written documents that nothing is trained on, with their questions, as a library to measure.

    python -m bench.held_out OUT

Writes OUT/documents and OUT/questions.jsonl, for `kb add`, `kb eval` and `bench.calibrate`: what is
chosen on these (threshold, passages read, weights) is not chosen on the questions it is judged by.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from bench.training.pairs import DOCUMENTS, HERE, held_out
from bench.training.texts import Texts
from indexer.metadata import document_key


def rows(held: frozenset[str]) -> Iterator[dict[str, str | bool]]:
    """Yield the questions on the documents held out, as `kb eval` reads them."""
    for line in (HERE / "document_questions.jsonl").read_text("utf-8").splitlines():
        value = json.loads(line)
        near = value.get("near")
        if document_key(near or value["document"]) not in held:
            continue
        if near:
            yield {"question": value["question"], "answerable": False}
        else:
            yield {name: value[name] for name in ("question", "document", "answer")}


def main() -> None:
    """Write the documents and the questions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    held = held_out(Texts([DOCUMENTS]))
    (options.out / "documents").mkdir(parents=True)
    for path in sorted(DOCUMENTS.glob("*.md")):
        if document_key(path.stem) in held:
            shutil.copy(path, options.out / "documents")
    lines = [json.dumps(row, ensure_ascii=False) for row in rows(held)]
    (options.out / "questions.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    copied = len(list((options.out / "documents").iterdir()))
    print(f"{copied} of {len(held)} documents held out, {len(lines)} questions")


if __name__ == "__main__":
    main()
