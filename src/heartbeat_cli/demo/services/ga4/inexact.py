"""Reports that are not exact: sampled, with rows held back, folded into "(other)", provisional, or in no order."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from heartbeat_cli.demo.services.ga4.report import AskedReport, ReportRow
from heartbeat_cli.demo.services.messages import Request
from heartbeat_cli.demo.services.switches import Switchboard

OTHER = "(other)"
INEXACT = {
    "sampled": "one in `value` (10) sessions is read and counted so often; samplingMetadatas says so",
    "thresholded": "rows whose first metric is below `value` (10) are held back; subjectToThresholding says so",
    "other_row": "all but the `value` (5) largest rows of each date become one, (other); dataLossFromOtherRow says so",
    "unordered": "without orderBys, rows of equal first metrics come in another order with every request",
}


def blur(
    lines: list[ReportRow], wanted: AskedReport, request: Request, switches: Switchboard
) -> tuple[list[ReportRow], dict[str, Any]]:
    """What the switches make of a report's lines, and what its metadata says of them."""
    told: dict[str, Any] = {}
    taken = switches.take("sampled", request)
    if taken is not None:
        share = int(taken.value or 10)
        space = sum(int(line.metrics[0]) for line in lines)
        told["samplingMetadatas"] = [{"samplesReadCount": str(space // share), "samplingSpaceSize": str(space)}]
        lines = [replace(line, metrics=tuple(v // share * share for v in line.metrics)) for line in lines]
    taken = switches.take("thresholded", request)
    if taken is not None:
        told["subjectToThresholding"] = True
        lines = [line for line in lines if line.metrics[0] >= float(taken.value or 10)]
    taken = switches.take("other_row", request)
    if taken is not None:
        told["dataLossFromOtherRow"] = True
        lines = _folded(lines, wanted, int(taken.value or 5))
    if switches.take("unordered", request) and not wanted.order:
        lines = list(lines)
        random.shuffle(lines)
        lines.sort(key=lambda line: line.metrics[0], reverse=True)
    return lines, told


def _folded(lines: Sequence[ReportRow], wanted: AskedReport, kept: int) -> list[ReportRow]:
    """The largest lines of each date stay; the others are added up, their dimensions but the date `(other)`."""
    place = wanted.headers.index("date") if "date" in wanted.headers else None
    seen: dict[str, int] = {}
    result: list[ReportRow] = []
    rest: dict[tuple[str, ...], tuple[float, ...]] = {}
    for line in sorted(lines, key=lambda line: line.metrics[0], reverse=True):
        date = line.dimensions[place] if place is not None else ""
        seen[date] = seen.get(date, 0) + 1
        if seen[date] <= kept:
            result.append(line)
            continue
        key = tuple(v if i == place else OTHER for i, v in enumerate(line.dimensions))
        rest[key] = tuple(a + b for a, b in zip(rest.get(key, (0.0,) * len(line.metrics)), line.metrics, strict=True))
    return result + [ReportRow(key, metrics) for key, metrics in rest.items()]
