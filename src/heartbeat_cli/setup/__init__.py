"""A project from nothing: what is upstream, what is chosen of it, and the files that say so."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.setup.adding import add_cluster, add_variables
    from heartbeat_cli.setup.addition import AddedSource
    from heartbeat_cli.setup.address import ServerAddress, address_in, is_address, read_address
    from heartbeat_cli.setup.dumps import dumps_in, lay_down_dumps
    from heartbeat_cli.setup.first_questions import FirstQuestion, questions_for
    from heartbeat_cli.setup.found import FoundDatabase, FoundSchema
    from heartbeat_cli.setup.imports import imported_metrics, imported_sources
    from heartbeat_cli.setup.marts import MadeMarts, make_marts
    from heartbeat_cli.setup.names import sound_name
    from heartbeat_cli.setup.one_more import ask_draft, ask_kind, ask_new_name, ask_server, ask_source, is_database
    from heartbeat_cli.setup.planned import (
        SOURCE_ENV,
        Choices,
        ChosenSource,
        MartsChoice,
        PlannedFile,
        env_of,
        planned_files,
        source_path,
        source_text,
    )
    from heartbeat_cli.setup.questions import ask_choices, ask_origin, ask_password
    from heartbeat_cli.setup.result import SetUp
    from heartbeat_cli.setup.upstream import lets_in, look_upstream
    from heartbeat_cli.setup.writing import WrittenFiles, refuse_a_project, write_files

__getattr__, __dir__ = face(
    __name__,
    {
        "adding": "add_cluster add_variables",
        "addition": "AddedSource",
        "address": "ServerAddress address_in is_address read_address",
        "dumps": "dumps_in lay_down_dumps",
        "first_questions": "FirstQuestion questions_for",
        "found": "FoundDatabase FoundSchema",
        "imports": "imported_metrics imported_sources",
        "marts": "MadeMarts make_marts",
        "names": "sound_name",
        "planned": (
            "SOURCE_ENV Choices ChosenSource MartsChoice PlannedFile env_of planned_files source_path source_text"
        ),
        "one_more": "ask_draft ask_kind ask_new_name ask_server ask_source is_database",
        "questions": "ask_choices ask_origin ask_password",
        "result": "SetUp",
        "upstream": "lets_in look_upstream",
        "writing": "WrittenFiles refuse_a_project write_files",
    },
)

__all__ = [
    "SOURCE_ENV",
    "AddedSource",
    "Choices",
    "ChosenSource",
    "FirstQuestion",
    "FoundDatabase",
    "FoundSchema",
    "MadeMarts",
    "MartsChoice",
    "PlannedFile",
    "ServerAddress",
    "SetUp",
    "WrittenFiles",
    "add_cluster",
    "add_variables",
    "address_in",
    "ask_choices",
    "ask_draft",
    "ask_kind",
    "ask_new_name",
    "ask_origin",
    "ask_password",
    "ask_server",
    "ask_source",
    "dumps_in",
    "env_of",
    "imported_metrics",
    "imported_sources",
    "is_address",
    "is_database",
    "lay_down_dumps",
    "lets_in",
    "look_upstream",
    "make_marts",
    "planned_files",
    "questions_for",
    "read_address",
    "refuse_a_project",
    "sound_name",
    "source_path",
    "source_text",
    "write_files",
]
