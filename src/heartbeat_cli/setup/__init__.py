"""A project from nothing: what is upstream, what is chosen of it, and the files that say so."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.setup.address import ServerAddress, address_in, read_address
    from heartbeat_cli.setup.dumps import dumps_in, lay_down_dumps
    from heartbeat_cli.setup.found import FoundDatabase, FoundSchema
    from heartbeat_cli.setup.imports import imported_metrics, imported_sources
    from heartbeat_cli.setup.marts import MadeMarts, make_marts
    from heartbeat_cli.setup.planned import SOURCE_ENV, Choices, ChosenSource, MartsChoice, PlannedFile, planned_files
    from heartbeat_cli.setup.questions import ask_choices, ask_origin, ask_password
    from heartbeat_cli.setup.result import SetUp
    from heartbeat_cli.setup.upstream import look_upstream
    from heartbeat_cli.setup.writing import WrittenFiles, refuse_a_project, write_files

__getattr__, __dir__ = face(
    __name__,
    {
        "address": "ServerAddress address_in read_address",
        "dumps": "dumps_in lay_down_dumps",
        "found": "FoundDatabase FoundSchema",
        "imports": "imported_metrics imported_sources",
        "marts": "MadeMarts make_marts",
        "planned": "SOURCE_ENV Choices ChosenSource MartsChoice PlannedFile planned_files",
        "questions": "ask_choices ask_origin ask_password",
        "result": "SetUp",
        "upstream": "look_upstream",
        "writing": "WrittenFiles refuse_a_project write_files",
    },
)

__all__ = [
    "SOURCE_ENV",
    "Choices",
    "ChosenSource",
    "FoundDatabase",
    "FoundSchema",
    "MadeMarts",
    "MartsChoice",
    "PlannedFile",
    "ServerAddress",
    "SetUp",
    "WrittenFiles",
    "address_in",
    "ask_choices",
    "ask_origin",
    "ask_password",
    "dumps_in",
    "imported_metrics",
    "imported_sources",
    "lay_down_dumps",
    "look_upstream",
    "make_marts",
    "planned_files",
    "read_address",
    "refuse_a_project",
    "write_files",
]
