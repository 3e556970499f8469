"""What each command says with `--json`: the published schemas are made of this table, and every output is held to it.

A command that fails answers with a FailureDocument instead, whatever it would have said.
"""

from types import UnionType
from typing import Any

from heartbeat_cli.sheets.add_source import AddedDocument
from heartbeat_cli.sheets.brief import BriefDocument
from heartbeat_cli.sheets.check import ReportDocument, RulesDocument
from heartbeat_cli.sheets.count_plan import CountPlanDocument
from heartbeat_cli.sheets.data_documents import SchemaDataDocument, TableDataDocument
from heartbeat_cli.sheets.demo import DemoDocument
from heartbeat_cli.sheets.discover_documents import OutcomeDocument
from heartbeat_cli.sheets.discover_step import StepDocument
from heartbeat_cli.sheets.doctor import DoctorDocument
from heartbeat_cli.sheets.document import FailureDocument, schema_of
from heartbeat_cli.sheets.export import ExportDocument
from heartbeat_cli.sheets.gap import GapDocument
from heartbeat_cli.sheets.ingest_documents import ContainerDocument, IngestOfOne, IngestOfSeveral
from heartbeat_cli.sheets.ingest_plan_documents import PlanOfOne, PlanOfSeveral
from heartbeat_cli.sheets.loads_documents import EndedDocument, RunInDetail, RunningDocument, RunsDocument
from heartbeat_cli.sheets.metrics_documents import (
    AlignedDocument,
    MetricRunDocument,
    MetricRunsDocument,
    MetricsDocument,
    ShownMetric,
)
from heartbeat_cli.sheets.migrate import MigrationDocument
from heartbeat_cli.sheets.mirror import MirrorDocument
from heartbeat_cli.sheets.mirror_diff import DiffDocument
from heartbeat_cli.sheets.mirror_load import LoadDocument, LoadPlanDocument
from heartbeat_cli.sheets.mirror_pull import PullDocument
from heartbeat_cli.sheets.overview import OverviewDocument, VersionDocument, WelcomeDocument
from heartbeat_cli.sheets.profile.decided import DecidedDocument
from heartbeat_cli.sheets.profile.document_types import ProfileDocument
from heartbeat_cli.sheets.schema import KindsDocument
from heartbeat_cli.sheets.search import FoundDocument
from heartbeat_cli.sheets.setup import InitDocument, MartsDocument
from heartbeat_cli.sheets.site import MadeSite
from heartbeat_cli.sheets.sources_documents import SourcesDocument
from heartbeat_cli.sheets.sources_verify import VerifiedSourcesDocument
from heartbeat_cli.sheets.suggestions import SuggestionsDocument
from heartbeat_cli.sheets.verify import VerifiedDocument
from heartbeat_cli.status import AccessRequest

DOCUMENTS: dict[str, type | UnionType] = {
    "": OverviewDocument | WelcomeDocument | VersionDocument,
    "sources": SourcesDocument,
    "init": InitDocument | MartsDocument,
    "sources add": AddedDocument,
    "sources status": SourcesDocument,
    "sources verify": VerifiedSourcesDocument,
    "sources request": AccessRequest,
    "doctor": DoctorDocument,
    "profile": ProfileDocument | TableDataDocument | SchemaDataDocument | DecidedDocument,
    "search": FoundDocument,
    "mirror status": MirrorDocument,
    "mirror load": LoadDocument | LoadPlanDocument,
    "mirror pull": PullDocument,
    "mirror diff": DiffDocument,
    "discover": OutcomeDocument | StepDocument | SuggestionsDocument,
    "ingest": IngestOfOne | IngestOfSeveral | PlanOfOne | PlanOfSeveral | ContainerDocument,
    "loads": RunsDocument | RunInDetail | VerifiedDocument | RunningDocument | EndedDocument,
    "metrics list": MetricsDocument,
    "metrics show": ShownMetric | BriefDocument,
    "metrics run": MetricRunDocument | MetricRunsDocument,
    "metrics align": AlignedDocument | CountPlanDocument | GapDocument,
    "metrics export": ExportDocument,
    "metrics migrate": MigrationDocument,
    "check": ReportDocument | RulesDocument,
    "site": MadeSite,
    "mcp": dict[str, Any],
    "schema": KindsDocument | dict[str, Any],
    "demo up": DemoDocument,
    "demo down": DemoDocument,
    "demo status": DemoDocument,
    "demo reset": DemoDocument,
    "demo grant": DemoDocument,
}


def command_schema(command: str) -> dict[str, Any]:
    """The JSON Schema of what `hb COMMAND --json` says; of a line, where it says one document per line."""
    return schema_of(DOCUMENTS[command], f"hb {command} --json".replace("  ", " "))


def failure_schema() -> dict[str, Any]:
    """The JSON Schema of what any command says with `--json` when it fails."""
    return schema_of(FailureDocument, "hb … --json, failed")
