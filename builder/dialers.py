"""Dialers: every format that a call script is exported to, and what it can hold.

The one list of formats: settings, checks, the commands, the docs and the tests read it.
Figures are each maker's own, as the page of the format under ``docs/dialers`` says.
"""

from dataclasses import dataclass
from enum import StrEnum

NEUTRAL = "sop-dialer"
"""Our own format, from which all others are made; the one that the site links."""


class Loops(StrEnum):
    """What a format makes of a way that leads back."""

    KEPT = "kept"
    UNROLLED = "unrolled"


class Verified(StrEnum):
    """How far an export was tried by programs that are not ours, strongest first."""

    RUN = "run by an independent program"
    READ = "read back by an independent program"
    STRUCTURE = "structure-checked only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialer:
    """A format, and what it can express.

    Attributes:
        title: What people call the target.
        exporter: Where the function that exports a script stands: ``module:name``.
        extension: What the name of the exported file ends with.
        loops: Whether a way back stays one, or is written out once and then told.
        collects: It can ask for a value and keep it.
        branches: It can go on by what a field holds.
        goes: It can go on in another script; where not, the export names the script.
        max_nodes: The largest number of nodes of a script; None without a limit.
        max_bytes: The largest size of one exported file.
        verified: How far the exports were tried.
        verified_by: The programs that did.
        page: The hand-written page about it, below ``docs/dialers/``.
    """

    title: str
    exporter: str
    extension: str
    loops: Loops = Loops.KEPT
    collects: bool = True
    branches: bool = True
    goes: bool = False
    max_nodes: int | None = None
    max_bytes: int | None = None
    verified: Verified
    verified_by: str
    page: str


DIALERS: dict[str, Dialer] = {
    NEUTRAL: Dialer(
        title="Neutral dialer JSON",
        exporter="builder.outputs.dialer.neutral:export",
        extension="json",
        goes=True,
        verified=Verified.READ,
        verified_by="check-jsonschema",
        page="../dialer-scripts.md",
    ),
    "scxml": Dialer(
        title="W3C SCXML",
        exporter="builder.outputs.dialer.scxml:export",
        extension="scxml",
        verified=Verified.RUN,
        verified_by="python-statemachine, @scion-scxml/scxml",
        page="scxml.md",
    ),
    "xstate": Dialer(
        title="XState 5 JSON",
        exporter="builder.outputs.dialer.xstate:export",
        extension="json",
        verified=Verified.RUN,
        verified_by="xstate",
        page="xstate.md",
    ),
    "connect-guide": Dialer(
        title="Amazon Connect agent guide",
        exporter="builder.outputs.dialer.connect_guide:export",
        extension="json",
        goes=True,
        max_nodes=249,
        max_bytes=256_000,
        verified=Verified.READ,
        verified_by="connect-flow, cxblueprint",
        page="amazon-connect.md",
    ),
    "connect-phone": Dialer(
        title="Amazon Connect phone menu",
        exporter="builder.outputs.dialer.connect_phone:export",
        extension="json",
        goes=True,
        max_nodes=249,
        max_bytes=256_000,
        verified=Verified.RUN,
        verified_by="chime-sma-translator, connect-flow, cxblueprint",
        page="amazon-connect.md",
    ),
    "connect-cloudformation": Dialer(
        title="Amazon Connect agent guide as a CloudFormation template",
        exporter="builder.outputs.dialer.connect_cloudformation:export",
        extension="json",
        goes=True,
        max_nodes=249,
        max_bytes=1_048_576,
        verified=Verified.READ,
        verified_by="cfn-lint",
        page="amazon-connect.md",
    ),
    "salesforce": Dialer(
        title="Salesforce screen flow",
        exporter="builder.outputs.dialer.salesforce:export",
        extension="flow-meta.xml",
        goes=True,
        verified=Verified.READ,
        verified_by="TypeScript with @salesforce/types, lightning-flow-scanner-core",
        page="salesforce.md",
    ),
    "genesys": Dialer(
        title="Genesys Cloud script",
        exporter="builder.outputs.dialer.genesys:export",
        extension="json",
        verified=Verified.STRUCTURE,
        verified_by="the shapes of two exports by the maker",
        page="genesys.md",
    ),
    "surveyjs": Dialer(
        title="SurveyJS form",
        exporter="builder.outputs.dialer.surveyjs:export",
        extension="json",
        loops=Loops.UNROLLED,
        verified=Verified.RUN,
        verified_by="survey-core and its linter",
        page="surveyjs.md",
    ),
    "ink": Dialer(
        title="Ink story, for rehearsal",
        exporter="builder.outputs.dialer.ink:export",
        extension="ink",
        verified=Verified.RUN,
        verified_by="inkjs",
        page="ink.md",
    ),
    "vicidial": Dialer(
        title="VICIdial",
        exporter="builder.outputs.dialer.vicidial:export",
        extension="html",
        collects=False,
        branches=False,
        max_bytes=65_535,
        verified=Verified.READ,
        verified_by="jsdom, by VICIdial's rules",
        page="vicidial.md",
    ),
    "goautodial": Dialer(
        title="GOautodial",
        exporter="builder.outputs.dialer.goautodial:export",
        extension="json",
        collects=False,
        branches=False,
        max_bytes=65_535,
        verified=Verified.READ,
        verified_by="jsdom, by GOautodial's rules",
        page="vicidial.md",
    ),
    "csv": Dialer(
        title="CSV, one row per node",
        exporter="builder.outputs.dialer.node_table:export",
        extension="csv",
        goes=True,
        verified=Verified.READ,
        verified_by="Python's csv module",
        page="csv-markdown.md",
    ),
    "markdown": Dialer(
        title="Markdown, one section per node",
        exporter="builder.outputs.dialer.markdown_page:export",
        extension="md",
        goes=True,
        verified=Verified.READ,
        verified_by="markdown-it-py",
        page="csv-markdown.md",
    ),
}
"""Every format by the name that ``--to`` and ``[tool.sop] dialers`` use."""
