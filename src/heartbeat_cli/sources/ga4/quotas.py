"""What remains of a property's quotas: enough for the next report, or a clean stop."""

from collections.abc import Mapping
from typing import Final

from heartbeat_cli.sources.ga4.errors import exhausted
from heartbeat_cli.sources.stream import Surroundings

_WITHIN_THE_HOUR: Final = "within the hour"
# What is read beside tokens, and where each comes back from.
_BACK: Final = {
    "tokensPerProjectPerHour": ("tokens of the hour for this project", _WITHIN_THE_HOUR),
    "tokensPerHour": ("tokens of the hour", _WITHIN_THE_HOUR),
    "tokensPerDay": ("tokens of the day", "at midnight in California"),
    "serverErrorsPerProjectPerHour": ("server errors of the hour", _WITHIN_THE_HOUR),
    "potentiallyThresholdedRequestsPerHour": ("requests of the hour that may be thresholded", _WITHIN_THE_HOUR),
}
_FEW_REPORTS: Final = 20


def check_quotas(source: str, quotas: Mapping[str, tuple[int, int]]) -> None:
    """Raises QuotaError where another report like the last would go beyond a quota."""
    for name, (what, when) in _BACK.items():
        remaining, consumed = quotas.get(name, (1, 0))
        if remaining < max(consumed, 1) and "hresholded" not in name:
            raise exhausted(source, f"{remaining:,} {what} are left, and the last report took {consumed:,}", when)


def tell_quotas(around: Surroundings, quotas: Mapping[str, tuple[int, int]], told: set[str]) -> None:
    """Say once of each quota that it comes to its end."""
    for name, (what, _) in _BACK.items():
        remaining, consumed = quotas.get(name, (0, 0))
        if consumed and remaining < _FEW_REPORTS * consumed and name not in told:
            told.add(name)
            around.tell(f"{remaining:,} {what} are left")
