"""The workflows of a pull request: few rights, and steps that do what they say."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.outputs.changes.report_markdown import MARKER
from tests.helpers import GitProject
from tests.tiny import tiny_files

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {
    "ours": ROOT / ".github" / "workflows",
    "of a new repository": ROOT / "builder/starter/repository/.github/workflows",
}
SOP = "sop/contact/first-call.yaml"
WORDS = ("do: Ask if it is a good time.", "do: Ask whether it is a good time.")


@pytest.fixture(params=FOLDERS.values(), ids=FOLDERS)
def folder(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def read(folder: Path, name: str) -> dict[str, Any]:
    text = (folder / f"{name}.yml").read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
    return found


def steps_of(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.mark.slow
def test_workflows_fit_the_schema_of_the_forge(folder: Path) -> None:
    program = Path(sys.executable).parent / "check-jsonschema"
    files = sorted(folder.glob("*.yml"))
    done = subprocess.run(
        [program, "--builtin-schema", "vendor.github-workflows", *files],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, len(files) >= 3) == (0, True), done.stdout


def test_what_runs_for_forks_has_no_rights(folder: Path) -> None:
    """It reads, and nothing else: no secret, no token kept, no trusted trigger."""
    workflow = read(folder, "sop-report")
    text = (folder / "sop-report.yml").read_text("utf-8")

    assert workflow["on"] == {"pull_request": ""}
    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets." not in text
    assert "token" not in text
    checkout = steps_of(workflow)[0]["with"]
    assert checkout == {"fetch-depth": "0", "persist-credentials": "false"}


def test_what_may_write_runs_nothing_of_the_pull_request(folder: Path) -> None:
    """No checkout, no program of ours; names that strangers chose only as variables."""
    workflow = read(folder, "sop-comment")
    uses = [step.get("uses", "").partition("@")[0] for step in steps_of(workflow)]

    assert "actions/checkout" not in uses
    assert workflow["on"]["workflow_run"]["workflows"] == [
        read(folder, "sop-report")["name"]
    ]
    assert set(workflow["permissions"].values()) == {"read", "write"}
    assert workflow["permissions"]["contents"] == "read"


def test_no_name_is_pasted_into_a_script(folder: Path) -> None:
    """A branch may be called anything: ``run`` takes values from variables."""
    for path in folder.glob("sop*.yml"):
        scripts = [step.get("run", "") for step in steps_of(read(folder, path.stem))]
        assert [script for script in scripts if "${{" in script] == []


def run_script(
    script: str, where: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a step as a runner does, which stops at the first command that fails."""
    programs = [
        str(where / "bin"),
        str(Path(sys.executable).parent),
        os.environ["PATH"],
    ]
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=where,
        env={**os.environ, "PATH": os.pathsep.join(programs), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def pull_request(tmp_path: Path) -> Path:
    """A clone with one commit that changes words and keeps the version."""
    origin = GitProject(tmp_path / "origin")
    origin.commit(tiny_files(), "Start")
    origin.git("clone", "--quiet", str(origin.root), str(tmp_path / "clone"))
    clone = tmp_path / "clone"
    text = tiny_files()[SOP].replace(*WORDS)
    (clone / SOP).write_text(text, "utf-8")
    subprocess.run(["git", "commit", "-qam", "Words"], cwd=clone, check=True)
    return clone


def test_the_report_is_computed(folder: Path, pull_request: Path) -> None:
    """The check fails with annotations; comment and SARIF are written all the same."""
    steps = {
        s.get("name", ""): s["run"]
        for s in steps_of(read(folder, "sop-report"))
        if "run" in s
    }
    summary = pull_request / "summary.md"
    variables = {"BASE": "origin/main", "GITHUB_STEP_SUMMARY": str(summary)}

    checked = run_script(
        steps["Mistakes on the lines they are in, and what the change lacks"],
        pull_request,
        **variables,
    )
    told = run_script(steps["What the change means"], pull_request, **variables)

    assert checked.returncode == 1
    assert f"::error file={SOP},line=8,col=10,title=SOP530::" in checked.stdout
    assert told.returncode == 0, told.stderr
    comment = (pull_request / "report" / "comment.md").read_text("utf-8")
    assert comment.startswith(f"{MARKER}\n")
    assert "SOP530" in comment
    assert summary.read_text("utf-8") == comment
    log = json.loads((pull_request / "report" / "sop.sarif").read_text("utf-8"))
    codes = {one["ruleId"] for one in log["runs"][0]["results"]}
    assert {"SOP530", "SOP505"} <= codes


FORGE = """\
#!{python}
'''A forge of one pull request: answers what the workflow asks, and keeps comments.'''
import json, os, pathlib, sys
words = sys.argv[1:]
store = pathlib.Path(os.environ["FORGE"])
state = json.loads(store.read_text())
method = words[words.index("--method") + 1] if "--method" in words else "GET"
path = next(word for word in words if word.startswith("repos/"))
state["asked"].append(f"{{method}} {{path}}")
query = words[words.index("--jq") + 1] if "--jq" in words else ""
if path.endswith("/pulls"):
    assert f"head={{state['head']}}" in words, words
    assert '.head.sha == "' in query
    if state["sha"] in query:
        print(state["number"])
elif method == "GET":
    assert "github-actions[bot]" in query
    for number, (user, body) in enumerate(state["comments"]):
        if user == "github-actions[bot]" and body.startswith("<!-- sop report -->"):
            print(number)
else:
    body = next(w for w in words if w.startswith("body=@")).removeprefix("body=@")
    text = pathlib.Path(body).read_text()
    if method == "POST":
        state["comments"].append(["github-actions[bot]", text])
    else:
        state["comments"][int(path.rpartition("/")[2])][1] = text
store.write_text(json.dumps(state))
"""


def test_one_comment_is_written_and_kept_up_to_date(
    folder: Path, tmp_path: Path
) -> None:
    """First a new comment, then the same one again; others are left alone."""
    (tmp_path / "bin").mkdir()
    forge = tmp_path / "bin" / "gh"
    forge.write_text(FORGE.format(python=sys.executable), "utf-8")
    forge.chmod(0o755)
    state = tmp_path / "forge.json"
    mine = ["somebody", f"{MARKER} I can write that, too"]
    known = {"asked": [], "comments": [mine], "head": "fork:fix", "sha": "abc123"}
    state.write_text(json.dumps({**known, "number": 7}), "utf-8")
    (step,) = (s for s in steps_of(read(folder, "sop-comment")) if "run" in s)
    variables = {
        "FORGE": str(state),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "REPOSITORY": "team/sops",
        "HEAD_OWNER": "fork",
        "HEAD_BRANCH": "fix",
        "HEAD_SHA": "abc123",
    }
    (tmp_path / "report").mkdir()
    comment = tmp_path / "report" / "comment.md"

    for text in (f"{MARKER}\n\nfirst\n", f"{MARKER}\n\nsecond\n"):
        comment.write_text(text, "utf-8")
        done = run_script(step["run"], tmp_path, **variables)
        assert done.returncode == 0, done.stderr
        found = json.loads(state.read_text("utf-8"))
        assert found["comments"] == [mine, ["github-actions[bot]", text]]
    assert found["asked"][-1] == "PATCH repos/team/sops/issues/comments/1"
    assert "ref=refs/pull/7/head" in (tmp_path / "output").read_text("utf-8")

    comment.write_text(f"{MARKER}\n\nlate\n", "utf-8")
    late = run_script(step["run"], tmp_path, **{**variables, "HEAD_SHA": "older"})
    assert (late.returncode, "newer commits" in late.stdout) == (0, True)
    comment.write_text("buy here", "utf-8")
    assert run_script(step["run"], tmp_path, **variables).returncode != 0
    assert json.loads(state.read_text("utf-8"))["comments"] == found["comments"]
