"""Watch."""

import click


@click.command()
def watch() -> None:
    """Follow feeds."""
