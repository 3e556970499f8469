"""A Zoho CRM that was entered: its modules as streams."""

import threading
from collections.abc import Iterator
from typing import Final

from heartbeat_cli.sources.failures import ApiFailedError, ApiRefusedError
from heartbeat_cli.sources.http import ALONE, HttpClient, TokenKeeper
from heartbeat_cli.sources.stream import Page, Portion, Stream, Surroundings
from heartbeat_cli.sources.zoho.errors import NO_SUCH_MODULE, code_of, data_of, scope_of
from heartbeat_cli.sources.zoho.fields import ID, MODIFIED, CrmField, read_fields
from heartbeat_cli.sources.zoho.lists import ModuleList
from heartbeat_cli.sources.zoho.organisation import Organisation
from heartbeat_cli.sources.zoho.settings import CrmSettings
from heartbeat_cli.sources.zoho.tokens import CrmSession, CrmTokens

_MOMENT: Final = "timestamp with time zone"


class ZohoCrm:
    """One organisation. Threads may share it."""

    def __init__(
        self, settings: CrmSettings, around: Surroundings | None = None, session: CrmSession | None = None
    ) -> None:
        self._settings = settings
        self._accounts = HttpClient(settings.source, around)
        self._tokens = TokenKeeper(CrmTokens(settings, self._accounts).fetch, session)
        self._organisation = Organisation(settings.source, self._tokens, around or ALONE)
        self._around = around or ALONE
        self._lock = threading.Lock()
        self._fields: dict[str, tuple[CrmField, ...] | None] = {}

    def streams(self) -> tuple[Stream, ...]:
        """The modules that are wanted. Raises ApiRefusedError, ApiFailedError naming what is missing."""
        self._check_scope()
        found = (self._stream(module) for module in self._settings.modules)
        return tuple(stream for stream in found if stream is not None)

    def pages(self, stream: Stream, ask: Portion) -> Iterator[Page]:
        """The records of a module, and what was deleted of it."""
        fields = self._fields_of(stream.name)
        if fields is None:
            raise self._no_module(stream.name)
        yield from self._list(stream.name, fields).pages(ask)

    @property
    def session(self) -> CrmSession | None:
        """The token, for another process of the run."""
        return self._tokens.token

    def close(self) -> None:
        """Let go of connections."""
        self._organisation.close()
        self._accounts.close()

    def _check_scope(self) -> None:
        """What a token may is said beside it."""
        said = self._tokens.current().scope
        if said is None:
            return
        scopes = {scope.lower() for scope in said.replace(",", " ").split()}
        lacking = [scope_of(module) for module in self._settings.modules if not _may_read(scopes, "modules", module)]
        lacking += [] if _may_read(scopes, "settings", "fields") else ["ZohoCRM.settings.fields.READ"]
        if lacking:
            raise ApiRefusedError(
                f"the refresh token lacks the scope {', '.join(lacking)}",
                where=self._settings.source,
                hint="Have it made anew with the scopes ZohoCRM.modules.READ,ZohoCRM.settings.fields.READ.",
            )

    def _stream(self, module: str) -> Stream | None:
        fields = self._fields_of(module)
        if fields is None:
            if module in self._settings.expected:
                raise self._no_module(module)
            self._around.tell(f"there is no module {module}")
            return None
        listed = self._list(module, fields)
        listed.look()
        columns = tuple(column for field in fields for column in field.columns)
        timed = any((column.name, column.type) == (MODIFIED, _MOMENT) for column in columns)
        stale = any(field.worked_out for field in fields)
        return Stream(
            module,
            key=(ID,),
            cursor=MODIFIED if timed else None,
            fields=columns,
            full_every_seconds=self._settings.full_every_seconds if stale else None,
            rows=listed.number(),
            comment=f"Module {module} of Zoho CRM",
        )

    def _list(self, module: str, fields: tuple[CrmField, ...]) -> ModuleList:
        return ModuleList(self._organisation, module, [field.name for field in fields])

    def _fields_of(self, module: str) -> tuple[CrmField, ...] | None:
        """The fields of a module, asked for once; None where there is no such module."""
        with self._lock:
            if module not in self._fields:
                self._fields[module] = self._asked_fields(module)
            return self._fields[module]

    def _asked_fields(self, module: str) -> tuple[CrmField, ...] | None:
        answer = self._organisation.get("settings/fields", {"module": module})
        if answer.status in (204, 304) or code_of(answer) in NO_SUCH_MODULE:
            return None
        described = data_of(answer, f"the fields of {module}", "ZohoCRM.settings.fields.READ").get("fields")
        if not isinstance(described, list) or not described:
            raise ApiFailedError(f"{answer.place} answered without the fields of {module}", where=answer.source)
        return read_fields(described)

    def _no_module(self, module: str) -> ApiFailedError:
        return ApiFailedError(
            f"there is no module {module}, or the user of the refresh token does not see it",
            where=self._settings.source,
            hint="Modules go by their API names: Setup, Developer Hub, APIs & SDKs, API Names.",
        )


def _may_read(scopes: set[str], area: str, part: str) -> bool:
    fitting = {f"zohocrm.{area}{middle}.{right}" for middle in ("", f".{part.lower()}") for right in ("all", "read")}
    # Modules of one's own have a scope together.
    own = {f"zohocrm.{area}.custom.{right}" for right in ("all", "read")}
    return bool(scopes & (fitting | own))
