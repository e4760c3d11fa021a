"""Trees: a folder and a commit give the same files, and neither follows a link."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.errors import SopError
from builder.tree import CommitTree, Tree, TreeEntry, WorkTree
from tests.helpers import GitProject, build_tree, git_project, powerless_folder

KINDS = ["work tree", "commit"]
FILES = {
    "sop/revenue/a.yaml": "id: a\n",
    "sop/revenue/b c.yaml": "id: b\n",
    "sop/shared/roles.yaml": "",
    "sop/é/\n\t.yaml": "crlf\r\n",
    "sop-other/x.yaml": "",
    "mkdocs.yml": "site_name: X\n",
}
IGNORED = {
    "sop/.hidden.yaml": "",
    "sop/.git-like/a.yaml": "",
    "sop/revenue/a.yaml~": "",
    "sop/revenue/#a.yaml#": "",
    "sop/revenue/a.yaml.orig": "",
    "sop/revenue/.a.yaml.swp": "",
}


def open_tree(kind: str, root: Path) -> Tree:
    return WorkTree(root) if kind == "work tree" else CommitTree(root, "HEAD")


def paths(tree: Tree, prefix: str = "sop") -> list[str]:
    return [entry.path for entry in tree.entries(prefix)]


def content(tree: Tree) -> dict[str, bytes]:
    return {path: tree.read(path) for path in paths(tree, "")}


@pytest.fixture(params=KINDS)
def tree(request: pytest.FixtureRequest, tmp_path: Path) -> Tree:
    """The same files, in a folder or in a commit."""
    git_project(tmp_path, [FILES | IGNORED])
    if request.param == "commit":
        shutil.rmtree(tmp_path / "sop")
    return open_tree(request.param, tmp_path)


def test_entries(tree: Tree) -> None:
    """Entries are sorted, recursive, posix, and without hidden files and backups."""
    expected = [
        "sop/revenue/a.yaml",
        "sop/revenue/b c.yaml",
        "sop/shared/roles.yaml",
        "sop/é/\n\t.yaml",
    ]

    assert expected == paths(tree)
    assert expected == paths(tree, "sop/")
    assert ["mkdocs.yml", "sop-other/x.yaml", *expected] == paths(tree, "")
    assert paths(tree, "sop/shared") == ["sop/shared/roles.yaml"]
    assert paths(tree, "mkdocs.yml") == ["mkdocs.yml"]
    assert paths(tree, "nothing/here") == []
    assert paths(tree, "../..") == []


def test_read(tree: Tree) -> None:
    """A file's bytes come unchanged, or as many of them as are wanted."""
    assert tree.read("sop/é/\n\t.yaml") == b"crlf\r\n"
    assert tree.read("sop/revenue/a.yaml", at_most=3) == b"id:"
    assert tree.read("sop/revenue/a.yaml", at_most=99) == b"id: a\n"
    assert tree.read("sop/shared/roles.yaml") == b""


@pytest.mark.parametrize(
    "path",
    ["", "sop", "sop/x.yaml", "mkdocs.yml/x", "../x", "/etc/hostname", "a\0b"],
)
def test_no_such_file(tree: Tree, path: str) -> None:
    """What is no plain file inside the tree cannot be read."""
    assert not tree.exists(path)
    with pytest.raises(SopError, match="no file"):
        tree.read(path)


def test_exists(tree: Tree) -> None:
    """A plain file exists; a folder is no file."""
    assert tree.exists("sop/revenue/a.yaml")
    assert not tree.exists("sop/revenue")


@pytest.fixture
def linked(tmp_path: Path) -> GitProject:
    """A project with links to a file and a folder, both outside of it."""
    build_tree(tmp_path / "outside", {"secret.yaml": "secret", "more/x.yaml": "secret"})
    project = GitProject(tmp_path / "project")
    build_tree(project.root, {"sop/a/real.yaml": "real"})
    (project.root / "sop/a/link.yaml").symlink_to(tmp_path / "outside/secret.yaml")
    (project.root / "sop/folder").symlink_to(tmp_path / "outside/more")
    (project.root / "linked").symlink_to("sop")
    (project.root / "sop/a/dangling.yaml").symlink_to("nowhere")
    project.commit_all()
    return project


@pytest.mark.parametrize("kind", KINDS)
def test_links_are_listed_and_not_followed(linked: GitProject, kind: str) -> None:
    """A symbolic link is an entry of its own; nothing behind it is read."""
    tree = open_tree(kind, linked.root)

    assert tree.entries("sop") == [
        TreeEntry(path="sop/a/dangling.yaml", kind="symlink"),
        TreeEntry(path="sop/a/link.yaml", kind="symlink"),
        TreeEntry(path="sop/a/real.yaml", kind="file"),
        TreeEntry(path="sop/folder", kind="symlink"),
    ]
    assert tree.entries("linked/a") == [TreeEntry(path="linked", kind="symlink")]
    for path in ("sop/a/link.yaml", "sop/folder/x.yaml", "linked/a/real.yaml"):
        assert not tree.exists(path)
        with pytest.raises(SopError, match="no file"):
            tree.read(path)


def test_other_things_are_no_files(tmp_path: Path) -> None:
    """A named pipe is listed as something else, and reading it does not wait."""
    build_tree(tmp_path, {"sop/a.yaml": ""})
    os.mkfifo(tmp_path / "sop" / "pipe.yaml")
    tree = WorkTree(tmp_path)

    assert TreeEntry(path="sop/pipe.yaml", kind="other") in tree.entries("sop")
    with pytest.raises(SopError, match="no file"):
        tree.read("sop/pipe.yaml")


@pytest.mark.parametrize("kind", KINDS)
def test_inner_repository_is_not_entered(tmp_path: Path, kind: str) -> None:
    """A repository inside the repository is one entry, as in a plain clone."""
    inner = git_project(tmp_path / "inner", [{"x.yaml": ""}])
    project = git_project(tmp_path / "outer", [{"sop/a.yaml": ""}])
    shutil.move(inner.root, project.root / "sop/inner")
    project.git("-c", "advice.addEmbeddedRepo=false", "add", "sop/inner")
    project.commit_all()
    tree = open_tree(kind, project.root)

    assert tree.entries("sop") == [
        TreeEntry(path="sop/a.yaml"),
        TreeEntry(path="sop/inner", kind="other"),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_name_that_is_not_utf8(tmp_path: Path, kind: str) -> None:
    """A name that cannot be printed is shown in hex and is no file."""
    project = git_project(tmp_path, [{"sop/a.yaml": ""}])
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/sop/\xff.yaml")).write_text("")
    project.commit_all()
    tree = open_tree(kind, tmp_path)

    assert tree.entries("sop") == [
        TreeEntry(path="sop/\\xff.yaml", kind="other"),
        TreeEntry(path="sop/a.yaml"),
    ]


def test_unreadable() -> None:
    """A file or folder without permission is an error with a way out."""

    def fill(folder: Path) -> None:
        build_tree(folder, {"sop/a/x.yaml": "", "sop/b.yaml": ""})
        (folder / "sop/b.yaml").chmod(0)
        (folder / "sop/a").chmod(0)

    with powerless_folder(fill) as folder:
        with pytest.raises(SopError, match=r"'sop/b\.yaml' cannot be read: Permission"):
            WorkTree(folder).read("sop/b.yaml")
        with pytest.raises(SopError, match="cannot be read: Permission"):
            WorkTree(folder).entries("sop")


def test_old_commit(tmp_path: Path) -> None:
    """A commit shows its own files, by any name that git knows it by."""
    project = git_project(
        tmp_path, [{"sop/a.yaml": "old"}, {"sop/a.yaml": "new", "sop/b.yaml": ""}]
    )
    project.git("tag", "v1", "HEAD~1")
    first = project.git("rev-parse", "v1")

    for name in ("HEAD~1", "v1", first, first[:10], "main~1"):
        tree = CommitTree(tmp_path, name)
        assert (tree.name, tree.commit) == (name, first)
        assert paths(tree) == ["sop/a.yaml"]
        assert tree.read("sop/a.yaml") == b"old"


@pytest.mark.parametrize(
    ("revision", "message", "hint"),
    [
        ("mian", "unknown revision 'mian'", "did you mean 'main'?"),
        ("releases-1", "unknown revision", "did you mean 'release-1'?"),
        ("0123456789", "unknown revision", "git log"),
        ("main:sop", "unknown revision", ""),
        ("--output=x", "unknown revision", "name a commit"),
        ("-h", "unknown revision", "name a commit"),
        ("^main", "unknown revision", ""),
        ("", "unknown revision", ""),
        ("main\nHEAD", "unknown revision", ""),
        ("HEAD..HEAD", "unknown revision", ""),
    ],
)
def test_wrong_revision(tmp_path: Path, revision: str, message: str, hint: str) -> None:
    """An unknown revision is refused, with the nearest name; an option is no name."""
    project = git_project(tmp_path, [{"sop/a.yaml": ""}])
    project.git("branch", "release-1")

    with pytest.raises(SopError) as caught:
        CommitTree(tmp_path, revision)

    assert message in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.hint


def test_no_commits(tmp_path: Path) -> None:
    """A repository without commits says so."""
    GitProject(tmp_path)

    with pytest.raises(SopError, match="no commits"):
        CommitTree(tmp_path, "HEAD")


def test_no_repository(tmp_path: Path) -> None:
    """A folder without a repository says so."""
    with pytest.raises(SopError, match="no git repository"):
        CommitTree(tmp_path, "HEAD")


def test_project_in_a_subfolder(tmp_path: Path) -> None:
    """Paths are relative to the project, wherever it is in the repository."""
    files = {f"teams/support/{path}": text for path, text in FILES.items()}
    git_project(tmp_path, [files | {"sop/not-ours.yaml": ""}])
    root = tmp_path / "teams/support"

    assert content(WorkTree(root)) == content(CommitTree(root, "HEAD"))
    assert set(FILES) == set(content(CommitTree(root, "HEAD")))


def test_variables_of_a_hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What git tells its hooks about another repository does not lead astray."""
    other = git_project(tmp_path / "other", [{"sop/other.yaml": ""}])
    git_project(tmp_path / "ours", [{"sop/ours.yaml": ""}])
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.setenv(name, str(other.root / ".git"))

    assert paths(CommitTree(tmp_path / "ours", "HEAD")) == ["sop/ours.yaml"]
    assert os.environ["GIT_DIR"] == str(other.root / ".git")


NAMES = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="/\0"),
    min_size=1,
    max_size=6,
).filter(lambda name: name.lower() not in {".", "..", ".git"})


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    files=st.dictionaries(st.tuples(NAMES, NAMES), st.binary(max_size=200), max_size=8),
    links=st.sets(NAMES, max_size=2),
)
def test_commit_equals_clean_checkout(
    tmp_path_factory: pytest.TempPathFactory,
    files: dict[tuple[str, str], bytes],
    links: set[str],
) -> None:
    """A commit has the entries and bytes of its clean checkout, whatever they are."""
    root = tmp_path_factory.mktemp("checkout")
    project = GitProject(root)
    build_tree(
        root, {f"d{folder}/f{name}": data for (folder, name), data in files.items()}
    )
    for name in links:
        (root / f"l{name}").symlink_to(f"d{name}")
    project.commit_all()

    work, commit = WorkTree(root), CommitTree(root, "HEAD")

    assert work.entries("") == commit.entries("")
    for entry in work.entries(""):
        if entry.kind == "file":
            assert work.read(entry.path) == commit.read(entry.path)


def test_not_in_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a git program, reading a commit says that git is not installed."""
    git_project(tmp_path, [{"sop/a.yaml": ""}])
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SopError, match="git is not installed"):
        CommitTree(tmp_path, "HEAD")


def test_first_import_without_git(tmp_path: Path) -> None:
    """GitPython is loaded without a git program around, and the message is ours."""
    script = (
        "from pathlib import Path\n"
        "from builder.errors import SopError\n"
        "from builder.tree import CommitTree\n"
        "try:\n"
        f"    CommitTree(Path({str(tmp_path)!r}), 'HEAD')\n"
        "except SopError as wrong:\n"
        "    print(wrong)\n"
    )

    finished = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PATH": str(tmp_path)},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )

    assert finished.stdout == "git is not installed\n"
    assert finished.stderr == ""
