"""The words that synthetic SOPs are made of: sentences with slots, and what fits in.

A sentence is written with ``{slots}``; ``Words`` fills them from the lists below, so
that a thousand SOPs use a realistic vocabulary and no two read the same.
"""

from random import Random

AREAS = (
    ("billing", "BIL", "Billing"),
    ("bookings", "BOO", "Bookings"),
    ("complaints", "CMP", "Complaints"),
    ("contracts", "CTR", "Contracts"),
    ("deliveries", "DEL", "Deliveries"),
    ("devices", "DEV", "Devices"),
    ("field-service", "FSV", "Field service"),
    ("fraud", "FRD", "Fraud prevention"),
    ("identity", "IDT", "Identity and access"),
    ("insurance", "INS", "Insurance"),
    ("loyalty", "LOY", "Loyalty"),
    ("moves", "MOV", "Moves"),
    ("welcome", "WLC", "Welcome"),
    ("outages", "OUT", "Outages"),
    ("payments", "PAY", "Payments"),
    ("renewals", "REN", "Renewals"),
    ("returns", "RET", "Returns"),
    ("sales", "SAL", "Sales"),
    ("subscriptions", "SUB", "Subscriptions"),
    ("surveys", "SUR", "Surveys"),
)
"""Folder, code and title of every area."""

SLOTS: dict[str, tuple[str, ...]] = {
    "matter": (
        "a late refund",
        "a lost parcel",
        "a double charge",
        "a change of address",
        "a failed payment",
        "a broken router",
        "a missed visit",
        "an upgrade",
        "a cancellation",
        "a wrong invoice",
        "a damaged delivery",
        "a locked account",
        "a price question",
        "a new contract",
        "a callback request",
        "a name change",
        "a slow connection",
        "a missing voucher",
        "a warranty claim",
        "a card renewal",
        "an early exit",
        "a duplicate order",
        "a meter reading",
        "a paused plan",
    ),
    "record": (
        "the account history",
        "the open case",
        "the last invoice",
        "the order status",
        "the delivery notes",
        "the contract dates",
        "the payment plan",
        "the contact log",
        "the device list",
        "the consent record",
        "the booking calendar",
        "the stock level",
    ),
    "system": (
        "the CRM",
        "the help desk",
        "the billing view",
        "the order screen",
        "the knowledge base",
        "the booking tool",
        "the payment page",
        "the case form",
    ),
    "moment": (
        "before you promise anything",
        "while the customer is on the line",
        "before the end of the call",
        "as soon as the caller is verified",
        "after the first question",
        "before you change the record",
        "once the amount is clear",
        "when the customer agrees",
    ),
    "party": (
        "the account holder",
        "a family member",
        "a business partner",
        "the landlord",
        "a new customer",
        "a long-standing customer",
        "a third party",
        "the driver",
    ),
    "team": (
        "the billing team",
        "the field team",
        "the retention team",
        "the logistics desk",
        "the technical desk",
        "the fraud desk",
        "the renewals team",
        "the quality team",
    ),
    "result": (
        "a clear date",
        "a written answer",
        "a new appointment",
        "a full refund",
        "a credit on the next bill",
        "a replacement",
        "a short summary",
        "a case number",
    ),
    "feeling": (
        "upset",
        "in a hurry",
        "unsure",
        "surprised",
        "disappointed",
        "confused",
        "worried",
        "tired of waiting",
    ),
    "span": ("two minutes", "one hour", "the same day", "two business days", "a week"),
}
"""What may stand in each slot."""

INSTRUCTIONS = (
    ("open-record", "Open {record} in {system} {moment}."),
    ("name-matter", "Say in one sentence that this is about {matter}."),
    ("confirm-caller", "Confirm that you are speaking with {party}."),
    (
        "listen-first",
        "Let the customer finish, then repeat {matter} in your own words.",
    ),
    ("check-dates", "Compare {record} with what the customer says about {matter}."),
    ("offer-way", "Offer {result} if {record} shows that we caused it."),
    ("ask-team", "Ask {team} in the internal chat {moment}."),
    ("note-facts", "Write the facts about {matter} into {system}."),
    ("agree-next", "Agree on {result} and repeat the date."),
    ("set-reminder", "Set a reminder for {span} after the call."),
    ("close-case", "Close the case only when the customer has {result}."),
    ("send-summary", "Send a summary of {matter} {moment}."),
    ("check-consent", "Check the consent record {moment}."),
    ("explain-cost", "Explain what {matter} costs and what it does not."),
)
"""Ids and sentences of steps."""

REASONS = (
    "Customers who hear {result} early call back less often.",
    "Without {record}, {team} would have to ask everything again.",
    "Somebody who is {feeling} needs to hear that {matter} is taken seriously.",
    "A promise about {matter} binds us, even if nobody wrote it down.",
)
LINES = (
    "I can see {record} here, and I understand that this is about {matter}.",
    "Thank you for telling me. Let me look at {record} while we talk.",
    "You will have {result} within {span}. Is that all right for you?",
    "I am sorry that you had to call about {matter}. Here is what I can do now.",
    "May I repeat it, so that nothing is lost: {matter}, and you would like {result}.",
)
WARNINGS = (
    "Do not tell {party} anything about {record} without a check of identity.",
    "Never promise {result} for {matter} without {team}.",
    "If the customer is {feeling}, do not read from the screen.",
)
OBJECTIONS = (
    ("waited-too-long", "I have waited too long", "I have been waiting for weeks"),
    ("costs-too-much", "It costs too much", "That is more than I wanted to pay"),
    ("not-my-fault", "It was not my fault", "Why should I pay for your mistake?"),
    ("told-before", "I told you before", "I already explained this to two people"),
)
REPLIES = (
    "I hear you: {matter} must not take that long. Let me find {result} for you.",
    "That is fair. Let us look at {record} together and see where it went wrong.",
)
TRIGGERS = (
    "The customer asks for a decision about {matter} that only {team} can take.",
    "{matter} comes up for the third time in one month.",
    "The customer threatens to go public with {matter}.",
)


class Words:
    """Fills sentences, always in the same way for the same seed.

    Args:
        seed: Any text; equal texts give equal sentences in equal order.
    """

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)

    def fill(self, sentence: str) -> str:
        """Return a sentence with every slot filled, its first letter a capital."""
        chosen = {slot: self.random.choice(options) for slot, options in SLOTS.items()}
        text = sentence.format(**chosen)
        return text[0].upper() + text[1:]

    def one(self, sentences: tuple[str, ...]) -> str:
        """Return one of several sentences, filled."""
        return self.fill(self.random.choice(sentences))

    def several(self, sentences: tuple[str, ...], count: int) -> list[str]:
        """Return some of several sentences, filled, each used once."""
        return [self.fill(s) for s in self.random.sample(sentences, count)]
