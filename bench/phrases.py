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

SENTENCES = {
    "script": "From the first hello to {result}, with a way out at every question.",
    "good_time": "Do you have {span} to talk about {matter}, or is later better?",
    "need": "Did I get it right that it is about {matter}, or something else?",
    "decide": "Shall I set up {result} for you now, or do you want to think first?",
    "collect": "What may I write down about {matter}? Take all the time you need.",
    "day": "Which day suits you for {matter}, and at what time?",
    "end": "Thank you for your time today. You will hear from {team} about {matter}.",
    "covers": "Contacts with {party} about {matter}, by phone and by chat.",
    "does_not_cover": "Questions about {matter} that only {team} may answer.",
    "duty": "Decides about {matter} when {party} is {feeling}.",
    "tool": "Find {record} {moment}, and keep it open until the end.",
    "related": "Leads on to {result} when {party} comes back.",
    "change": "First version, from {matter} to {result}, for {party} and {team}.",
    "summary": "How to bring {matter} to {result} with {party}, and what to note.",
    "then": "Ask {team} in the internal chat and tell the customer what you do.",
    "complaint": "I am {feeling} about {matter}, and nobody calls me back",
    "hand_over": "Tell {team} about {matter} in two sentences, and stay on the line.",
    "first_look": "Look at {record} in {system}, and note what is missing.",
}
"""Sentences that stand in one place, by a name for it."""

GREETING = "Hello, {{ customer.first_name }}, and thank you for taking the call today."
FOLLOW_UP = "Would that help you for now, {{ customer.first_name }}, or is there more?"

INSTRUCTIONS = (
    ("open-record", "Open {record} in {system} {moment}, and read it."),
    ("name-matter", "Say in one sentence that this is about {matter} with {party}."),
    ("confirm-caller", "Confirm that you speak with {party}, and note how you know."),
    (
        "listen-first",
        "Let the customer finish, then repeat {matter} in your own words and wait.",
    ),
    ("check-dates", "Compare {record} with what the customer says about {matter}."),
    ("offer-way", "Offer {result} if {record} shows that we caused {matter}."),
    ("ask-team", "Ask {team} in the internal chat, and give the case number."),
    ("note-facts", "Write the facts about {matter} into {system}, without a judgment."),
    ("agree-next", "Agree on {result}, repeat the date, and name who is in charge."),
    ("set-reminder", "Set a reminder for {span} after the call, and name {matter}."),
    ("close-case", "Close the case in {system} only when the customer has {result}."),
    ("send-summary", "Send a summary of {matter} in at most five sentences."),
    ("check-consent", "Check the consent record in {system} {moment}."),
    ("explain-cost", "Explain what {matter} costs, and what it does not, {moment}."),
)
"""Ids and sentences of steps."""

REASONS = (
    "Customers who get {result} early call back less often, which helps {team}.",
    "Without {record}, {team} would have to ask everything again.",
    "Somebody who is {feeling} needs to hear that we take {matter} seriously.",
    "A promise about {matter} binds us, even if nobody wrote it down in {system}.",
)
LINES = (
    "I can see {record} here, and I understand that this is about {matter}.",
    "Thank you for telling me. Let me look at {record} while we talk.",
    "You will have {result} within {span}. Is that all right for you?",
    "I am sorry that you had to call about {matter}. Here is what I can do.",
    "May I repeat it, so that nothing is lost: {matter}, and then {result}.",
)
WARNINGS = (
    "Do not tell {party} anything about {record} without a check of identity.",
    "Never promise {result} for {matter} without the word of {team}.",
    "If the customer is {feeling}, do not read from the screen; talk freely.",
)
OBJECTIONS = (
    ("waited-too-long", "I have waited too long", "I have been waiting for weeks"),
    ("costs-too-much", "It costs too much", "That is more than I wanted to pay"),
    ("not-my-fault", "It was not my fault", "Why should I pay for your mistake?"),
    ("told-before", "I told you before", "I already explained this to two people"),
)
REPLIES = (
    "I hear you: {matter} must not take that long. Let me find {result}.",
    "That is fair. Let us look at {record} together and see where it went wrong.",
)
TRIGGERS = (
    "The customer asks for a word on {matter} that only {team} may say.",
    "{matter} comes up for the third time in one month, or {party} is {feeling}.",
    "The customer threatens to go public with {matter}, or names a lawyer.",
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
