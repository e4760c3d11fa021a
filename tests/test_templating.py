"""Templates come from the package; values are data."""

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from builder.outputs.inline_text import TextContext
from builder.outputs.strings import STRINGS, strings_for
from builder.outputs.templating import environment, render

TEXTS = TextContext(link=lambda target: target, field=lambda name: name)


def filled(template: str, **values: object) -> str:
    return environment().from_string(template).render(texts=TEXTS, **values)


def test_values_are_escaped_in_every_template() -> None:
    """Autoescape does not depend on the name of a template."""
    hostile = "<script>\"'&"

    assert filled("{{ x }}", x=hostile) == "&lt;script&gt;&#34;&#39;&amp;"


def test_braces_in_a_value_are_only_text() -> None:
    assert filled("{{ x }}", x="{{ 7 * 7 }}{% raw %}") == "{{ 7 * 7 }}{% raw %}"


def test_a_missing_name_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        filled("{{ nothing }}")


def test_functions_and_macros_are_called_as_jinja_calls_them() -> None:
    """Arguments, defaults, loops and callers reach what is called."""
    template = (
        "{% macro m(a, b='<') %}{{ a }}{{ b }}"
        "{% if caller is defined and caller %}{{ caller() }}{% endif %}{% endmacro %}"
        "{{ f('x', y='&') }}{{ m('1') }}{% call m(1, b=2) %}<br>{% endcall %}"
        "{% for n in range(2) recursive %}{{ f(n, y=loop.index) }}{% endfor %}"
    )

    text = filled(template, f=lambda x, y: f"{x}{y};")

    assert text == "x&amp;;1&lt;12<br>01;12;"


def test_the_filters_know_the_kinds_of_text() -> None:
    assert filled("{{ x | inline }}", x="**a** {{ b.c }}") == (
        "<strong>a</strong> {{ b.c }}"
    )
    assert filled("{{ x | spoken }}", x="{{ b.c }}") == ("<var>b.c</var>")
    assert filled("{{ x | words }}", x="**a** <") == "a &lt;"
    assert filled("[{{ x | address }}]", x="javascript:1") == "[]"


@pytest.mark.parametrize(
    "name", ["../pyproject.toml", "/etc/passwd", "missing.html.j2"]
)
def test_only_the_package_has_templates(name: str) -> None:
    with pytest.raises(TemplateNotFound):
        render(name, texts=TEXTS)


def test_a_language_without_a_catalog_gets_english_words() -> None:
    strings = strings_for("de-AT")

    assert strings("status.draft") == "Draft"
    assert (strings.language, strings.direction) == ("de-AT", "ltr")


def test_right_to_left_languages_are_known() -> None:
    assert strings_for("he").direction == "rtl"


def test_other_languages_add_no_keys_of_their_own() -> None:
    """English is the complete catalog that the others are measured by."""
    for language, entries in STRINGS.items():
        assert set(entries) <= set(STRINGS["en"]), language
