"""The questions of `hb sources add`: what kind of source it is, where it is, and what of it is landed."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from heartbeat_cli.discovery import Answers, Ask, Option
from heartbeat_cli.errors import HbError, UsageError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.setup.address import ServerAddress, address_in, read_address
from heartbeat_cli.setup.found import FoundDatabase
from heartbeat_cli.setup.names import sound_name, source_name
from heartbeat_cli.setup.planned import ChosenSource, env_of
from heartbeat_cli.setup.questions import ask_schemas, known_ones, settled, tables_of
from heartbeat_cli.sources import SourceDraft, draft_from_answer, draft_from_openapi

DATABASE, SERVER, OPENAPI, SAMPLE = "database", "server", "openapi", "sample"
_ADDRESS: Final = "postgresql://USER@HOST/DATABASE"


def ask_new_name(answers: Answers, refuse: Callable[[str], None]) -> str:
    """What the source is to be called; `refuse` raises for a name that is taken."""
    missing = UsageError(
        "the source has no name", hint="Say what it is to be called: hb sources add NAME.", code="missing_flag"
    )
    ask = Ask("name", "What the source is to be called", refusal=missing, instruction="billing, crm, …")

    def settle(texts: tuple[str, ...]) -> str:
        name = sound_name("".join(texts))
        refuse(name)
        return name

    return settled(answers, ask, settle)


def ask_kind(answers: Answers, clusters: Sequence[str]) -> str:
    """`database`, `server`, `openapi` or `sample`, by what was given; a person chooses where nothing was."""
    given = answers.given.keys()
    for kind, flags in ((OPENAPI, {"openapi"}), (SAMPLE, {"sample"}), (SERVER, {"from"})):
        if given & flags:
            return kind
    kinds = {
        DATABASE: f"a database on {' or '.join(clusters)}, which heartbeat.yml names",
        SERVER: "a database on another server, by its connection string",
        OPENAPI: "an API, by its OpenAPI document",
        SAMPLE: "an API, by one of its answers",
    }
    ask = Ask(
        "kind",
        "What it is",
        default=DATABASE,
        options=tuple(Option(kind, title) for kind, title in kinds.items()),
        prompted=not given & {"cluster", "database", "schema"},
    )
    return settled(answers, ask, lambda texts: known_ones(texts, tuple(kinds), "kind of source"))[0]


def is_database(kind: str) -> bool:
    """Whether a kind of source is a database, and no API."""
    return kind in (DATABASE, SERVER)


def ask_server(
    answers: Answers, kind: str, project: ProjectSettings, environment: Mapping[str, str]
) -> tuple[ServerAddress, str, str]:
    """The server of a database, its cluster, and the prefix of its variables; a server nobody named gets a cluster."""
    known = {cluster.name: cluster.env for cluster in project.clusters}
    if kind == DATABASE:
        return _on_a_cluster(answers, known, environment)
    ask = Ask("from", "Its connection string", instruction=_ADDRESS)
    address = settled(answers, ask, lambda texts: read_address("".join(texts), environment))
    servers = {name: address_in(environment, env) for name, env in known.items()}
    same = next((name for name, at in servers.items() if at and _one_server(at, address)), None)
    new = UsageError(
        "this server is none of heartbeat.yml's", hint="Give it a name: --cluster NAME.", code="missing_flag"
    )
    cluster = settled(
        answers,
        Ask("cluster", "A name for its cluster", default=same, prompted=same is None, refusal=new),
        lambda texts: _sound_cluster("".join(texts)),
    )
    return address, cluster, known.get(cluster) or env_of(cluster)


def _on_a_cluster(
    answers: Answers, known: Mapping[str, str], environment: Mapping[str, str]
) -> tuple[ServerAddress, str, str]:
    first = next(iter(known))
    ask = Ask(
        "cluster",
        "Which cluster it is on",
        default=first,
        options=tuple(Option(name, name) for name in known),
        prompted=len(known) > 1,
    )

    def settle(texts: tuple[str, ...]) -> tuple[ServerAddress, str, str]:
        cluster = _sound_cluster("".join(texts))
        env = known.get(cluster) or env_of(cluster)
        if (address := address_in(environment, env)) is not None:
            return address, cluster, env
        raise HbError(
            f"no credentials for cluster {cluster}",
            hint=f"Give a connection string, or set {env}_HOST, _PORT, _USER and _PASSWORD in .env.",
            code="no_credentials",
        )

    return settled(answers, ask, settle)


def _one_server(one: ServerAddress, other: ServerAddress) -> bool:
    return (one.host, one.port, one.user) == (other.host, other.port, other.user)


def _sound_cluster(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", text):
        raise UsageError(f"'{text}' is no name of a cluster", hint="Letters, digits, _ and -, a letter first.")
    return text


def ask_source(
    answers: Answers, name: str, databases: Sequence[FoundDatabase], address: ServerAddress, cluster: str
) -> ChosenSource:
    """One more source: its database, by default the one of its name, and the schemas that are landed of it."""
    every = tuple(database.name for database in databases)
    usual = next((one for one in every if name in (one, source_name(one))), None)
    ask = Ask(
        "database",
        "Which database it is",
        default=address.database or usual,
        options=tuple(Option(d.name, f"{d.name}  {tables_of(d.of_interest)}", d.comment) for d in databases),
        prompted=address.database is None,
    )
    picked = settled(answers, ask, lambda texts: known_ones(texts, every, "database"))[0]
    found = next(database for database in databases if database.name == picked)
    return ask_schemas(answers, [ChosenSource(name, cluster, found, found.of_interest)])[0]


def ask_draft(answers: Answers, kind: str, read: Callable[[str], Any]) -> SourceDraft:
    """What an API says of itself; `read` gives the document at a place: a file or an address."""
    if kind == OPENAPI:
        ask = Ask("openapi", "Its OpenAPI document (2.0, 3.0 or 3.1)", instruction="a file or an address")
        return settled(answers, ask, lambda texts: draft_from_openapi(read("".join(texts))))
    sample = Ask("sample", "One of its answers", instruction="a file of JSON, or an address")
    place, document = settled(answers, sample, lambda texts: ("".join(texts), read("".join(texts))))
    missing = UsageError(
        "nothing says where the sample comes from",
        hint="Give the address that answered it: hb sources add NAME https://… --sample FILE.",
        code="missing_flag",
    )
    usual = place if "://" in place else None
    ask = Ask("from", "The address that answered it", default=usual, prompted=usual is None, refusal=missing)

    def settle(texts: tuple[str, ...]) -> SourceDraft:
        if "://" not in (url := "".join(texts)):
            raise missing
        return draft_from_answer(url, document)

    return settled(answers, ask, settle)
