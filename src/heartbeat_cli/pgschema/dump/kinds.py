"""What leaves no trace in a schema, in the open: statements, objects and parts of ALTER TABLE.

A statement whose kind is neither here nor in `build.APPLY` is not understood.
"""

from typing import Any

IGNORED: dict[str, str] = {
    "AlterCollationStmt": "collations",
    "AlterDatabaseRefreshCollStmt": "settings",
    "AlterDatabaseSetStmt": "settings",
    "AlterDatabaseStmt": "settings",
    "AlterEventTrigStmt": "event triggers",
    "AlterExtensionContentsStmt": "extension contents",
    "AlterExtensionStmt": "extension updates",
    "AlterFdwStmt": "foreign data wrappers",
    "AlterForeignServerStmt": "foreign servers",
    "AlterObjectDependsStmt": "dependencies on extensions",
    "AlterOpFamilyStmt": "operators",
    "AlterOperatorStmt": "operators",
    "AlterPublicationStmt": "publications",
    "AlterRoleSetStmt": "roles",
    "AlterRoleStmt": "roles",
    "AlterStatsStmt": "statistics",
    "AlterSubscriptionStmt": "subscriptions",
    "AlterSystemStmt": "settings",
    "AlterTSConfigurationStmt": "text search objects",
    "AlterTSDictionaryStmt": "text search objects",
    "AlterTableMoveAllStmt": "tablespaces",
    "AlterTableSpaceOptionsStmt": "tablespaces",
    "AlterTypeStmt": "type options",
    "AlterUserMappingStmt": "user mappings",
    "CallStmt": "calls",
    "CheckPointStmt": "maintenance",
    "ClosePortalStmt": "cursors",
    "ClusterStmt": "maintenance",
    "ConstraintsSetStmt": "settings",
    "CopyStmt": "data",
    "CreateAmStmt": "access methods",
    "CreateCastStmt": "casts",
    "CreateConversionStmt": "conversions",
    "CreateEventTrigStmt": "event triggers",
    "CreateFdwStmt": "foreign data wrappers",
    "CreateForeignServerStmt": "foreign servers",
    "CreateOpClassStmt": "operators",
    "CreateOpFamilyStmt": "operators",
    "CreatePLangStmt": "languages",
    "CreatePublicationStmt": "publications",
    "CreateRoleStmt": "roles",
    "CreateStatsStmt": "statistics",
    "CreateSubscriptionStmt": "subscriptions",
    "CreateTableSpaceStmt": "tablespaces",
    "CreateTransformStmt": "transforms",
    "CreateUserMappingStmt": "user mappings",
    "CreatedbStmt": "databases",
    "DeallocateStmt": "prepared statements",
    "DeclareCursorStmt": "cursors",
    "DeleteStmt": "data",
    "DiscardStmt": "settings",
    "DropRoleStmt": "roles",
    "DropSubscriptionStmt": "subscriptions",
    "DropTableSpaceStmt": "tablespaces",
    "DropUserMappingStmt": "user mappings",
    "DropdbStmt": "databases",
    "ExecuteStmt": "prepared statements",
    "ExplainStmt": "queries",
    "FetchStmt": "cursors",
    "GrantRoleStmt": "roles",
    "InsertStmt": "data",
    "ListenStmt": "notifications",
    "LoadStmt": "settings",
    "LockStmt": "locks",
    "MergeStmt": "data",
    "NotifyStmt": "notifications",
    "PrepareStmt": "prepared statements",
    "RefreshMatViewStmt": "data",
    "ReindexStmt": "maintenance",
    "RuleStmt": "rules",
    "SecLabelStmt": "security labels",
    "TruncateStmt": "data",
    "UnlistenStmt": "notifications",
    "UpdateStmt": "data",
    "VacuumStmt": "maintenance",
    "VariableShowStmt": "settings",
}
"""Kind of statement → a plural word to count it by."""

IGNORED_OBJECTS: dict[str, str] = {
    "OBJECT_ACCESS_METHOD": "access methods",
    "OBJECT_AGGREGATE": "aggregates",
    "OBJECT_AMOP": "operators",
    "OBJECT_AMPROC": "operators",
    "OBJECT_CAST": "casts",
    "OBJECT_COLLATION": "collations",
    "OBJECT_CONVERSION": "conversions",
    "OBJECT_EVENT_TRIGGER": "event triggers",
    "OBJECT_FDW": "foreign data wrappers",
    "OBJECT_FOREIGN_SERVER": "foreign servers",
    "OBJECT_LANGUAGE": "languages",
    "OBJECT_LARGEOBJECT": "large objects",
    "OBJECT_OPCLASS": "operators",
    "OBJECT_OPERATOR": "operators",
    "OBJECT_OPFAMILY": "operators",
    "OBJECT_PUBLICATION": "publications",
    "OBJECT_PUBLICATION_NAMESPACE": "publications",
    "OBJECT_PUBLICATION_REL": "publications",
    "OBJECT_ROLE": "roles",
    "OBJECT_RULE": "rules",
    "OBJECT_STATISTIC_EXT": "statistics",
    "OBJECT_SUBSCRIPTION": "subscriptions",
    "OBJECT_TABLESPACE": "tablespaces",
    "OBJECT_TRANSFORM": "transforms",
    "OBJECT_TSCONFIGURATION": "text search objects",
    "OBJECT_TSDICTIONARY": "text search objects",
    "OBJECT_TSPARSER": "text search objects",
    "OBJECT_TSTEMPLATE": "text search objects",
    "OBJECT_USER_MAPPING": "user mappings",
}
"""Kinds of object whose DROP, COMMENT, RENAME and SET SCHEMA leave no trace."""

IGNORED_COMMANDS: dict[str, tuple[str, ...]] = {
    "AT_DetachPartitionFinalize": (),
    "AT_DropOids": (),
    "AT_DisableRule": ("rules",),
    "AT_EnableAlwaysRule": ("rules",),
    "AT_EnableReplicaRule": ("rules",),
    "AT_EnableRule": ("rules",),
}
"""Commands of ALTER TABLE that leave no trace, each with what is left out by that."""

_OBJECT_KEYS = {
    "DropStmt": "removeType",
    "CommentStmt": "objtype",
    "RenameStmt": "renameType",
    "AlterOwnerStmt": "objectType",
    "AlterObjectSchemaStmt": "objectType",
    "DefineStmt": "kind",
}


def ignored_as(kind: str, node: dict[str, Any]) -> str | None:
    """What a statement is counted as that leaves no trace, None for one that leaves one."""
    key = _OBJECT_KEYS.get(kind)
    if key is not None:
        return IGNORED_OBJECTS.get(node.get(key, ""))
    return "settings" if kind == "VariableSetStmt" else IGNORED.get(kind)


PASSING = frozenset(
    (
        "calls", "cursors", "data", "databases", "extension contents", "extension updates", "locks", "maintenance",
        "notifications", "prepared statements", "queries", "roles", "settings", "tablespaces",
    )
)  # fmt: skip
"""What statements are counted as that are about no structure; the others leave something out."""
