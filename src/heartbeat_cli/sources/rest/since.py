"""Where a refresh begins, as a service wants to be told."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from heartbeat_cli.errors import HbError
from heartbeat_cli.sources.epoch import per_second
from heartbeat_cli.sources.rest.settings import START, Incremental, Resource


def parameters(resource: Resource, since: str | None) -> Mapping[str, Any]:
    """The query of a resource's first page. Raises HbError where `since` is no time and has to be one."""
    new = resource.incremental
    begin = None if new is None else since or new.initial_value
    if new is None or begin is None:
        return {name: value for name, value in resource.params.items() if START not in str(value)}
    written = converted(begin, new)
    filled = {name: _filled(value, written) for name, value in resource.params.items()}
    return {**filled, new.start_param: written} if new.start_param else filled


def _filled(value: Any, written: str) -> Any:
    return value.replace(START, written) if isinstance(value, str) else value


def converted(begin: str, new: Incremental) -> str:
    """A value of the cursor as the parameter has it."""
    if new.convert == "iso8601":
        # As nearly every service writes it; many take nothing else.
        return f"{begin.removesuffix('+00:00')}Z" if begin.endswith("+00:00") else begin
    when = _moment(begin, new)
    match new.convert:
        case "date":
            return when.date().isoformat()
        case "unix_seconds":
            return str(int(when.timestamp()))
    return str(int(when.timestamp() * 1000))


def _moment(begin: str, new: Incremental) -> datetime:
    try:
        number = Decimal(begin)
    except InvalidOperation:
        return _written(begin, new)
    return datetime.fromtimestamp(max(0.0, float(number / per_second(number))), UTC)


def _written(begin: str, new: Incremental) -> datetime:
    try:
        when = datetime.fromisoformat(begin)
    except ValueError:
        raise HbError(f"'{begin}', where `{new.cursor_path}` begins, is no time that could be {new.convert}") from None
    return when if when.tzinfo else when.replace(tzinfo=UTC)
