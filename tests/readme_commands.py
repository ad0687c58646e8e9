"""Writes the command reference of README.md from the commands' own help.

Run `python -m tests.readme_commands` after a command has changed; a test compares.
"""

from __future__ import annotations

import re
from pathlib import Path

import click
import typer

from kb.__main__ import app
from kb.model_commands import app as model_app

README = Path(__file__).resolve().parent.parent / "README.md"
BLOCK = re.compile(r"(<!-- commands: .*? -->\n).*?(\n<!-- end of commands -->)", re.DOTALL)


def reference() -> str:
    """Return the reference as Markdown: each command's help as it is printed, 90 columns wide."""
    return "\n\n".join([*_described("kb", app), *_described("kb model", model_app)])


def _described(prefix: str, group: typer.Typer) -> list[str]:
    command = typer.main.get_command(group)
    commands = getattr(command, "commands", {})
    parts = []
    for name, each in commands.items():
        context = click.Context(each, info_name=f"{prefix} {name}", max_content_width=90)
        context.terminal_width = 90
        parts.append(f"```text\n{_plain(each.get_help(context))}\n```")
    return parts


def _plain(text: str) -> str:
    """Return help without the default folder, which differs from machine to machine."""
    lines = (line.rstrip() for line in click.unstyle(text).strip().splitlines())
    return "\n".join(lines)


def written(readme: str) -> str:
    """Return the README with the reference put in."""
    return BLOCK.sub(lambda match: match[1] + reference() + match[2], readme)


if __name__ == "__main__":
    README.write_text(written(README.read_text("utf-8")), "utf-8")
