"""An SOP with every block that a reader works with, and texts that mean harm."""

from tests.tiny import tiny_files

HOSTILE = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>"

WORKSHOP = """\
schema: 1
id: workshop
number: SOP-CON-003
title: Workshop
summary: Every block that a reader works with.
status: approved
version: 1.0.0
effective: 2026-03-01
owner: team-lead
review: {cadence: yearly, last: 2026-03-01}
channels: [voice]
direction: outbound
purpose: To be worked with.
scope:
  covers: [Everything]
procedure:
  - id: work
    title: Work
    steps:
      - {id: begin, do: Begin with a smile.}
      - {id: finish, do: Finish on time.}
objections:
  - {id: price, title: Too expensive, customer_says: ["It's too much", Is that señor rate?], reply: A fair price matters.}
  - {id: time, title: No time, customer_says: [I'm busy], reply: Which hour suits you?}
  - {id: partner, title: Ask first, customer_says: [My partner decides], reply: Decide together.}
  - {id: paper, title: In writing, customer_says: [Send me an e-mail], reply: Gladly., ask: Which address?}
  - {id: hostile, title: 'HOSTILE', customer_says: ['HOSTILE'], reply: 'HOSTILE'}
checklists:
  - id: daily
    title: Daily checklist
    when: Before the first call
    items:
      - {id: headset, do: Test the **headset**., step: work.begin}
      - {id: water, do: 'HOSTILE'}
      - {id: smile, do: Smile.}
templates:
  - id: thanks
    title: Thanks
    channel: email
    subject: "Thank you, {{ customer.first_name }}"
    body: |
      Hello {{ customer.first_name }},

      - **read** [our page](https://www.example.org/help) & reply
      - or call [the desk](tel:+15550100)

      HOSTILE
scorecard:
  id: quality
  title: Quality
  pass_mark: 80
  criteria:
    - {id: opening, title: '=1+1', look_for: Name within 10 seconds., weight: 50, step: work.begin}
    - {id: listening, title: 'HOSTILE', look_for: Lets the customer finish., weight: 30}
    - {id: closing, title: "Closing, with thanks", look_for: Says thank you., weight: 20}
    - {id: notice, title: Notice, look_for: The notice was said., auto_fail: true}
quiz:
  - id: first
    question: What comes first?
    step: work.begin
    answers:
      - {text: A smile, correct: true, feedback: Right. Always.}
      - {text: A sigh, feedback: Nobody likes that.}
  - id: hostile
    question: 'HOSTILE'
    step: work.finish
    answers:
      - {text: 'HOSTILE', correct: true, feedback: 'HOSTILE'}
      - {text: Nothing}
  - id: many
    question: What ends a call well?
    step: work.finish
    answers:
      - {text: Thanks, correct: true}
      - {text: The next step, correct: true}
      - {text: Silence}
revision_history:
  - {version: 1.0.0, date: 2026-03-01, role: team-lead, change: first_version, what: First version., why: There was none.}
"""  # noqa: E501 - one block, one line


def workshop_files() -> dict[str, str]:
    """Return the tiny project's files with the workshop among its SOPs."""
    quoted = HOSTILE.replace("'", "''")
    lines = [
        line.replace("HOSTILE", HOSTILE if line.strip() == "HOSTILE" else quoted)
        for line in WORKSHOP.splitlines()
    ]
    return {**tiny_files(), "sop/contact/workshop.yaml": "\n".join(lines) + "\n"}
