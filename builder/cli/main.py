"""The ``sop`` command: finds the verb, and turns failures into exit codes."""

import errno
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import cast

import click

from builder import __version__
from builder.cli.verbs import GROUPS, VERBS
from builder.errors import SopError

EPILOG = """\b
Start here:
  sop init my-sops      a repository with an example library
  sop check             what is wrong, and how to mend it
  sop build             site, cards and dialer scripts in build/

\b
Exit codes: 0 fine, 1 problems in the SOPs, 2 wrong use or environment.
"""


class _Verbs(click.Group):
    """A group that imports a verb only when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in VERBS:
            return None
        module = import_module(f"builder.cli.{cmd_name}")
        return cast("click.Command", module.command)

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        del ctx
        width = max(map(len, VERBS))
        for heading, verbs in GROUPS.items():
            with formatter.section(heading):
                rows = [(verb.ljust(width), words) for verb, words in verbs.items()]
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from builder.suggestions import suggest

            near = suggest(args[0], VERBS)
            ctx.fail(f"there is no command '{args[0]}'" + (f"; {near}" if near else ""))
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Verbs,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)
@click.version_option(__version__, prog_name="sop", message="%(prog)s %(version)s")
def group() -> None:
    """SOPs as code for contact centers.

    One validated YAML file per SOP becomes a searchable site, laminated cards and
    call scripts for dialers.
    """


def run(arguments: Sequence[str]) -> int:
    """Return the exit code of a command line; prints what the user needs to know."""
    try:
        return _call(arguments)
    except (KeyboardInterrupt, click.Abort):
        click.echo("stopped", err=True)
        return 130
    except BrokenPipeError:
        # The reader of our output left, as `head` does: nothing more to say.
        _drop_output()
        return 0
    except OSError as wrong:
        if wrong.errno != errno.ENOSPC:
            raise
        _drop_output()
        click.echo("error: cannot print: the disk is full", err=True)
        return 2


def _call(arguments: Sequence[str]) -> int:
    """Return the exit code of a verb, or that of what it could not do."""
    try:
        result = group.main(
            args=list(arguments), prog_name="sop", standalone_mode=False
        )
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return 2
    except SopError as wrong:
        code = f" {wrong.code}" if wrong.code else ""
        click.echo(f"error{code}: {wrong.message}", err=True)
        if wrong.hint:
            click.echo(f"  hint: {wrong.hint}", err=True)
        return 2


def _drop_output() -> None:
    """Send what is still to be printed nowhere, so that leaving makes no noise."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Run the command line of this process."""
    # A library is a tree: counting references frees it. Looking for circles in it at
    # Python's usual pace took a tenth of a large build, and more than its share.
    gc.set_threshold(200_000, 10, 10)
    sys.exit(run(sys.argv[1:]))
