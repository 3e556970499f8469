"""One answer of the Data API: its rows by name, and what it says of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from heartbeat_cli.sources.ga4.settings import DATE, AnalyticsReport
from heartbeat_cli.sources.stream import DOES_NOT_ADD_UP, Field

_TYPES: Final = {"TYPE_INTEGER": "bigint", "TYPE_CURRENCY": "numeric(38,18)"}
# One without rows has the others.
_OF_A_REPORT: Final = frozenset(("dimensionHeaders", "metricHeaders", "rows", "rowCount", "metadata", "kind"))
OTHER: Final = "(other)"
# They are counted by person, and one person is in many rows.
_OF_PERSONS: Final = ("Users", "Purchasers")
_RATIOS: Final = ("Rate", "average", "Per")
# Nobody is new twice.
_ONCE_EACH: Final = ("newUsers", "firstTimePurchasers")


class UnfitPageError(Exception):
    """An answer that does not fit what was asked for; it is asked for again first."""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Rows of a report, of `count` in all. `quotas` are what remains of each, and what this answer took."""

    rows: Sequence[Mapping[str, Any]]
    count: int
    types: Mapping[str, str]
    inexact: tuple[str, ...]
    quotas: Mapping[str, tuple[int, int]]
    currency: str | None = None
    time_zone: str | None = None

    def fields(self, report: AnalyticsReport) -> tuple[Field, ...]:
        """The columns of a report, in the order it names them."""
        dimensions = (Field(name, "date" if name == DATE else "text") for name in report.dimensions)
        metrics = (Field(name, self._type(name), _comment(name)) for name in report.metrics)
        return (*dimensions, *metrics)

    def _type(self, name: str) -> str:
        return _TYPES.get(self.types.get(name, ""), "double precision")


def read_page(found: Any, report: AnalyticsReport) -> ReportPage:
    """The page of an answer. Raises UnfitPageError where it does not fit the report."""
    if not isinstance(found, dict) or not _OF_A_REPORT & found.keys():
        raise UnfitPageError("an answer came that is no report")
    if not isinstance(found.get("metricHeaders", []), list):
        raise UnfitPageError("an answer came that is no report")
    metadata = found.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    count, rows = found.get("rowCount", 0), found.get("rows", [])
    if not isinstance(count, int) or not isinstance(rows, list):
        raise UnfitPageError("an answer came without its rows, or without their number")
    types = {h["name"]: str(h.get("type")) for h in found.get("metricHeaders", ()) if "name" in h}
    named = list(_named(found, rows, report)) if rows else []
    return ReportPage(
        named,
        count,
        types,
        _inexact(metadata, named, report),
        _quotas(found.get("propertyQuota")),
        _text(metadata.get("currencyCode")),
        _text(metadata.get("timeZone")),
    )


def _named(found: Mapping[str, Any], rows: Sequence[Any], report: AnalyticsReport) -> Iterator[Mapping[str, Any]]:
    """Names stand in headers, outside of the rows: they belong together by their place."""
    dimensions = [header.get("name") for header in found.get("dimensionHeaders", ())]
    metrics = [header.get("name") for header in found.get("metricHeaders", ())]
    kinds = [header.get("type") for header in found.get("metricHeaders", ())]
    if sorted(map(str, dimensions)) != sorted(report.dimensions) or sorted(map(str, metrics)) != sorted(report.metrics):
        raise UnfitPageError("an answer came with other columns than were asked for")
    money = [name for name, kind in zip(metrics, kinds, strict=True) if kind == "TYPE_CURRENCY"]
    try:
        for row in rows:
            values = [cell["value"] for cell in (*row.get("dimensionValues", ()), *row["metricValues"])]
            record = dict(zip((*dimensions, *metrics), values, strict=True))
            record[DATE] = _day(record[DATE])
            for name in money:
                record[name] = _without_exponent(record[name])
            yield record
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnfitPageError("a row came that does not fit its headers") from None


def _day(text: str) -> str:
    if len(text) != len("20260508") or not text.isdigit():
        raise ValueError("no day")
    return f"{text[:4]}-{text[4:6]}-{text[6:]}"


def _without_exponent(text: str) -> str:
    try:
        return f"{Decimal(text):f}" if "e" in text.lower() else text
    except InvalidOperation:
        raise ValueError("no number") from None


def _inexact(
    metadata: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], report: AnalyticsReport
) -> tuple[str, ...]:
    """Why the rows are no exact count."""
    others = metadata.get("dataLossFromOtherRow") or any(
        record[name] == OTHER for record in rows for name in report.dimensions
    )
    restricted = metadata.get("schemaRestrictionResponse")
    told = {
        "sampled": bool(metadata.get("samplingMetadatas")),
        "thresholded": bool(metadata.get("subjectToThresholding")),
        "other row": bool(others),
        "restricted": isinstance(restricted, dict) and bool(restricted.get("activeMetricRestrictions")),
    }
    return tuple(reason for reason, holds in told.items() if holds)


def _quotas(found: Any) -> Mapping[str, tuple[int, int]]:
    """What remains of each quota, and what was consumed."""
    if not isinstance(found, dict):
        return {}
    parts = ((name, one) for name, one in found.items() if isinstance(one, dict))
    return {name: (_number(one.get("remaining")), _number(one.get("consumed"))) for name, one in parts}


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _comment(name: str) -> str | None:
    if any(word in name for word in _RATIOS):
        return f"a ratio: {DOES_NOT_ADD_UP} over dimensions or days"
    if any(word in name for word in _OF_PERSONS) and name not in _ONCE_EACH:
        return f"counted by person: {DOES_NOT_ADD_UP} over dimensions or days"
    return None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
