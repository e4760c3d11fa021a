"""SCXML, run by python-statemachine and by SCION; the two have to agree."""

import ast
import io
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from pathlib import Path as FilePath
from typing import Any
from xml.etree import ElementTree

from statemachine.io.scxml.processor import SCXMLProcessor
from statemachine.model import Model

from builder.outputs.dialer.scxml import data_names
from tests.dialers.protocol import Job, Outcome, Path
from tests.dialers.runtimes.statecharts import (
    MOST_LINES,
    events_of,
    known_fields,
    outcome_of,
    run_in_node,
)

PATHS = 150
"""Of each script, at most: more would take minutes, and find the same."""

MUTANTS = 200

_SCXML = "{http://www.w3.org/2005/07/scxml}"
_LABEL = "{urn:sopwright:scxml:1.0}label"


def run(jobs: Sequence[Job]) -> list[list[Outcome]]:
    """Return what both programs made of each path; where they differ, an error."""
    with ThreadPoolExecutor() as pool:
        beside = pool.submit(run_in_scion, jobs)
        in_python = run_in_python(jobs)
    return [
        [_agreed(*both) for both in zip(ours, theirs, strict=True)]
        for ours, theirs in zip(in_python, beside.result(), strict=True)
    ]


def run_in_python(jobs: Sequence[Job]) -> list[list[Outcome]]:
    """Return what python-statemachine makes of each path."""
    return [_outcomes(job, _told_by_python(job)) for job in jobs]


def run_in_scion(jobs: Sequence[Job]) -> list[list[Outcome]]:
    """Return what SCION makes of each path; it reads documents from files only."""
    with tempfile.TemporaryDirectory() as folder:
        orders = []
        for number, job in enumerate(jobs):
            file = FilePath(folder) / f"{number}.scxml"
            file.write_bytes(job.export.content)
            calls = [_call(job, path) for path in job.paths]
            orders.append({"file": str(file), "calls": calls})
        answers = run_in_node("run-scion.mjs", orders)
    return [_outcomes(job, told) for job, told in zip(jobs, answers, strict=True)]


def _agreed(ours: Outcome, theirs: Outcome) -> Outcome:
    if ours == theirs or (ours.error and theirs.error):
        return ours
    return Outcome(error=f"python-statemachine tells {ours}, SCION {theirs}")


def _call(job: Job, path: Path) -> dict[str, Any]:
    """Return what is known of a call before it begins, and the events of its answers.

    ``next`` is sent beside them, wherever a machine waits for it.
    """
    names = data_names(job.record)
    known = {names[one]: value for one, value in known_fields(job, path).items()}
    given = [names[field] for field in path.given if field in names]
    return {"known": known, "given": given, "answers": events_of(path)}


def _told_by_python(job: Job) -> list[dict[str, Any]]:
    try:
        machine = _Machine(job.export.content)
    except Exception as problem:  # whatever it is, the import was refused
        return [{"error": repr(problem)} for _ in job.paths]
    return [machine.make(_call(job, path)) for path in job.paths]


def _outcomes(job: Job, told: Sequence[dict[str, Any]]) -> list[Outcome]:
    """Return what a program told of each path, with fields by their own names."""
    names = data_names(job.record)
    labels = _labels(job.export.content)
    for one in told:
        if "data" in one:
            one["fields"] = {field: one["data"][name] for field, name in names.items()}
    pairs = zip(job.paths, told, strict=True)
    return [outcome_of(job, path, one, labels) for path, one in pairs]


def _labels(content: bytes) -> dict[str, list[str]]:
    """Return what is offered in each state that asks."""
    states = ElementTree.fromstring(content).iter(f"{_SCXML}state")
    found = {}
    for state in states:
        ways = state.findall(f"{_SCXML}transition")
        if labels := [way.attrib[_LABEL] for way in ways if _LABEL in way.attrib]:
            found[state.attrib["id"]] = labels
    return found


class _Machine:
    """A document in python-statemachine, made once and run many times."""

    def __init__(self, document: bytes) -> None:
        processor = SCXMLProcessor()
        processor.parse_scxml("script", document.decode())
        (self._kind,) = processor.scs.values()
        self._kind.catch_errors_as_events = False  # no mistake goes unseen
        # A class of it fills the data model of its first machine only.
        self._data = dict(vars(processor.start().model))
        del self._data["state"]
        states = ElementTree.fromstring(document).iter(f"{_SCXML}state")
        way = f"{_SCXML}transition[@event='next']"
        self._says = {one.attrib["id"] for one in states if one.find(way) is not None}

    def make(self, call: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the machine says and does in one call."""
        try:
            return self._make(call)
        except Exception as problem:  # a crash is an outcome
            return {"error": repr(problem)}

    def _make(self, call: Mapping[str, Any]) -> dict[str, Any]:
        model = Model()
        # An event for each field would cost most of the time, so only some get one.
        vars(model).update({**self._data, **call["known"]})
        waits = []
        with redirect_stdout(io.StringIO()) as log:
            machine = self._kind(model=model)
            for name in call["given"]:
                setattr(model, name, "")
                machine.send(_event(name), value=call["known"][name])
            machine.send("start")
            self._press_next(machine)
            for answer in call["answers"]:
                if machine.is_terminated:
                    break
                waits.append(_state(machine))
                machine.send(answer["name"], value=answer["value"])
                self._press_next(machine)
        if not machine.is_terminated:
            return {"error": f"it waits in '{_state(machine)}'"}
        data = vars(model)
        said = [_said(line) for line in log.getvalue().splitlines()]
        ends = {name: data[name] for name in ("disposition", "goes_to")}
        return {"said": said, "data": data, "waits": waits, **ends}

    def _press_next(self, machine: Any) -> None:
        for _ in range(MOST_LINES):
            if _state(machine) not in self._says:
                return
            machine.send("next")
        raise RuntimeError("it never waits for an answer")


def _event(datum: str) -> str:
    return datum.replace("_", ".", 1)


def _state(machine: Any) -> str:
    return next(str(state.id) for state in machine.configuration if not state.states)


def _said(line: str) -> str:
    """Return the words of a line of the log, which is ``say: 'words'``."""
    label, _, words = line.partition(": ")
    if label not in ("say", "say-exactly"):
        raise ValueError(f"the log holds {line!r}")
    return str(ast.literal_eval(words))
