"""The demo's two clusters and three services: up, down, status, reset, and the grants their administrators would give.

State is one JSON file in the project's state folder: ports, the administrators' passwords and the scale. It is written
before a server starts and again when its databases are whole, so an interrupted build is seen and done again. One
command at a time works on it (`flock`).
"""

import fcntl
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO

from psycopg import sql

from heartbeat_cli.demo.apis import APIS, ApiStatus, api_statuses, api_variables, start_services
from heartbeat_cli.demo.build import DATABASES, admin, build_databases
from heartbeat_cli.demo.postgres import HOST, Server, data_home, free_port, new_password
from heartbeat_cli.demo.services import Services
from heartbeat_cli.errors import HbError, LockedError, NotFoundError, UsageError, did_you_mean
from heartbeat_cli.estate import DEMO_ENV_FILE, Inventory, ProjectSettings, Source
from heartbeat_cli.state import current_holder, make_private_folder, write_atomically

READERS = {"A": "dashboard_user", "B": "sepa_dashboard_user"}
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ClusterState:
    """What is kept about one server. `built` are its databases whose rows are whole."""

    port: int
    admin_password: str
    reader_password: str
    granted: tuple[str, ...] = ()
    built: bool = False


@dataclass(frozen=True, slots=True)
class DemoState:
    """What is kept about the demo of one project. `apis` are the sources whose credentials are handed out."""

    scale: float
    clusters: Mapping[str, ClusterState] = field(default_factory=dict)
    apis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClusterStatus:
    """One cluster's server as it is now. `built` is false until all its databases have their rows.

    `granted` are the databases that may be read.
    """

    cluster: str
    running: bool
    built: bool
    port: int | None
    databases: tuple[str, ...]
    granted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo of one project."""

    project: ProjectSettings

    @property
    def home(self) -> Path:
        """The folder the servers' data lies in."""
        return data_home(self.project.root, self.project.state)

    def server(self, cluster: str, state: ClusterState) -> Server:
        """The server of a cluster, on the port `state` has for it; it need not run."""
        return Server(data=self.home / cluster / "data", log=self.home / cluster / "server.log", port=state.port)

    @property
    def services(self) -> Services:
        """The process that speaks as Zoho CRM, Google Analytics and the back office; it need not run."""
        return Services(self.project.state.resolve() / "services")

    # state

    def load(self) -> DemoState | None:
        """The kept state, None where the demo was never built or its file is damaged."""
        try:
            data = json.loads(self._state_file.read_text())
            clusters = {
                name: ClusterState(**{**spec, "granted": tuple(spec["granted"])})
                for name, spec in data["clusters"].items()
            }
            return DemoState(float(data["scale"]), clusters, tuple(data.get("apis", ())))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def _save(self, state: DemoState) -> None:
        write_atomically(self._state_file, (json.dumps(asdict(state), indent=1)).encode())
        lines = ["# Written by `hb demo`: servers on loopback with passwords of their own."]
        for name, cluster in state.clusters.items():
            if cluster.granted:
                env = self.project.cluster(name).env
                values = {
                    "HOST": HOST,
                    "PORT": cluster.port,
                    "USER": READERS[name],
                    "PASSWORD": cluster.reader_password,
                }
                lines += [f"{env}_{key}={value}" for key, value in values.items()]
        lines += api_variables(self.services, state.apis)
        write_atomically(self.project.state / DEMO_ENV_FILE, ("\n".join(lines) + "\n").encode())

    @property
    def _state_file(self) -> Path:
        return self.project.state / "demo.json"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two `hb demo` commands on one project would build into each other's databases."""
        with self._lock_file() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise LockedError(
                    "another `hb demo` command is at work on this project",
                    where=str(self.project.root),
                    hint="Wait until it is done.",
                ) from None
            yield

    def _lock_file(self) -> IO[str]:
        try:
            make_private_folder(self.project.state)
            return (self.project.state / "demo.lock").open("w")
        except OSError as error:
            raise HbError(
                f"the demo cannot keep its state here: {error.strerror}",
                where=str(self.project.state),
                hint="Give --project a folder you may write to, or run `hb demo up` in one.",
                code="no_permission",
            ) from None

    def _refuse_during_ingest(self) -> None:
        """Servers are not taken away from under a running ingest."""
        holder = current_holder(self.project.state)
        if holder is not None:
            raise LockedError(
                f"an ingest is running: {holder}",
                where=str(self.project.root),
                hint=f"Wait for it, or stop it with `kill {holder.pid}`: finished tables are kept.",
            )

    # verbs

    def up(self, scale: float, progress: Progress) -> DemoState:
        """Build what is missing and start what is down; returns the state of a running demo."""
        with self._alone():
            state = self.load()
            whole = state is not None and all(c.built for c in state.clusters.values())
            if state is not None and whole and state.scale != scale:
                raise UsageError(
                    f"the demo was built at scale {state.scale:g}",
                    hint=f"`hb demo reset --scale {scale:g}` builds it anew; landed data goes with it.",
                    code="other_scale",
                )
            if state is None or not whole:
                self._wipe(state)
                state = self._create(scale, progress)
            for name, cluster in state.clusters.items():
                state = self._start(state, name, cluster)
            bank = state.clusters["A"]
            start_services(self.services, bank.port, bank.admin_password, self.project.now())
            # Where somebody took a port meanwhile, a service is on another.
            self._save(state)
            return state

    def _start(self, state: DemoState, name: str, cluster: ClusterState) -> DemoState:
        """Start one server; on another port where somebody took its own meanwhile."""
        if self.server(name, cluster).pid() is None:
            cluster = replace(cluster, port=free_port(cluster.port))
            state = replace(state, clusters={**state.clusters, name: cluster})
            self._save(state)
            self.server(name, cluster).start()
        return state

    def _create(self, scale: float, progress: Progress) -> DemoState:
        clusters = {
            name: ClusterState(free_port(), admin_password=new_password(), reader_password=new_password())
            for name in DATABASES
        }
        state = DemoState(scale, clusters)
        self._save(state)
        for name, cluster in clusters.items():
            server = self.server(name, cluster)
            server.create(cluster.admin_password)
            server.start()
            with admin(cluster.port, cluster.admin_password) as connection:
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
                        sql.Identifier(READERS[name]), sql.Literal(cluster.reader_password)
                    )
                )
        jobs = [
            (database, cluster.port, cluster.admin_password)
            for name, cluster in clusters.items()
            for database in DATABASES[name]
        ]
        build_databases(jobs, scale, self.project.now(), progress)
        state = DemoState(scale, {name: replace(c, built=True) for name, c in clusters.items()})
        state = self._grant(state, "A", "webbank", ("core", "dict", "scb", "integration", "eapi"))
        self._save(state)
        return state

    def down(self) -> bool:
        """Stop servers and services; True when one was running. Raises LockedError while an ingest reads from them."""
        with self._alone():
            self._refuse_during_ingest()
            return self._stop(self.load())

    def _stop(self, state: DemoState | None) -> bool:
        running = self.services.pid() is not None
        self.services.stop()
        for name, cluster in (state.clusters if state else {}).items():
            server = self.server(name, cluster)
            running |= server.pid() is not None
            server.stop()
        return running

    @property
    def begun(self) -> bool:
        """Whether there is anything a reset throws away."""
        return self.home.exists() or self.project.marts.path.exists()

    def reset(self, scale: float, progress: Progress) -> DemoState:
        """Back to the first day: servers and marts built anew, nothing landed, nothing granted but webbank."""
        with self._alone():
            self._refuse_during_ingest()
            self._wipe(self.load())
            for left in ("dlt", "status.json", "ledger.json"):
                _remove(self.project.state / left)
            for file in self.project.marts.path.parent.glob(f"{self.project.marts.path.name}*"):
                _remove(file)
        return self.up(scale, progress)

    def _wipe(self, state: DemoState | None) -> None:
        self._stop(state)
        for name in DATABASES:
            # A damaged state file names no port, but a server may still run on the data.
            Server(self.home / name / "data", self.home / name / "server.log", 0).stop()
        _remove(self.home)
        _remove(self.services.folder)
        self._state_file.unlink(missing_ok=True)
        (self.project.state / DEMO_ENV_FILE).unlink(missing_ok=True)

    def status(self) -> tuple[ClusterStatus, ...]:
        """Each cluster as it is now; nothing is started."""
        state = self.load()
        clusters = state.clusters if state else {}
        return tuple(
            ClusterStatus(
                cluster=name,
                running=name in clusters and self.server(name, clusters[name]).pid() is not None,
                port=clusters[name].port if name in clusters else None,
                databases=DATABASES[name],
                granted=clusters[name].granted if name in clusters else (),
                built=name in clusters and clusters[name].built,
            )
            for name in DATABASES
        )

    def apis(self) -> tuple[ApiStatus, ...]:
        """Each service as it is now; nothing is started."""
        state = self.load()
        return api_statuses(self.services, state.apis if state else ())

    def grant(self, what: str, inventory: Inventory) -> tuple[Source, ...]:
        """Give the dashboard's user SELECT on a source's database, or hand out an API's credentials; or for `all`."""
        with self._alone():
            state = self.load()
            if state is None or not all(c.built for c in state.clusters.values()):
                raise HbError("the demo is not up", hint="`hb demo up` builds and starts it.", code="demo_down")
            sources = self._grantable(what, inventory)
            for source in sources:
                if source.name in APIS:
                    state = replace(state, apis=tuple(sorted({*state.apis, source.name})))
                    continue
                cluster = source.cluster or ""
                if self.server(cluster, state.clusters[cluster]).pid() is None:
                    raise HbError(f"cluster {cluster} is not running", hint="`hb demo up` starts it.", code="demo_down")
                state = self._grant(state, cluster, source.database or "", source.schemas)
            self._save(state)
            return sources

    @staticmethod
    def _grantable(what: str, inventory: Inventory) -> tuple[Source, ...]:
        databases = {database for names in DATABASES.values() for database in names}
        sources = tuple(s for s in inventory.sources if s.database in databases or s.name in APIS)
        if what == "all":
            return sources
        found = tuple(s for s in sources if what in (s.name, s.database))
        if not found and inventory.get(what) is not None:
            raise NotFoundError(f"the demo has nothing that would be {what}", code="no_database")
        if not found:
            names = [s.name for s in sources]
            raise NotFoundError(
                f"the demo has no source '{what}'",
                hint=did_you_mean(what, names) or f"One of: all, {', '.join(names)}.",
                code="unknown_source",
            )
        return found

    def _grant(self, state: DemoState, name: str, database: str, schemas: tuple[str, ...]) -> DemoState:
        cluster = state.clusters[name]
        with admin(cluster.port, cluster.admin_password, database) as connection:
            for schema in schemas:
                for statement in (
                    "GRANT USAGE ON SCHEMA {schema} TO {user}",
                    "GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {user}",
                ):
                    connection.execute(
                        sql.SQL(statement).format(schema=sql.Identifier(schema), user=sql.Identifier(READERS[name]))
                    )
        granted = tuple(sorted({*cluster.granted, database}))
        return replace(state, clusters={**state.clusters, name: replace(cluster, granted=granted)})


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
