"""Rules of family: Cards (7xx)."""

from builder.diagnostics import Rule, Severity

DOES_NOT_FIT = Rule(
    code="SOP701",
    title="A block does not fit on the card",
    why="Smaller type could not be read in a call, and nothing is dropped silently.",
    fix="shorten the block, or choose fewer blocks under 'include' in 'card'",
)
UNPRINTABLE = Rule(
    code="SOP702",
    title="The bundled fonts cannot show a character on the card",
    why="The agent would read an empty box.",
    fix="write it with Latin letters, digits and common punctuation; or build without "
    "cards: `sop build --only site --only dialer --only data`",
)
NOT_FOR_CARDS = Rule(
    code="SOP703",
    title="A card cannot show this kind of block",
    why="The author expects it on the card, and it would be missing.",
    fix="name steps, sections, objections, escalations, checklists, disclosures, "
    "dispositions, techniques or phrases (counted from 1)",
)
FAILED = Rule(
    code="SOP704",
    title="The card could not be laid out",
    why="One text took all the time or memory that a card may take.",
    fix="shorten or split the longest text of the card, or raise "
    "'card_seconds' in [tool.sop.limits]",
)
NO_ADDRESS = Rule(
    code="SOP705",
    title="Cards have no QR code, because the site has no address",
    severity=Severity.WARNING,
    why="The reader of a printed card cannot check whether it is still valid.",
    fix="set 'site_url' in mkdocs.yml to the address that agents will open",
)
STRAY_TEXT = Rule(
    code="SOP706",
    title="Text of the card stands outside its place",
    why="It would be cut, or sealed into the edge of the film.",
    fix="shorten the text; a title that is too long has a shorter one in 'card: title'",
)
BRAND = Rule(
    code="SOP708",
    title="The logo or the stylesheet of cards cannot be used",
    why="A card must not load anything, and a missing logo would go unnoticed.",
    fix="name a PNG, an SVG or a CSS file of this repository that loads nothing else, "
    "under 'logo' or 'css' in [tool.sop.cards]",
)
PALE = Rule(
    code="SOP709",
    title="The color of cards is too pale on white paper",
    severity=Severity.WARNING,
    why="Numbers in this color could not be read under poor light, or in gray.",
    fix="choose a darker 'color' in [tool.sop.cards]: a contrast of 4.5 to 1 or more",
)
EMPTY = Rule(
    code="SOP707",
    title="The card shows nothing",
    why="An empty card looks like a printing error.",
    fix="leave out less, or include at least one block",
)
