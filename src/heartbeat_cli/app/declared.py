"""What can be listed without a project: the rules of a check, and the kinds of file a user writes."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from heartbeat_cli.files import FileKind
    from heartbeat_cli.rules import Rule


def known_rules() -> "tuple[Rule, ...]":
    """Every rule, those of other packages too."""
    from heartbeat_cli.rules import all_rules

    return all_rules()


def file_kinds() -> "tuple[FileKind, ...]":
    """Every kind of file a user writes."""
    from heartbeat_cli.files import KINDS

    return KINDS


def file_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file. Raises NotFoundError (`unknown_file_kind`)."""
    from heartbeat_cli.estate import schema_of_kind
    from heartbeat_cli.files import find_kind

    return schema_of_kind(find_kind(kind))


def explained_rule(id_: str) -> "Rule":
    """The rule of an id; raises NotFoundError (`unknown_rule`) where there is none."""
    from heartbeat_cli.rules import find_rule

    return find_rule(id_)
