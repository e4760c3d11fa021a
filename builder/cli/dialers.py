"""``sop dialers``."""

import click

from builder.commands.dialers import as_json, as_table


@click.command("dialers")
@click.option("--json", "is_json", is_flag=True, help="Print a JSON list.")
def command(is_json: bool) -> int:
    """List the formats that call scripts are exported to.

    For each: what it can express, its limits, and how far our exports were tried. None
    was loaded into an account of the maker.

    \b
    Examples:
      sop dialers
      sop export outbound-contact/sales_call --to scxml
    """
    click.echo(as_json() if is_json else as_table(), nl=False)
    return 0
