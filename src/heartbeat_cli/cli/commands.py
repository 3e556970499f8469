"""The table of commands. One is imported when it is run, not when it is listed.

`hb --help` and completion import none of them. That is why each command's one-line summary stands in COMMANDS; a test
holds it against the command's own docstring.
"""

import importlib
from typing import Any

from typer.core import TyperGroup
from typer.main import get_command

from heartbeat_cli.cli.shared_options import shared_options

# name -> (module, one line). The order is that of `hb --help`: begin, know, discover, land, trust, and the demo.
COMMANDS = {
    "init": ("heartbeat_cli.cli.init", "A project from a connection string, a folder of dumps, or nothing."),
    "doctor": ("heartbeat_cli.cli.doctor", "What could stop the next command, and what to do about it."),
    "sources": ("heartbeat_cli.cli.sources", "Every source: landed? granted? fresh? what does it block?"),
    "profile": ("heartbeat_cli.cli.profile", "What is in a database, schema, table or dump."),
    "search": ("heartbeat_cli.cli.search", "Tables and columns across the estate, truth source first."),
    "mirror": ("heartbeat_cli.cli.mirror", "The DDL mirror: what is there, load it, pull it, what changed."),
    "discover": ("heartbeat_cli.cli.discover", "From a question to a candidate metric, right source first."),
    "ingest": ("heartbeat_cli.cli.ingest", "Land a source's slice in the marts, and keep it fresh."),
    "loads": ("heartbeat_cli.cli.loads", "What ran, what runs now, and how far it is."),
    "metrics": ("heartbeat_cli.cli.metrics", "List, show, run, align, migrate and export metrics."),
    "check": ("heartbeat_cli.cli.check", "Hold inventory, candidates and metrics against every rule."),
    "site": ("heartbeat_cli.cli.site", "The whole estate as static pages, for a browser or a wiki."),
    "mcp": ("heartbeat_cli.cli.mcp", "The estate for an agent, over the Model Context Protocol."),
    "schema": ("heartbeat_cli.cli.schema", "The JSON Schema of a kind of file, for editors and programs."),
    "demo": (
        "heartbeat_cli.cli.demo",
        "A synthetic bank on two PostgreSQL servers and three APIs, to try everything on.",
    ),
}


class LazyCommands(TyperGroup):
    """A group whose commands are imported when one is invoked; listing shows stand-ins with the same summary."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of a name, a stand-in until it is invoked; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            self.commands[cmd_name] = _stand_in(cmd_name)
        return self.commands[cmd_name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command `args` begin with, imported. A mistyped name is held against stand-ins."""
        if args and args[0] in COMMANDS:
            self.commands[args[0]] = load_command(args[0])
        else:
            self.commands = {name: _stand_in(name) for name in COMMANDS}
        return super().resolve_command(ctx, args)


def _stand_in(name: str) -> TyperGroup:
    return TyperGroup(name=name, help=COMMANDS[name][1], callback=None)


def load_command(name: str) -> Any:
    """Import one of COMMANDS; its module's `app` becomes the command."""
    module = importlib.import_module(COMMANDS[name][0])
    command: Any = get_command(module.app)
    command.name = name
    return shared_options(command)
