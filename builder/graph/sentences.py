"""Path rules as sentences, for people who did not write them."""

from builder.model.proof import Moment, PathRule

MOST_NAMES = 3
"""So many names are told in a sentence; who reads it has the rule at hand."""

_SENTENCES = {
    "says": "{} is said",
    "shows": "{} is told",
    "collects": "{} is asked for",
    "passes": "the call comes to {}",
    "answers": "the customer answers {}",
    "words": "a line holds {}",
}


def moment_words(moment: Moment) -> str:
    """Return a moment in words, such as ``'recording-notice' is said``."""
    named = [
        sentence.format(_one_of(names))
        for kind, sentence in _SENTENCES.items()
        if (names := getattr(moment, kind))
    ]
    known = [f"'{one.field}' is known to be '{one.value}'" for one in moment.knows]
    return " or ".join((*named, *known))


_WAYS_OUT = {
    "says": "put `disclosures: [{}]` on a node that comes first",
    "collects": "ask for '{}' in a node that comes first",
    "shows": "say '{{{{ {} }}}}' in a line that comes first",
    "words": "say “{}” in a line that comes first",
    "passes": "lead the call through '{}' first",
    "answers": "let the customer answer '{}' first",
}


def way_out(rule: PathRule) -> str:
    """Return what an author can do about a broken rule; empty if nothing is sure."""
    wanted = rule.must or rule.before
    if wanted is None:
        return "take it out of that node, or end the call before"
    for kind, sentence in _WAYS_OUT.items():
        if names := getattr(wanted, kind):
            return sentence.format(names[0])
    return ""


def nodes_words(number: int) -> str:
    """Return how many nodes there are, in words."""
    return "1 node" if number == 1 else f"{number} nodes"


def _one_of(names: tuple[str, ...]) -> str:
    """Return names of which one is meant; of many, those that make a sentence."""
    told = [f"'{name}'" for name in names]
    if len(told) > MOST_NAMES + 1:
        told = [*told[:MOST_NAMES], f"{len(told) - MOST_NAMES} others"]
    return " or ".join(told)
