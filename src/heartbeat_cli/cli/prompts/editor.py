"""A text that is answered in the person's own editor."""

from heartbeat_cli.cli.prompts.between import as_before
from heartbeat_cli.errors import NotFoundError


def ask_in_editor(text: str, ending: str) -> str:
    """What a text comes back as from the person's own editor ($VISUAL, $EDITOR); as it was where nothing was saved.

    Raises NotFoundError where the editor cannot be started.
    """
    import click

    try:
        with as_before():
            edited = click.edit(text, extension=ending)
    except click.ClickException as error:
        hint = "Set EDITOR to one that is here, or give the SQL with --sql."
        raise NotFoundError(f"the editor did not start: {error.message}", hint=hint, code="no_editor") from None
    return text if edited is None else edited
