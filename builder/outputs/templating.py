"""The one Jinja environment: templates come from the package, values are only data."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.outputs.inline_text import (
    TextContext,
    inline_html,
    plain_words,
    safe_address,
    spoken_html,
)

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context

FOLDER = Path(__file__).parent / "templates"
"""Where templates live; nothing outside the package is ever compiled."""

FILTERS: dict[str, Callable[[str, TextContext], str]] = {
    "inline": inline_html,
    "spoken": spoken_html,
    "words": plain_words,
    "address": safe_address,
}
"""Filters for SOP text; each takes its links and fields from ``texts``."""


def render(template: str, /, *, texts: TextContext, **values: object) -> str:
    """Return a template filled with values.

    Every value is escaped unless it passed ``inline`` or ``spoken``. Partial templates
    that use the filters are included, or imported ``with context``.

    Args:
        template: The path below ``templates/``, ending in ``.html.j2``.
        texts: How the filters resolve links and fields.
        values: What the template may use; a name that is missing is an error.
    """
    return environment().get_template(template).render(texts=texts, **values)


@cache
def environment() -> "Environment":
    """Return the environment; ``autoescape`` is on for every template."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context

    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,  # select_autoescape() misses names that end in .html.j2
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.context_class = _context_class()
    made.globals["mark"] = _no_mark
    for name, convert in FILTERS.items():
        made.filters[name] = pass_context(_with_texts(convert))
    return made


def _no_mark(_anchor: str) -> str:
    """Return nothing: only the page of an SOP marks its parts."""
    return ""


def _context_class() -> "type[Context]":
    from jinja2.runtime import Context, Macro

    class PlainCalls(Context):
        """Calls what a template names, and asks nothing first.

        Jinja asks every function at every call whether it wants the context. None of
        ours does, and the questions took a fifth of the time of a page.
        """

        def call(self, called: Any, /, *arguments: Any, **named: Any) -> Any:
            named.pop("_block_vars", None)
            named.pop("_loop_vars", None)
            if called.__class__ is Macro:
                return called(self.eval_ctx, *arguments, **named)
            return called(*arguments, **named)

    return PlainCalls


def _with_texts(
    convert: Callable[[str, TextContext], str],
) -> "Callable[[Context, str], str]":
    def filtered(context: "Context", text: str) -> str:
        return convert(str(text), context["texts"])

    return filtered
