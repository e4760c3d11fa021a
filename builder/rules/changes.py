"""Rules of family: Lifecycle, versions, approval (5xx): what a change asks for.

They need two versions, so only ``sop check --against`` finds them.
"""

from builder.diagnostics import Rule, Severity

VERSION_NOT_RAISED = Rule(
    code="SOP530",
    title="An SOP was changed and kept its version",
    why="One version would name two texts; nobody could tell which one was followed.",
    fix="raise 'version', and say in 'revision_history' what changed and why",
)
VERSION_RAISED_TOO_LITTLE = Rule(
    code="SOP531",
    title="The version was raised too little for what changed",
    why="Readers see from the version whether to read again; a patch hides a new duty.",
    fix="raise the number that the message names, and set those behind it to 0",
)
HISTORY_DOES_NOT_NAME = Rule(
    code="SOP532",
    title="The revision history does not name a kind of change",
    why="Agents, trainers and auditors read the history, not the files.",
    fix="add the kind to 'changes' of the newest entry, and tell it in 'what'",
)
HISTORY_REWRITTEN = Rule(
    code="SOP533",
    title="The history of an older version was changed",
    why="What an auditor was told must not change behind their back.",
    fix="put the old entry back; correct it in an entry of a new version",
)
VERSION_USED_BEFORE = Rule(
    code="SOP534",
    title="The version was used before for other words",
    why="One version would name two texts; nobody could tell which one was followed.",
    fix="choose a version that is higher than every one before",
)
ID_USED_BEFORE = Rule(
    code="SOP535",
    title="The id or number belonged to another SOP",
    why="Old links, cards and notes would lead to the wrong procedure.",
    fix="choose an id and a number that were never used",
)
ID_CHANGED = Rule(
    code="SOP536",
    title="An SOP has a new id or number",
    severity=Severity.WARNING,
    why="Links, printed cards and exports name the old one, and lead nowhere.",
    fix="put the old one back; the title may change, an id stays",
)
DELETED_WHILE_IN_FORCE = Rule(
    code="SOP537",
    title="An SOP was deleted and not retired",
    why="Whoever holds its card or follows a link would not learn that it ended.",
    fix="put the file back with status: retired and a successor",
)
ROLE_MISSING = Rule(
    code="SOP538",
    title="A role that has to approve the change has not",
    why="Some changes are not for one role to decide, disclosures above all.",
    fix="have the role run `sop approve <id> --as <role>`, or set status: in_review",
)
SIGNED_BY_AUTHOR = Rule(
    code="SOP539",
    title="Whoever wrote the change approved it",
    why="Four eyes see what two do not; an approval of one's own words proves nothing.",
    fix="have somebody else run `sop approve` and commit it",
)
APPROVAL_MOVED = Rule(
    code="SOP540",
    title="The approval of a version was put under other words",
    why="People work by what was approved; the same version must not come to say more.",
    fix="put the old fingerprint back, raise the version, and have that approved",
)
UNREAD_BEFORE = Rule(
    code="SOP541",
    title="The version before cannot be read, so nobody can say what changed",
    severity=Severity.WARNING,
    why="A file that was broken once could come back with any words.",
    fix="compare with a revision at which the file had no mistakes",
)
