"""The house rules that a program can read off the source: who may import what, and from where."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("kb", "indexer", "web")  # each may import itself and those before it

# Where each heavy library may be imported. A path that ends in "/" stands for all below it.
HOMES = {
    "alembic": ("kb/store/",),
    "charset_normalizer": ("indexer/readers/",),
    "docx": ("indexer/readers/", "kb/export/"),
    "faiss": ("kb/index/vectors.py",),
    "fastapi": ("web/",),
    "huggingface_hub": ("kb/model_fetch.py",),
    "jinja2": ("web/",),
    "lxml": ("indexer/readers/",),
    "markdown_it": ("indexer/readers/markdown.py", "web/render.py"),
    "onnx": (),  # only onnxruntime.quantization needs it
    "onnxruntime": ("kb/encoder.py", "kb/model_export.py"),
    "pypdfium2": ("indexer/readers/", "web/"),
    "rjieba": ("kb/tokens.py", "kb/catalog.py"),
    "safetensors": ("kb/model_export.py",),
    "sentence_transformers": ("kb/model_export.py",),
    "sqlalchemy": ("kb/store/",),
    "starlette": ("web/",),
    "tantivy": ("kb/index/lexical.py",),
    "tokenizers": ("kb/encoder.py", "kb/model_export.py"),
    "torch": ("kb/model_export.py",),
    "transformers": ("kb/model_export.py",),
    "uvicorn": ("web/serve.py",),
}

# What may be named anywhere: the handles that are passed along, and the errors of using them.
PASSED_ALONG = {"sqlalchemy": {"Connection", "Engine"}, "sqlalchemy.exc": {"OperationalError"}}

LONGEST_FILE = 400
LONGEST_FUNCTION = 40

# Exceptions, each with its reason: path, or path::function.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS = {
    "kb/store/migrations/versions/0001_first_schema.py::upgrade": "every table of the first schema",
}
# Files whose functions import lazily throughout, as their docstring says.
LAZY_THROUGHOUT = ("kb/__main__.py",)


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module, with where it stands.

    name: what is taken from it, "" for the module itself. lazy: inside a function.
    typing_only: under `if TYPE_CHECKING`.
    """

    path: str
    line: int
    module: str
    name: str
    lazy: bool
    typing_only: bool


def python_files(*folders: str) -> tuple[str, ...]:
    """Return the Python files of the folders, as paths from the root; there must be some."""
    found = sorted(
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
    )
    assert found, f"no Python files in {folders}"
    return tuple(found)


@cache
def tree(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text("utf-8"), path)


@cache
def imports(path: str) -> tuple[Import, ...]:
    """Return every import of a file; `from a import b` counts as a.b where that is a module."""
    return tuple(_imports(tree(path), path, lazy=False, typing_only=False))


def _imports(node: ast.AST, path: str, lazy: bool, typing_only: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            for module, name in _modules(child):
                yield Import(path, child.lineno, module, name, lazy, typing_only)
            continue
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        checking = isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
        yield from _imports(child, path, lazy or inside, typing_only or checking)


def _modules(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        yield from ((alias.name, "") for alias in node.names)
        return
    assert node.module, "imports are absolute here"
    for alias in node.names:
        whole = f"{node.module}.{alias.name}"
        yield (whole, "") if _is_ours(whole) else (node.module, alias.name)


def _is_ours(module: str) -> bool:
    place = ROOT / module.replace(".", "/")
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def module_name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def test_imports_run_one_way_from_web_over_indexer_to_kb() -> None:
    wrong = []
    for path in python_files(*LAYERS):
        allowed = LAYERS[: LAYERS.index(path.split("/")[0]) + 1]
        for found in imports(path):
            top = found.module.split(".")[0]
            # The command is assembled in one place, which loads the others when they are asked for.
            assembles = path == "kb/__main__.py" and found.lazy
            if top in LAYERS and top not in allowed and not assembles:
                wrong.append(f"{path}:{found.line} imports {found.module}")
    assert wrong == []


def test_nothing_that_ships_imports_tests_or_benchmarks() -> None:
    found = [i for path in python_files(*LAYERS) for i in imports(path)]
    assert [i for i in found if i.module.split(".")[0] in {"tests", "bench", "run"}] == []


@pytest.mark.parametrize("library", HOMES)
def test_a_heavy_library_is_imported_only_at_home(library: str) -> None:
    homes = HOMES[library]
    strays = [
        f"{found.path}:{found.line}"
        for path in python_files(*LAYERS)
        for found in imports(path)
        if found.module.split(".")[0] == library
        and found.name not in PASSED_ALONG.get(found.module, ())
        and not any(is_at(home, path) for home in homes)
    ]
    assert strays == []


def is_at(home: str, path: str) -> bool:
    return path == home or (home.endswith("/") and path.startswith(home))


def test_every_home_of_a_heavy_library_exists() -> None:
    missing = [home for homes in HOMES.values() for home in homes if not (ROOT / home).exists()]
    assert missing == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {
        module_name(path): {
            found.module
            for found in imports(path)
            if _is_ours(found.module) and not found.typing_only
        }
        for path in python_files(*LAYERS)
        if path != "kb/__main__.py"
    }
    assert sum(len(targets) for targets in graph.values()) > 20
    assert list(circles(graph)) == []


def circles(graph: dict[str, set[str]]) -> Iterator[tuple[str, ...]]:
    """Yield a circle for each module found to lead back to itself."""
    finished: set[str] = set()

    def walk(module: str, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if module in above:
            yield (*above[above.index(module) :], module)
        elif module not in finished:
            for target in sorted(graph.get(module, ())):
                yield from walk(target, (*above, module))
            finished.add(module)

    for module in sorted(graph):
        yield from walk(module, ())


def test_the_search_for_circles_finds_one() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}
    assert list(circles(graph)) == [("b", "c", "b")]


def test_no_module_is_a_drawer_for_everything() -> None:
    names = [Path(path).stem for path in python_files(*LAYERS, "tests", "bench")]
    assert [name for name in names if name in {"utils", "util", "helpers", "helper", "misc"}] == []


def test_no_error_is_swallowed_whole() -> None:
    wrong = []
    for path in python_files(*LAYERS, "bench"):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.ExceptHandler):
                continue
            caught = "" if node.type is None else ast.unparse(node.type)
            # Putting things in order and raising again swallows nothing.
            raises = any(isinstance(n, ast.Raise) and n.exc is None for n in ast.walk(node))
            if caught in {"", "Exception", "BaseException"} and not raises:
                wrong.append(f"{path}:{node.lineno}")
    assert wrong == []


def test_no_input_is_checked_with_assert() -> None:
    wrong = [
        f"{path}:{node.lineno}"
        for path in python_files(*LAYERS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assert)
    ]
    assert wrong == []


def test_no_type_is_left_open() -> None:
    wrong = [
        f"{path}:{node.lineno}"
        for path in python_files(*LAYERS, "bench")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "typing"
        if any(alias.name == "Any" for alias in node.names)
    ]
    assert wrong == []


def test_an_import_inside_a_function_says_why_in_a_comment() -> None:
    wrong = []
    for path in python_files(*LAYERS):
        lines = (ROOT / path).read_text("utf-8").splitlines()
        lazy = sorted({found.line for found in imports(path) if found.lazy})
        for line in lazy if path not in LAZY_THROUGHOUT else ():
            first = line - 1  # lines counts from 0, line from 1
            while lines[first - 1].strip().startswith(("import ", "from ")):
                first -= 1
            # One comment serves a run of imports: above it or at the end of one of its lines.
            if not any("#" in near for near in lines[first - 1 : line]):
                wrong.append(f"{path}:{line}")
    assert wrong == []


def test_files_are_short_enough_to_read() -> None:
    paths = (*python_files(*LAYERS, "tests", "bench"), "run.py")
    lengths = {path: len((ROOT / path).read_text("utf-8").splitlines()) for path in paths}
    long = {path: n for path, n in lengths.items() if n > LONGEST_FILE and path not in LONG_FILES}
    assert long == {}
    assert [path for path in LONG_FILES if lengths.get(path, 0) <= LONGEST_FILE] == []


def test_functions_are_short_enough_to_read() -> None:
    lengths = {
        f"{path}::{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in (*python_files(*LAYERS, "bench"), "run.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert lengths
    long = {name for name, length in lengths.items() if length > LONGEST_FUNCTION}
    assert long - set(LONG_FUNCTIONS) == set()
    assert set(LONG_FUNCTIONS) - long == set()
