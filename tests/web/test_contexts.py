"""Contexts and templates fit both ways: no name is missing, none is unused."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

import web
from web.contexts import about, ask, checklist, collection, error, library, reader, search
from web.contexts.frame import Context, Frame, Section
from web.render import environment

TEMPLATES = Path(web.__file__).parent / "templates"
CONTEXTS: tuple[type[Context], ...] = (
    about.AboutContext,
    about.ApiContext,
    ask.AnswerContext,
    ask.AskContext,
    checklist.ChecklistContext,
    collection.CollectionContext,
    collection.CollectionsContext,
    error.ErrorContext,
    library.LibraryContext,
    reader.CollectContext,
    reader.PageContext,
    reader.ReaderContext,
    search.SearchContext,
)


def named(template: str, made: Environment) -> set[str]:
    """Return the names that a template and the layouts it extends take from their context."""
    tree = made.parse((TEMPLATES / template).read_text("utf-8"))
    names = meta.find_undeclared_variables(tree) - set(made.globals) - macros(tree)
    for other in meta.find_referenced_templates(tree):
        if other and not other.startswith("_"):
            names |= named(other, made)
    return names


def macros(tree: nodes.Template) -> set[str]:
    """Return the macros of a template, its own and those it imports."""
    own = {macro.name for macro in tree.find_all(nodes.Macro)}
    imported = (name for one in tree.find_all(nodes.FromImport) for name in one.names)
    return own | {name if isinstance(name, str) else name[1] for name in imported}


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda context: context.template)
def test_a_template_names_exactly_the_fields_of_its_context(context: type[Context]) -> None:
    assert named(context.template, environment()) == {field.name for field in fields(context)}


def test_every_context_is_known_here() -> None:
    # by name: a slotted dataclass is made twice, and both are subclasses
    known = {context.__name__ for context in CONTEXTS}
    assert known == {context.__name__ for context in Context.__subclasses__()}


def test_every_page_template_has_a_context() -> None:
    pages = {path.name for path in TEMPLATES.glob("*.html") if not path.name.startswith("_")}
    assert pages - {"base.html"} == {context.template for context in CONTEXTS}


def test_the_shared_parts_take_nothing_from_a_context() -> None:
    made = environment()
    assert named("_parts.html", made) == set()


def test_contexts_are_frozen() -> None:
    frame = Frame("题", Section.ASK, "", "/", large=False)
    made = ask.AskContext(frame, (), (), 0, 0, 0)
    with pytest.raises(FrozenInstanceError):
        made.documents = 1  # type: ignore[misc]
    assert all(is_dataclass(context) for context in CONTEXTS)


def test_templates_hold_no_inline_script_style_or_handler() -> None:
    templates = list(TEMPLATES.glob("*.html"))
    assert templates
    for path in templates:
        text = path.read_text("utf-8")
        assert "style=" not in text
        assert "<style" not in text
        assert "<script>" not in text
        assert " on" + "click" not in text
        assert "|safe" not in text
        assert "http://" not in text
        assert "https://" not in text
