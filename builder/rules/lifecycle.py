"""Rules of family: Lifecycle, versions, approval (5xx)."""

from builder.diagnostics import Rule, Severity

VERSION_NOT_NEWEST = Rule(
    code="SOP501",
    title="The version is not the newest of the revision history",
    why="Readers could not tell what changed in the version they read.",
    fix="add an entry for this version to 'revision_history', or correct 'version'",
)
VERSIONS_NOT_ASCENDING = Rule(
    code="SOP502",
    title="The versions of the revision history do not ascend",
    why="A version that was used twice names two texts.",
    fix="list versions oldest first, each higher than the one before",
)
DATES_NOT_IN_ORDER = Rule(
    code="SOP503",
    title="Dates are not in order",
    why="An auditor could not tell what was in force on a day.",
    fix="correct the date",
)
NOT_APPROVED = Rule(
    code="SOP504",
    title="An approved SOP has no approval for its version",
    why="Status is only a word; the approval is what an auditor asks for.",
    fix="run `sop approve <id> --as <role>`, or set status: in_review",
)
APPROVAL_DOES_NOT_FIT = Rule(
    code="SOP505",
    title="The SOP was changed after it was approved",
    why="Agents would follow words that nobody signed.",
    fix="raise the version and run `sop approve <id> --as <role>` again",
)
REVIEW_OVERDUE = Rule(
    code="SOP506",
    title="The review is overdue",
    severity=Severity.WARNING,
    why="Laws, products and policies change; a text nobody looks at goes stale.",
    fix="review the SOP and set review.last to the day of the review",
)
NO_SUCCESSOR = Rule(
    code="SOP507",
    title="A retired SOP names no successor",
    severity=Severity.WARNING,
    why="Whoever follows an old link or card would not know where to go.",
    fix="add 'successor: <id>' with the SOP that replaces it",
)
SUCCESSOR_OF_LIVE_SOP = Rule(
    code="SOP508",
    title="An SOP that is not retired names a successor",
    why="Two SOPs would both claim to be in force.",
    fix="set status: retired, or remove 'successor'",
)
APPROVAL_OF_UNKNOWN_VERSION = Rule(
    code="SOP509",
    title="An approval names a version that the revision history does not know",
    why="It cannot be told what was approved.",
    fix="correct the version of the approval, or add the missing history entry",
)
PLACEHOLDER = Rule(
    code="SOP510",
    title="A placeholder of a draft is still there",
    why="Agents would read what a template says instead of what to do.",
    fix="replace what stands between < and >, signs included, or remove the part",
)
VERSION_BEFORE_UNKNOWN = Rule(
    code="SOP521",
    title="What holds until the day of a new version cannot be told",
    severity=Severity.WARNING,
    why="The version before is in git; until the day, there is no card and no script.",
    fix="build where the whole history is: in CI, check out with fetch-depth: 0",
)
TWO_WORDINGS = Rule(
    code="SOP522",
    title="Shared words would be said in two ways on one day",
    why="One SOP has the new words, another still has the old ones approved with it.",
    fix="give both SOPs the same effective date",
)
OLDER_DOES_NOT_FIT = Rule(
    code="SOP523",
    title="The version in force does not fit the rest of the library",
    why="Until the next version's day, its links and scripts would lead to nothing.",
    fix="keep what it names until that day, or bring the day forward",
)
