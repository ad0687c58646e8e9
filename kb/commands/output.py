"""How commands speak: Chinese for people, JSON for machines, one sentence for an error."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path

import typer
from rich.console import Console

from kb.errors import KbError, UnknownCitation
from kb.model import Address

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def plain(value: object) -> Json:
    """Return a record as what JSON can hold: addresses and dates as strings, NaN as null.

    Raises TypeError for a value that no record holds.
    """
    if value is None or (isinstance(value, bool | int | str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, Address | Path):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    raise TypeError(f"no JSON for {type(value).__name__}")


def print_json(value: object) -> None:
    """Print a record as JSON, whole, on standard output."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n")


@contextmanager
def reported(as_json: bool) -> Iterator[None]:
    """Turn an error that a person can mend into a sentence and the exit code it stands for."""
    try:
        yield
    except KbError as error:
        if as_json:
            print_json({"error": _described(error)})
        else:
            errors.print(f"错误：{error}", markup=False, soft_wrap=True)
            for citation in getattr(error, "nearest", ()):
                errors.print(f"  相近：{citation.short}", markup=False, soft_wrap=True)
        raise typer.Exit(error.exit_code) from error


def _described(error: KbError) -> dict[str, object]:
    described: dict[str, object] = {"what": error.what, "where": error.where, "todo": error.todo}
    if isinstance(error, UnknownCitation):
        described["nearest"] = [citation.short for citation in error.nearest]
    return described


def show_notices(notices: Sequence[str]) -> None:
    """Print banners where they do not mix with results."""
    for notice in notices:
        errors.print(f"注意：{notice}", markup=False, soft_wrap=True)
