"""Show: one SOP as an agent reads it, or as the data it is made of."""

import json

from builder.commands.past import Question, find_past
from builder.commands.reading import read_sops
from builder.errors import SopError
from builder.library import Library
from builder.model.sop import Sop
from builder.outputs.terminal.sop import render_part, render_sop, shown_anchors
from builder.project import Project
from builder.suggestions import suggest


def show(
    project: Project,
    address: str,
    *,
    as_json: bool = False,
    question: Question | None = None,
) -> str:
    """Return the text of an SOP, or of a part such as ``outbound-contact#greet``.

    Args:
        project: The SOP repository.
        address: An id or a number, and a part behind ``#`` if only that is wanted.
        as_json: Return the SOP's data as JSON instead, whole.
        question: When, if not now. Then shared words are those of that time, too.
    """
    identifier, _, anchor = address.partition("#")
    if question is not None and question.is_asked:
        answer = find_past(project, identifier, question)
        if as_json:
            return _data(answer.state.library, answer.sop)
        head = "".join(f"{line}\n" for line in answer.words)
        return f"{head}\n{_text(answer.sop, anchor, answer.state.library)}"
    library = read_sops(project)
    sop = library.find_sop(identifier)
    if sop is None:
        if identifier in library.unread_sops:
            raise SopError(f"'{identifier}' has errors", hint="run `sop check`")
        hint = suggest(identifier, library.by_id) or "`sop list` shows all SOPs"
        raise SopError(f"there is no SOP '{identifier}'", hint=hint)
    if as_json:
        return _data(library, sop)
    return _text(sop, anchor, library, today=project.today)


def _data(library: Library, sop: Sop) -> str:
    data = library.sources[library.path_of(sop)].data
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _text(sop: Sop, anchor: str, library: Library, *, today: str = "") -> str:
    if not anchor:
        return render_sop(sop, library, today=today)
    text = render_part(sop, anchor, library)
    if text is None:
        known = shown_anchors(sop)
        hint = suggest(anchor, known) or f"`sop show {sop.id}` prints the whole"
        raise SopError(f"'{anchor}' is not there in '{sop.id}'", hint=hint)
    return text
