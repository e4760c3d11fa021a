"""The same library as a peer has it: hand-written Markdown for mkdocs-material.

Every page is in the navigation, because that is what MkDocs does when nobody lists
the pages; no plugin but the built-in search is used.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.corpus import area_of, identifier_of
from bench.phrases import AREAS

Data = dict[str, Any]
ROOT = Path(__file__).resolve().parent.parent
_OURS = ("  - sop ", "docs_dir:", "site_dir:")


def write_peer(root: Path, sops: list[Data], titles: dict[str, str]) -> None:
    """Write a Markdown project of the same content.

    Args:
        root: The folder to write to.
        sops: The data of every SOP, in the order of the library.
        titles: What pages call the shared things, by their ids.
    """
    docs = root / "docs"
    for folder, _, _ in AREAS:
        (docs / folder).mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text(configuration(), "utf-8")
    areas = "".join(f"- {title}\n" for _, _, title in AREAS)
    (docs / "index.md").write_text(f"# Standard operating procedures\n\n{areas}")
    for index, sop in enumerate(sops):
        page = docs / area_of(index)[0] / f"{identifier_of(index)}.md"
        page.write_text(to_markdown(sop, titles), "utf-8")


def configuration() -> str:
    """Return the settings that our project ships, without what is ours in them."""
    shipped = (ROOT / "mkdocs.yml").read_text("utf-8").splitlines()
    lines = [line for line in shipped if not line.startswith(_OURS)]
    # The one thing that hand-written anchors need beside.
    lines.insert(lines.index("markdown_extensions:") + 1, "  - attr_list")
    return "\n".join(lines) + "\n"


def to_markdown(sop: Data, titles: dict[str, str]) -> str:
    """Return the page that a careful author would write for an SOP."""
    blocks = (
        *_head(sop, titles),
        *_procedure(sop, titles),
        *_objections(sop),
        *_scripts(sop, titles),
        *_tail(sop, titles),
    )
    return "\n\n".join(blocks) + "\n"


def _head(sop: Data, titles: dict[str, str]) -> Iterator[str]:
    yield f"# {sop['title']}"
    yield sop["summary"]
    control = {
        "Number": sop["number"],
        "Version": sop["version"],
        "Status": sop["status"],
        "Owner": titles[sop["owner"]],
        "Effective": sop["effective"],
        "Last review": sop["review"]["last"],
        "Channels": ", ".join(sop["channels"]),
        "Tags": ", ".join(sop["tags"]),
        "Also known as": ", ".join(sop["keywords"]),
    }
    yield _table(("Control", ""), control.items())
    yield "## Purpose"
    yield sop["purpose"]
    yield "## Scope"
    yield _bullets(sop["scope"]["covers"])
    yield "It does not cover:"
    yield _bullets(sop["scope"]["does_not_cover"])
    yield "## Roles and tools"
    rows = [(titles[duty["role"]], " ".join(duty["does"])) for duty in sop["roles"]]
    tools = [(titles[tool["tool"]], tool["use"]) for tool in sop["tools"]]
    yield _table(("Who or what", "Task"), rows + tools)


def _procedure(sop: Data, titles: dict[str, str]) -> Iterator[str]:
    for section in sop["procedure"]:
        yield f"## {section['title']}"
        for number, step in enumerate(section["steps"], start=1):
            anchor = f"{section['id']}.{step['id']}"
            yield f"### {number}. {step['do']} {{ #{anchor} }}"
            yield from _step(step, titles)


def _step(step: Data, titles: dict[str, str]) -> Iterator[str]:
    if "why" in step:
        yield f"*Why:* {step['why']}"
    for line in step.get("say", ()):
        yield f"> {line}"
    if "warning" in step:
        yield f"!!! warning\n\n    {step['warning']}"
    if step.get("must"):
        asked = ", ".join(titles[each] for each in step["regulations"])
        yield f"**Must.** Regulations: {asked}"
    for decision in step.get("decisions", ()):
        way = f"[continue there](#{decision['go']})"
        yield f"- **When** {decision['when']}: {decision['then']} Then {way}."


def _objections(sop: Data) -> Iterator[str]:
    yield "## Objections"
    for objection in sop["objections"]:
        yield f"### {objection['title']}"
        yield _bullets(f'"{said}"' for said in objection["customer_says"])
        yield f"> {objection['reply']}"
        yield f"> {objection['ask']}"


def _scripts(sop: Data, titles: dict[str, str]) -> Iterator[str]:
    for script in sop["scripts"]:
        yield f"## Script: {script['title']}"
        yield script["summary"]
        yield f"Fields: {', '.join(f'`{field}`' for field in script['fields'])}"
        for node in script["nodes"]:
            yield f"#### {node['id']} ({node['kind']}) {{ #{node['id']} }}"
            yield from (f"> {titles[each]}" for each in node.get("disclosures", ()))
            if "say" in node:
                yield f"> {node['say']}"
            yield _bullets(_ways_on(node, titles))


def _ways_on(node: Data, titles: dict[str, str]) -> Iterator[str]:
    for choice in node.get("choices", ()):
        yield f"**{choice['label']}** ({choice['key']}): {_to(choice['goto'])}"
    for case in node.get("cases", ()):
        test = case.get("equals") or " or ".join(case["one_of"])
        yield f"`{node['on']}` is {test}: {_to(case['goto'])}"
    if "into" in node:
        yield f"write the answer into `{node['into']}`"
    if "next" in node:
        yield f"then {_to(node['next'])}"
    if "default" in node:
        yield f"otherwise {_to(node['default'])}"
    if "disposition" in node:
        yield f"record **{node['disposition']}** ({titles[node['disposition']]})"


def _tail(sop: Data, titles: dict[str, str]) -> Iterator[str]:
    for checklist in sop["checklists"]:
        yield f"## Checklist: {checklist['title']}"
        yield f"{checklist['when']}:"
        yield _bullets(item["do"] for item in checklist["items"])
    yield "## Escalation"
    rows = [
        (e["when"], e["path"], str(e["severity"]), titles[e["to"]], e["within"])
        for e in sop["escalations"]
    ]
    yield _table(("When", "Path", "Severity", "To", "Within"), rows)
    yield _bullets(e["hand_over"] for e in sop["escalations"])
    yield "## Related"
    yield _bullets(
        f"[{each['sop']}]({each['sop']}.md): {each['why']}" for each in sop["related"]
    )
    yield "## Revision history"
    rows = [
        (e["version"], e["date"], titles[e["role"]], e["what"], e["why"])
        for e in sop["revision_history"]
    ]
    yield _table(("Version", "Date", "Role", "What", "Why"), rows)


def _to(node: str) -> str:
    return f"[{node}](#{node})"


def _bullets(items: Any) -> str:
    return "\n".join(f"- {item}" for item in items)


def _table(head: tuple[str, ...], rows: Any) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
