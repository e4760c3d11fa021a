"""One way to break each path rule of the library: an edit of a script that ships.

One row per rule, shared or a script's own: the rule, the script, the words that are
edited (they stand once in the script), what stands there then, and the node at which
the shortest call that breaks the rule is at its last. A rule that no edit can break is
not worth having.
"""

from typing import NamedTuple


class Break(NamedTuple):
    """An edit of a script that breaks a rule."""

    rule: str
    script: str
    before: str
    after: str
    last_node: str


BREAKS = (
    Break(
        "price-before-consent",
        "outbound-contact/sales_call",
        'label: Sounds good\n            key: "1"\n            goto: terms',
        'label: Sounds good\n            key: "1"\n            goto: consent',
        "outbound-contact/sales_call/sale",
    ),
    Break(
        "clear-yes-before-sale",
        "outbound-contact/sales_call",
        'Not sure yet, key: "3", goto: email_offer}\n        default: email_offer',
        'Not sure yet, key: "3", goto: email_offer}\n        default: sale',
        "outbound-contact/sales_call/sale",
    ),
    Break(
        "no-ends-the-offer",
        "objection-handling/price_objection",
        '{label: "No", key: "3", goto: kind_no}\n        default: later_day',
        '{label: "No", key: "3", goto: whole_price}\n        default: later_day',
        "objection-handling/price_objection/whole_price",
    ),
    Break(
        "no-pressure",
        "outbound-contact/sales_call",
        "Here is the whole picture.",
        "This is a limited time offer.",
        "outbound-contact/sales_call/terms",
    ),
    Break(
        "caller-named-first",
        "lead-response/first_contact",
        'on: customer.is_good_time\n        cases:\n          - {equals: "yes",',
        "on: lead.source\n        cases:\n          - {equals: missed call,",
        "lead-response/first_contact/kind_no",
    ),
    Break(
        "new-person-hears-who-calls",
        "outbound-contact/renewal",
        '{label: Passes the phone on, key: "2", goto: greet_again}',
        '{label: Passes the phone on, key: "2", goto: good_time}',
        "outbound-contact/renewal/by_identity",
    ),
    Break(
        "message-says-who-called",
        "call-handling/voicemail",
        "disclosures: [caller-identification]\n        say: >-\n          This message",
        "say: >-\n          This message",
        "call-handling/voicemail/message_left",
    ),
    Break(
        "text-needs-a-yes",
        "booking-appointments/booking",
        "May I send you one text message the day before?",
        "We remind you the day before.",
        "booking-appointments/booking/booked",
    ),
    Break(
        "stop-is-acknowledged",
        "missed-calls/missed_call_callback",
        '{label: Stop calling, key: "4", goto: stop_calls}',
        '{label: Stop calling, key: "4", goto: settled_elsewhere}',
        "missed-calls/missed_call_callback/settled_elsewhere",
    ),
    Break(
        "dnc-is-acknowledged",
        "outbound-contact/feedback_survey",
        "trouble. Goodbye.\n        disclosures: [do-not-call-acknowledgement]",
        "trouble. Goodbye.",
        "outbound-contact/feedback_survey/do_not_call",
    ),
    Break(
        "acknowledged-is-recorded",
        "objection-handling/price_objection",
        "disposition: DNC",
        "disposition: NOTINT",
        "objection-handling/price_objection/stop_calls",
    ),
    Break(
        "nothing-after-stop",
        "revenue-recovery/unsold_estimate",
        "say: I'm sorry to have bothered you. Goodbye.",
        "say: One more word about {{ offer.name }} before I go.",
        "revenue-recovery/unsold_estimate/do_not_call",
    ),
    Break(
        "notice-before-the-matter",
        "revenue-recovery/canceled_appointment",
        '{label: Not in, key: "2", goto: not_in}',
        '{label: Not in, key: "2", goto: callback_day}',
        "revenue-recovery/canceled_appointment/callback_time",
    ),
    Break(
        "notice-on-every-talk",
        "missed-calls/missed_call_callback",
        "disclosures: [recording-notice]\n        note: If the caller",
        "note: If the caller",
        "missed-calls/missed_call_callback/settled_elsewhere",
    ),
    Break(
        "no-card-data",
        "inbound-contact/billing_question",
        "into: payment.amount",
        "into: payment.card_number",
        "inbound-contact/billing_question/explain",
    ),
    Break(
        "no-card-words",
        "inbound-contact/billing_question",
        "Please don't tell me any card number.",
        "Please read out the card to me.",
        "inbound-contact/billing_question/which_charge",
    ),
    Break(
        "account-stays-closed",
        "outbound-contact/renewal",
        "default: verify_first",
        "default: review",
        "outbound-contact/renewal/review",
    ),
    Break(
        "plan-changes-after-check",
        "cross-sell-up-sell/plan_upgrade",
        '{label: Wants to hear it, key: "1", goto: checked}',
        '{label: Wants to hear it, key: "1", goto: how_often}',
        "cross-sell-up-sell/plan_upgrade/upgraded",
    ),
    Break(
        "message-tells-nothing",
        "call-handling/voicemail",
        "This message is for {{ customer.first_name }}.",
        "I have news for {{ customer.first_name }} about {{ case.summary }}.",
        "call-handling/voicemail/message_left",
    ),
    Break(
        "others-learn-nothing",
        "revenue-recovery/unsold_estimate",
        "say: Thank you. On which day is",
        "say: I have a price for {{ offer.name }}. On which day is",
        "revenue-recovery/unsold_estimate/not_in",
    ),
    Break(
        "callback-has-a-day",
        "outbound-contact/feedback_survey",
        "goto: callback_date\n            records:",
        "goto: callback_time\n            records:",
        "outbound-contact/feedback_survey/callback_end",
    ),
    Break(
        "callback-has-a-time",
        "call-handling/voicemail",
        "next: easiest_time",
        "next: callback_planned",
        "call-handling/voicemail/callback_planned",
    ),
    Break(
        "promise-has-a-date",
        "booking-appointments/booking",
        "hear from us by {{ case.due_date }} in any case.",
        "hear from us in any case.",
        "booking-appointments/booking/listed",
    ),
    Break(
        "in-writing-within-the-hour",
        "revenue-recovery/win_back",
        "You'll get everything in writing within the\n          hour.",
        "You'll get everything in writing soon.",
        "revenue-recovery/win_back/back_again",
    ),
    Break(
        "only-the-customer-says-no",
        "outbound-contact/sales_call",
        "next: callback_time\n        default: lost_line",
        "next: callback_time\n        default: clean_no",
        "outbound-contact/sales_call/clean_no",
    ),
    Break(
        "danger-is-escalated",
        "live-chat/chat_to_voice",
        "disposition: ESCAL",
        "disposition: INFO",
        "live-chat/chat_to_voice/danger",
    ),
    Break(
        "danger-is-not-left",
        "inquiries-and-complaints/complaint_intake",
        "I'm staying on the line with you. Tell me",
        "Please tell me",
        "inquiries-and-complaints/complaint_intake/danger",
    ),
    Break(
        "abuse-after-a-warning",
        "communication-standards/de_escalation",
        'key: "2", goto: warning}\n          - {label: Threat or self-harm',
        'key: "2", goto: end_abuse}\n          - {label: Threat or self-harm',
        "communication-standards/de_escalation/end_abuse",
    ),
    Break(
        "transfer-is-briefed",
        "call-handling/hold_and_transfer",
        'key: "1", goto: brief_colleague}\n          - {label: Cannot take it',
        'key: "1", goto: introduce}\n          - {label: Cannot take it',
        "call-handling/hold_and_transfer/handed_over",
    ),
    Break(
        "hold-after-asking",
        "call-handling/hold_and_transfer",
        "default: ask_hold",
        "default: start_hold",
        "call-handling/hold_and_transfer/start_hold",
    ),
    Break(
        "place-before-read-back",
        "outbound-contact/appointment_setting",
        "value: in person}\n        default: callback_date",
        "value: in person}\n        default: date",
        "outbound-contact/appointment_setting/confirm",
    ),
    Break(
        "place-before-read-back",
        "booking-appointments/booking",
        "visit at the customer's place}\n        default: callback_day",
        "visit at the customer's place}\n        default: timeline",
        "booking-appointments/booking/read_back",
    ),
    Break(
        "fee-with-a-clear-yes",
        "booking-appointments/booking",
        "default: callback_day\n      - id: reminder",
        "default: reminder\n      - id: reminder",
        "booking-appointments/booking/booked",
    ),
    Break(
        "yes-before-payment",
        "inbound-contact/billing_question",
        "default: pay_later\n      - id: explain_terms",
        "default: secure_payment\n      - id: explain_terms",
        "inbound-contact/billing_question/paid",
    ),
    Break(
        "consent-before-payment",
        "inbound-contact/billing_question",
        '{label: Pay today, key: "1", goto: consent}',
        '{label: Pay today, key: "1", goto: secure_payment}',
        "inbound-contact/billing_question/secure_payment",
    ),
    Break(
        "bill-after-check",
        "inbound-contact/billing_question",
        "default: to_identity",
        "default: which_charge",
        "inbound-contact/billing_question/explain",
    ),
    Break(
        "notice-on-the-phone",
        "live-chat/chat_to_voice",
        '{label: The customer, key: "1", goto: give_notice}',
        '{label: The customer, key: "1", goto: verified_in_chat}',
        "live-chat/chat_to_voice/sum_up",
    ),
    Break(
        "number-before-call",
        "live-chat/chat_to_voice",
        "next: permission",
        "next: call_made",
        "live-chat/chat_to_voice/call_made",
    ),
    Break(
        "told-before-deletion",
        "data-privacy-security/data_subject_request",
        '{label: Delete, key: "2", goto: explain_delete}',
        '{label: Delete, key: "2", goto: check_marker}',
        "data-privacy-security/data_subject_request/take_words",
    ),
    Break(
        "checked-or-said-so",
        "data-privacy-security/data_subject_request",
        "default: request_taken_unchecked",
        "default: request_taken",
        "data-privacy-security/data_subject_request/request_taken",
    ),
    Break(
        "one-option-only",
        "revenue-recovery/cancellation_save",
        '{label: Keep it, key: "2", goto: kept}',
        '{label: Keep it, key: "2", goto: pause_offer}',
        "revenue-recovery/cancellation_save/pause_offer",
    ),
    Break(
        "place-before-number",
        "emergency-and-crisis/threat_or_safety_call",
        "next: ask_place\n      - id: threat_what",
        "next: ask_number\n      - id: threat_what",
        "emergency-and-crisis/threat_or_safety_call/ask_number",
    ),
)
