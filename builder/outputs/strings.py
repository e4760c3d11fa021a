"""Every word that the tool itself adds to pages and cards, by language and key."""

from collections.abc import Mapping
from dataclasses import dataclass

DEFAULT_LANGUAGE = "en"

RIGHT_TO_LEFT = frozenset(
    {"ar", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"}
)
"""Languages written from right to left."""

STRINGS: dict[str, dict[str, str]] = {
    "en": {
        # Control data, on pages and cards
        "control.number": "Number",
        "control.version": "Version",
        "control.status": "Status",
        "control.owner": "Owner",
        "control.effective": "In force since",
        "control.next_review": "Next review",
        "control.fingerprint": "Fingerprint",
        "control.source": "Source",
        "status.draft": "Draft",
        "status.in_review": "In review",
        "status.approved": "Approved",
        "status.retired": "Retired",
        "cadence.monthly": "every month",
        "cadence.quarterly": "every three months",
        "cadence.half_yearly": "every six months",
        "cadence.yearly": "every year",
        "channel.voice": "Phone",
        "channel.chat": "Chat",
        "channel.email": "E-mail",
        "channel.sms": "Text message",
        "channel.social": "Social media",
        "channel.in_person": "In person",
        "direction.inbound": "Inbound",
        "direction.outbound": "Outbound",
        "direction.both": "Inbound and outbound",
        "direction.internal": "Internal",
        "change.first_version": "First version",
        "change.editorial": "Editorial",
        "change.wording": "Wording",
        "change.procedure": "Procedure",
        "change.script": "Script",
        "change.disclosure": "Disclosure",
        "change.escalation": "Escalation",
        "change.control": "Control data",
        # Pages
        "page.purpose": "Purpose and scope",
        "page.covers": "This SOP covers",
        "page.does_not_cover": "It does not cover",
        "page.background": "Roles, tools, and definitions",
        "page.roles": "Roles",
        "page.tools": "Tools",
        "page.definitions": "Definitions",
        "page.techniques": "Techniques",
        "page.objections": "What the customer may say",
        "page.phrases": "Say this, not that",
        "page.scripts": "Scripts",
        "page.checklists": "Checklists",
        "page.templates": "Messages",
        "page.escalations": "When to escalate",
        "page.metrics": "Metrics",
        "page.scorecard": "Scorecard",
        "page.quiz": "Check yourself",
        "page.related": "Related SOPs",
        "page.control": "Control and history",
        "page.this_version": "This version",
        "page.approvals": "Approvals",
        "page.history": "Revision history",
        "page.regulations": "Regulations it serves",
        "page.ask_role": "Ask: {role}",
        "page.on_this_page": "On this page",
        "page.not_approved": "Not approved: do not use it with customers.",
        "page.overdue": "overdue",
        "page.new": "New",
        "page.card": "Card, {size} (PDF)",
        "page.check_card": "Check a printed card",
        "page.dialer_file": "Script for the dialer (JSON)",
        "page.edit": "Edit this SOP",
        "page.suggest": "Suggest a change",
        "page.copied": "Link copied",
        "page.must": "Must",
        "page.note": "Note",
        "page.warning": "Warning",
        "page.caution": "Caution",
        "page.say_exactly": "Say exactly",
        "page.limit": "Where the line is",
        "page.ask": "Ask",
        "page.then": "Then",
        "page.avoid": "Avoid",
        "page.say": "Say",
        "page.instead_of": "Instead of",
        "page.why": "Why",
        "page.start": "Start",
        "page.no_answer": "No answer, or none of these",
        "page.otherwise": "Otherwise",
        "page.note_down": "Write down",
        "page.depends_on": "Depends on",
        "page.go_on_with": "Go on with the script",
        "page.record": "Record",
        "page.subject": "Subject",
        "page.criterion": "Criterion",
        "page.look_for": "Look for",
        "page.weight": "Points",
        "page.auto_fail": "Auto-fail",
        "page.pass_mark": "{points} points pass",
        "page.correct": "Right:",
        "page.see_step": "It stands in step",
        "page.review": "Review",
        "page.last_review": "last on",
        "page.no_history": "No history available",
        "page.dirty": "uncommitted changes",
        "page.date": "Date",
        "page.role": "Role",
        "page.change": "Change",
        # Library pages
        "nav.home": "Home",
        "nav.reference": "Reference",
        "nav.guide": "Help",
        "home.search": "Search steps, words, and scripts",
        "home.areas": "Areas",
        "home.sops_one": "1 SOP",
        "home.sops": "{count} SOPs",
        "home.recent": "Recently changed",
        "home.customer_says": "What does the customer say?",
        "home.all_customer_says": "All customer words",
        "home.customer_intro": "Pick the words you hear to open the answer.",
        "home.also_called": "People also look for this as",
        "area.empty": "No SOP is published in this area yet.",
        "glossary.title": "Glossary",
        "glossary.intro": "The words of the trade, the roles, and the tools.",
        "glossary.terms": "Terms",
        "glossary.also": "Also:",
        "dispositions.title": "Dispositions",
        "dispositions.intro": "How a contact ends, and the code to record.",
        "dispositions.contact": "customer reached",
        "dispositions.sale": "counts as a sale",
        "dispositions.do_not_call": "never call again",
        "dispositions.callback": "another contact is due",
        "dispositions.completed": "case closed",
        "category.success": "Goal reached",
        "category.follow_up": "Follow up",
        "category.not_interested": "Not interested",
        "category.no_contact": "No contact",
        "category.service": "Service",
        "category.compliance": "Compliance",
        "category.problem": "Problem",
        "regulations.title": "Regulations and exact words",
        "regulations.intro": "Guidance, not legal advice. The named role decides.",
        "regulations.steps": "Steps that serve it",
        "regulations.disclosures": "Words to be said exactly",
        "regulations.write_down": "Write down:",
        "stub.title": "{title} (retired)",
        "stub.gone": "This SOP is retired. Do not use it.",
        "stub.successor": "Use this one instead:",
        "check.title": "Is this card still valid?",
        "check.current": "This card is up to date.",
        "check.outdated": "This card is outdated. Print the current one.",
        "check.retired": "This SOP is retired. Throw the card away.",
        "check.unknown": "Compare your card with these two lines.",
        "check.your_card": "Your card",
        "check.current_version": "Current version",
        "check.open": "Open the SOP",
        "size.a4": "A4",
        "size.letter": "Letter",
        "severity.1": "Critical",
        "severity.2": "High",
        "severity.3": "Medium",
        "severity.4": "Low",
        "path.service": "Service",
        "path.technical": "Technical",
        "path.billing": "Billing",
        "path.legal": "Legal",
        "path.abuse": "Abuse",
        "path.safety": "Safety",
    },
}
"""The catalog; English is complete, other languages may be partial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strings:
    """The catalog in one language; call it with a key.

    Attributes:
        language: The tag asked for, such as ``en-US``; goes into ``lang``.
        direction: ``ltr`` or ``rtl``; goes into ``dir``.
    """

    language: str
    direction: str
    entries: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the words of a key, with values put in; plain text, not HTML."""
        words = self.entries[key]
        return words.format(**values) if values else words


def strings_for(language: str | None) -> Strings:
    """Return the catalog for a language tag; what it lacks stays English."""
    tag = language or DEFAULT_LANGUAGE
    base = tag.split("-", maxsplit=1)[0].casefold()
    return Strings(
        language=tag,
        direction="rtl" if base in RIGHT_TO_LEFT else "ltr",
        entries={**STRINGS[DEFAULT_LANGUAGE], **STRINGS.get(base, {})},
    )
