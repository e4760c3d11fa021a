"""A brief as one HTML page, and as the HTML of one printed sheet."""

from markupsafe import Markup

from builder.changes.redline import Edit, Redline
from builder.outputs.brief.brief import Brief, new_words
from builder.outputs.inline_text import TextContext
from builder.outputs.site.dates import shown_date
from builder.outputs.strings import strings_for
from builder.outputs.templating import FOLDER, render

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TEXTS = TextContext(link=lambda _: "", field=lambda name: name)
_LEAST_SAME = 0.4


def brief_html(brief: Brief) -> str:
    """Return a page that needs nothing beside it: for a browser, a mail, a wiki."""
    return _html(brief, css="screen", most=12, shows_words=True)


def printed(text: str) -> str:
    """Return text with the one sign of our own that the bundled fonts lack replaced."""
    return text.replace("→", "\u203a")


def brief_sheets(brief: Brief) -> list[str]:
    """Return the HTML of the sheet in levels of detail, the fullest first."""
    details = (12, 8, 5, 3, 2, 1, 0)
    levels = [(most, most > 10) for most in details]
    return [
        printed(_html(brief, css="print", most=most, shows_words=shows_words))
        for most, shows_words in levels
    ]


def is_worth_a_look(words: Redline) -> bool:
    """Return whether a redline shows more than a sentence: enough of it stayed."""
    same = sum(len(span.words) for span in words if span.edit is Edit.SAME)
    whole = sum(len(span.words) for span in words)
    return whole > 0 and same / whole >= _LEAST_SAME


def _html(brief: Brief, *, css: str, most: int, shows_words: bool) -> str:
    style = (FOLDER / "brief" / f"{css}.css").read_text(encoding="utf-8")
    string = strings_for(brief.language)
    return render(
        "brief/brief.html.j2",
        texts=_TEXTS,
        brief=brief,
        string=string,
        css=Markup(style),
        most=most,
        shows_words=shows_words,
        is_worth_a_look=is_worth_a_look,
        letters=LETTERS,
        new_words=new_words,
        date=lambda day: shown_date(day, string.language),
    )
