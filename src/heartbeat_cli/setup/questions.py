"""The questions of `hb init`, and what their answers come to. Each has a flag, a default, and can stand in a file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

from heartbeat_cli.discovery import Answers, Ask, Option, as_texts
from heartbeat_cli.errors import HbError, NotFoundError, UnreachableError, UsageError, did_you_mean
from heartbeat_cli.estate import MARTS_KINDS, USUAL_KIND
from heartbeat_cli.setup.address import ServerAddress, address_in, is_address, read_address
from heartbeat_cli.setup.found import FoundDatabase, FoundSchema
from heartbeat_cli.setup.names import sound_name, source_name
from heartbeat_cli.setup.planned import MARTS_ENV, SOURCE_ENV, USUAL_CLUSTER, Choices, ChosenSource, MartsChoice
from heartbeat_cli.setup.upstream import lets_in
from heartbeat_cli.wording import count

_ON_A_SERVER: Final = "postgres"
_Value = TypeVar("_Value")


def settled(answers: Answers, ask: Ask, settle: Callable[[tuple[str, ...]], _Value]) -> _Value:
    """What `settle` makes of the answer; a person is asked again where it will not do."""
    while True:
        texts = as_texts(answers.reply(ask))
        try:
            return settle(texts)
        except HbError as error:
            ask = replace(ask, problem=error)


def ask_origin(answers: Answers, environment: Mapping[str, str]) -> ServerAddress | Path | None:
    """The server to look at, the folder of dumps, or None for nothing yet.

    Where nothing is said, the variables `SOURCE_PG_*` may name a server. Raises UsageError for two of them.
    """
    if {"from", "dumps"} <= answers.given.keys():
        raise UsageError(
            "a connection string and --dumps exclude each other", hint="Begin with one; `hb sources add` adds others."
        )
    if "dumps" in answers.given:
        return Path(str(answers.reply(Ask("dumps", "A folder of dumps")))).expanduser()
    known = address_in(environment, SOURCE_ENV)
    ask = Ask(
        "from",
        "A connection string, or a folder of dumps",
        default="",
        prompted=known is None,
        instruction="postgresql://USER@HOST/DATABASE; empty: neither yet",
    )
    return settled(answers, ask, lambda texts: _origin("".join(texts), environment) if texts else known)


def _origin(text: str, environment: Mapping[str, str]) -> ServerAddress | Path:
    if is_address(text):
        return read_address(text, environment)
    folder = Path(text).expanduser()
    if folder.is_dir():
        return folder
    raise UsageError(
        "this is no connection string, and no folder of dumps", hint="Write it as postgresql://USER@HOST/DATABASE."
    )


def ask_password(
    answers: Answers,
    address: ServerAddress,
    environment: Mapping[str, str],
    *names: str,
    unneeded: Callable[[ServerAddress], bool] = lambda _: False,
    problem: HbError | None = None,
) -> ServerAddress:
    """The address with a password: its own, that of one of the variables `names`, or what a person types unseen.

    Where none is known, `unneeded` says whether the server lets us in without; `problem` is what was wrong with the
    last one. Raises that, or MissingAnswerError, where nobody can be asked.
    """
    known = address.password or next((environment[name] for name in names if environment.get(name)), None)
    if known is not None and problem is None:
        return address.with_password(known)
    if problem is None and unneeded(address):
        return address
    ask = Ask(
        "password",
        f"The password of {address.user} at {address.host}:{address.port}",
        secret=True,
        problem=problem,
        refusal=UsageError(
            f"the password of {address.user} is missing", hint=f"Set {' or '.join(names)}.", code="missing_flag"
        ),
    )
    return address.with_password(str(answers.reply(ask)))


def ask_choices(
    answers: Answers,
    databases: Sequence[FoundDatabase],
    address: ServerAddress | None,
    environment: Mapping[str, str],
    folder: Path,
    imported: Sequence[ChosenSource] = (),
) -> Choices:
    """Which databases become sources, which of their schemas are landed, the truth source, and where the marts are.

    `imported` sources are taken as they are, with what was found of their databases. Raises UsageError and
    NotFoundError for an answer that will not do.
    """
    if imported:
        sources = tuple(_looked_at(source, databases) for source in imported)
    else:
        chosen = _ask_databases(answers, databases, address)
        sources = ask_schemas(answers, tuple(_named(chosen)) or (_none_yet(answers, folder),))
    truth = _ask_truth_source(answers, sources)
    return Choices(truth, sources, ask_marts(answers, environment), address)


def _looked_at(source: ChosenSource, databases: Sequence[FoundDatabase]) -> ChosenSource:
    """An imported source with what was found of its database."""
    found = next((database for database in databases if database.name == source.database.name), None)
    if found is None:
        return source
    wanted = {schema.name for schema in source.landed}
    return replace(
        source,
        cluster=found.folder,
        database=found,
        landed=tuple(schema for schema in found.schemas if schema.name in wanted),
    )


def _none_yet(answers: Answers, folder: Path) -> ChosenSource:
    """The source of a project that begins with nothing, named as the folder where nobody says."""
    ask = Ask("truth-source", "What the system is called that you would ask first", default=source_name(folder.name))
    name = settled(answers, ask, lambda texts: sound_name("".join(texts)))
    return ChosenSource(name, USUAL_CLUSTER, FoundDatabase(name, ()), ())


def _named(databases: Sequence[FoundDatabase]) -> list[ChosenSource]:
    """Each with a name of its own: that of its cluster is put before where a name is taken."""
    sources: list[ChosenSource] = []
    for database in databases:
        name, taken = source_name(database.name), {source.name for source in sources}
        if name in taken:
            name = source_name(f"{database.folder}_{database.name}")
        while name in taken:
            name += "_2"
        sources.append(ChosenSource(name, database.folder, database, database.of_interest))
    return sources


def _ask_databases(
    answers: Answers, databases: Sequence[FoundDatabase], address: ServerAddress | None
) -> tuple[FoundDatabase, ...]:
    with_tables = tuple(d for d in databases if d.of_interest)
    if not with_tables:
        return tuple(d for d in databases if address is not None and d.name == address.database)
    named = tuple(d.name for d in with_tables if address is not None and d.name == address.database)
    every = tuple(d.name for d in with_tables)
    ask = Ask(
        "database",
        "Which databases have what you want to measure",
        default=named or every,
        options=tuple(Option(d.name, f"{d.name}  {tables_of(d.of_interest)}", d.comment) for d in with_tables),
        many=True,
        prompted=len(with_tables) > 1,
    )
    picked = settled(answers, ask, lambda texts: known_ones(texts or named or every, every, "database"))
    return tuple(d for d in with_tables if d.name in picked)


def ask_schemas(answers: Answers, sources: Sequence[ChosenSource]) -> tuple[ChosenSource, ...]:
    """The sources with the schemas that are to be landed of each."""
    every = {f"{s.name}.{schema.name}": schema for s in sources for schema in s.database.schemas}
    usual = tuple(f"{s.name}.{schema.name}" for s in sources for schema in s.landed)
    if not every:
        return tuple(sources)
    ask = Ask(
        "schema",
        "Which schemas are to be landed (none picked: all but technical ones)",
        default=usual,
        options=tuple(Option(name, f"{name}  {tables_of([schema])}") for name, schema in every.items()),
        many=True,
        prompted=len(every) > 1,
    )
    picked = settled(answers, ask, lambda texts: known_ones(_in_full(texts, every) or usual, tuple(every), "schema"))
    return tuple(replace(s, landed=tuple(_picked(s, picked))) for s in sources)


def _picked(source: ChosenSource, picked: Sequence[str]) -> Iterator[FoundSchema]:
    return (schema for schema in source.database.schemas if f"{source.name}.{schema.name}" in picked)


def _in_full(texts: Sequence[str], every: Mapping[str, FoundSchema]) -> tuple[str, ...]:
    """Schemas as `source.schema`; the source may be left out."""
    ends = {text: [name for name in every if name.partition(".")[2] == text] for text in texts}
    return tuple(name for text in texts for name in ([text] if text in every else ends[text] or [text]))


def _ask_truth_source(answers: Answers, sources: Sequence[ChosenSource]) -> str:
    names = tuple(source.name for source in sources)
    if not sources[0].database.schemas:
        return names[0]
    ask = Ask(
        "truth-source",
        "Which source is asked first, for every number",
        default=names[0],
        options=tuple(Option(s.name, f"{s.name}  {tables_of(s.landed)}") for s in sources),
        prompted=len(names) > 1,
    )
    return settled(answers, ask, lambda texts: known_ones(texts, names, "source"))[0]


def ask_marts(answers: Answers, environment: Mapping[str, str]) -> MartsChoice:
    """What the marts are: a DuckDB file, or a database on a server, as `MARTS_PG_*` or a connection string says."""
    ask = Ask(
        "marts",
        "Where landed rows are kept",
        default=USUAL_KIND,
        options=tuple(Option(name, f"{name}  {_about(name)}") for name in MARTS_KINDS.names()),
    )
    return settled(answers, ask, lambda texts: _marts("".join(texts), answers, environment))


def _about(kind: str) -> str:
    return "a database on a server, or its connection string" if MARTS_KINDS.find(kind).connection else "in this folder"


def _marts(text: str, answers: Answers, environment: Mapping[str, str]) -> MartsChoice:
    names = MARTS_KINDS.names()
    if text in names:
        known = address_in(environment, MARTS_ENV) if MARTS_KINDS.find(text).connection else None
        return MartsChoice(text, known and _with_password(answers, known, environment))
    if not is_address(text):
        hint = did_you_mean(text, names) or f"It is {', '.join(names)}, or postgresql://USER@HOST/DATABASE."
        raise UsageError(f"there are no marts '{text}'", hint=hint)
    address = read_address(text, environment)
    return MartsChoice(_ON_A_SERVER, _with_password(answers, address, environment, "PGPASSWORD"))


def _with_password(
    answers: Answers, address: ServerAddress, environment: Mapping[str, str], *names: str
) -> ServerAddress:
    return ask_password(answers, address, environment, f"{MARTS_ENV}_PASSWORD", *names, unneeded=_marts_let_in)


def _marts_let_in(address: ServerAddress) -> bool:
    """Marts may come later than the project."""
    try:
        return lets_in(address, MARTS_ENV)
    except UnreachableError:
        return False


def known_ones(texts: Sequence[str], known: Sequence[str], what: str) -> tuple[str, ...]:
    """The answers as they are. Raises NotFoundError for one that is not `known`."""
    for text in texts:
        if text not in known:
            hint = did_you_mean(text, known) or f"There is {', '.join(known[:8])}."
            raise NotFoundError(f"there is no {what} '{text}'", hint=hint, code=f"unknown_{what}")
    return tuple(texts)


def tables_of(schemas: Sequence[FoundSchema]) -> str:
    """How many tables and about how many rows there are, in words."""
    tables = count(sum(len(schema.tables) for schema in schemas), "table")
    known = [schema.rows for schema in schemas if schema.rows is not None]
    return f"{tables}, about {count(sum(known), 'row')}" if known else tables
