"""SOP text can carry bold, emphasis, code and links; nothing else gets through."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from builder.outputs.inline_text import (
    TextContext,
    inline_html,
    is_safe_address,
    plain_words,
    safe_address,
    spoken_html,
)

TEXTS = TextContext(
    link=lambda target: "" if target == "sop:missing" else f"../{target[4:]}/",
    field=lambda name: name.rpartition(".")[2].replace("_", " "),
    has_scripts=True,
)

ALLOWED = {
    ("strong", ()),
    ("em", ()),
    ("code", ()),
    ("a", ("href",)),
    ("var", ("data-field",)),
}

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</title><script>alert(1)</script>",
    "<!-- --><b>bold</b>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x) [y](file:///etc/passwd) [z](//evil.example/)",
    "[x](http://plain.example) [y](relative/page) [z](#anchor)",
    '[x](https://a.example "onmouseover=alert(1)")',
    '[x" onclick="alert(1)](https://a.example/?q="onclick=alert)',
    "[x](https://a.example){: onclick=alert(1)}",
    "# heading {: onclick=alert(1)}",
    "![x](https://evil.example/pixel.png)",
    "![x](javascript:alert(1))",
    "<https://evil.example> <mailto:x@example.com>",
    "[x][ref]\n\n[ref]: javascript:alert(1)",
    "{{ 7 * 7 }} {% for x in y %} {{ ''.__class__ }} {# c #}",
    '{{ config.SECRET_KEY }}{{ a.b }}{{a.b"onclick=alert(1)}}',
    "${7*7} #{7*7} --8<-- 'file' ::: module [[wiki]] !!! note",
    "`<script>` **<script>alert(1)</script>** *<i onclick=x>*",
    "&lt;script&gt; &amp; &quot; &#60;",
    "[**[x](javascript:1)**](https://a.example)",
    "\\<script\\> \\[x\\](javascript:1)",
]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def tags_of(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(html)
    parser.close()
    return parser.tags


@pytest.mark.parametrize("render", [inline_html, spoken_html])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_brings_no_tag_or_address_of_its_own(text, render) -> None:
    """Five tags exist, each with its one attribute; links lead where allowed."""
    found = tags_of(render(text, TEXTS))

    assert {(tag, tuple(attributes)) for tag, attributes in found} <= ALLOWED
    for tag, attributes in found:
        if tag == "a":
            assert attributes["href"].startswith(("https:", "mailto:", "tel:", "../"))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Say R&amp;D &amp; wait", "Say R&D & wait"),
        ("<strong>Never</strong> <em>read</em> <code>a &lt; b</code>",
         "**Never** *read* `a < b`"),
        ('<a href="../hold#wait/">Hold</a>', "[Hold](sop:hold#wait)"),
        ("Hold", "[Hold](sop:missing)"),
        ('<a href="tel:+1555">Call</a>', "[Call](tel:+1555)"),
        ('<a href="mailto:qa@example.com">QA</a>', "[QA](mailto:qa@example.com)"),
        ('<a href="https://example.com/?a=1&amp;b=2">x</a>',
         "[x](https://example.com/?a=1&b=2)"),
        ("{{ customer.first_name }}", "{{ customer.first_name }}"),
        ("snake_case_word", "snake_case_word"),
    ],
)  # fmt: skip
def test_inline_text_becomes_html(html: str, text: str) -> None:
    assert html == inline_html(text, TEXTS)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('Hi <var data-field="customer.first_name">first name</var>, ok?',
         "Hi {{ customer.first_name }}, ok?"),
        ('<strong><var data-field="a.b_c">b c</var></strong> _x',
         "**{{a.b_c}}** _x"),
        ("{{ Not.A_field }} {{}} { a }", "{{ Not.A_field }} {{}} { a }"),
        ("first\nsecond", "first\nsecond"),
    ],
)  # fmt: skip
def test_spoken_text_marks_its_fields(html: str, text: str) -> None:
    assert html == spoken_html(text, TEXTS)


def test_marks_are_left_out_of_plain_words() -> None:
    """Search entries hold the words a person reads, without marks."""
    text = "**Hold** [the line](sop:hold), {{ customer.first_name }} <b>"

    assert plain_words(text, TEXTS) == "Hold the line, first name <b>"
    assert plain_words(text) == "Hold the line, {{ customer.first_name }} <b>"


@pytest.mark.parametrize(
    ("expected", "address"),
    [
        (True, "https://example.com/"),
        (True, "tel:+15551234"),
        (True, "sop:hold#wait"),
        (False, "http://example.com/"),
        (False, "https://example.com/a b"),
        (False, "javascript:alert(1)"),
        (False, "\x01javascript:alert(1)"),
        (False, ""),
    ],
)
def test_addresses_are_judged_by_scheme(expected: bool, address: str) -> None:
    assert expected is is_safe_address(address)


def test_an_unsafe_address_becomes_empty() -> None:
    assert safe_address("javascript:alert(1)", TEXTS) == ""
    assert safe_address("sop:hold", TEXTS) == "../hold/"
    assert safe_address("https://example.com", TEXTS) == "https://example.com"


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "*a" * 10_000, "`" * 20_000, "{{" * 9_999]
)
def test_a_text_of_the_largest_size_is_read_in_one_go(text: str) -> None:
    """Marks without end cost no more than time: nothing is lost, nothing raises."""
    assert len(text) <= len(spoken_html(text, TEXTS))


def test_a_field_tells_its_name_only_where_a_script_fills_it_in() -> None:
    plain = replace(TEXTS, has_scripts=False)

    for text in ("Hi {{ a.b_c }}", "**Hi** {{ a.b_c }}"):
        assert "<var>b c</var>" in spoken_html(text, plain)
        assert '<var data-field="a.b_c">' in spoken_html(text, TEXTS)
