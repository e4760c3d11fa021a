"""The catalog of rules: every diagnostic code, what it means and what to do."""

from builder.diagnostics import Rule
from builder.rules import (
    cards,
    changes,
    environment,
    exports,
    lifecycle,
    references,
    schema,
    scripts,
    source,
    wording,
)

FAMILIES: dict[str, str] = {
    "1": "YAML",
    "2": "Schema",
    "3": "Identity and references",
    "4": "Scripts",
    "5": "Lifecycle, versions, approval",
    "6": "Wording",
    "7": "Cards",
    "8": "Exports",
    "9": "Environment and limits",
}
"""Names of the rule families by the first digit of their codes."""

RULES: dict[str, Rule] = {
    rule.code: rule
    for family in (
        source,
        schema,
        references,
        scripts,
        lifecycle,
        changes,
        wording,
        cards,
        exports,
        environment,
    )
    for rule in vars(family).values()
    if isinstance(rule, Rule)
}
"""Every rule by its code."""
