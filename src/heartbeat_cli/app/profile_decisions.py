"""What somebody says of a profile's guess → `db/profile.yml`, every other line of which is kept."""

from typing import TYPE_CHECKING, Final

from heartbeat_cli.app.target import Target
from heartbeat_cli.errors import UsageError
from heartbeat_cli.sheets import DecidedDocument

if TYPE_CHECKING:
    from heartbeat_cli.profiling import ColumnProfile, TableProfile

GUESSES: Final = ("personal", "reference", "role", "area")
"""What can be accepted and denied: of a column the first two, of a table the others."""
_OF_COLUMNS: Final = ("personal", "reference")
_KEYS: Final = {"personal": "personal", "reference": "refers_to", "role": "role", "area": "area"}


def decide(place: Target, guess: str, *, accept: bool) -> DecidedDocument:
    """Write that a guess about the target is right, or wrong.

    Raises UsageError where nothing of the kind is guessed, or where it takes a person to say what is right.
    """
    from heartbeat_cli.estate import PROFILE_FILE

    if guess not in GUESSES:
        raise UsageError(f"there is no guess '{guess}'", hint=f"There are: {', '.join(GUESSES)}.")
    project, source = place.project, place.source
    length = 3 if guess in _OF_COLUMNS else 2
    if project is None or source is None or len(place.names) != length:
        what = "SOURCE.SCHEMA.TABLE.COLUMN" if length == 3 else "SOURCE.SCHEMA.TABLE"
        raise UsageError(f"{guess} is guessed of a {'column' if length == 3 else 'table'}", hint=f"Name it: {what}.")
    found = _guessed(place, guess)
    value = found if accept else _instead(guess, found)
    table = ".".join((source, *map(_quoted, place.names[:2])))
    columns = ("columns", place.names[2]) if length == 3 else ()
    _write(place, ("tables", table, *columns, _KEYS[guess]), value)
    return DecidedDocument(place.text, _KEYS[guess], value, PROFILE_FILE)


def _quoted(name: str) -> str:
    return name if name.replace("_", "").isalnum() else '"' + name.replace('"', '""') + '"'


def _profile(place: Target) -> "TableProfile | ColumnProfile":
    from heartbeat_cli.app.draw import draw_place
    from heartbeat_cli.profiling import ColumnProfile, TableProfile

    profile = draw_place(place).profile
    if not isinstance(profile, (TableProfile, ColumnProfile)):
        raise UsageError(f"{place.text} is no table or column", hint="Nothing is guessed of a view.")
    return profile


def _guessed(place: Target, guess: str) -> str:
    """What is guessed now; raises UsageError where nothing is."""
    from heartbeat_cli.profiling import ColumnProfile

    profile = _profile(place)
    if isinstance(profile, ColumnProfile):
        tags = profile.table.personal.get(profile.column.name, ())
        own = (r for r in profile.inferred if r.source == profile.table.table.qname and len(r.columns) == 1)
        references = (f"{r.target}.{r.target_columns[0]}" for r in own)
        found = next((tag.category for tag in tags), None) if guess == "personal" else next(references, None)
    elif guess == "role":
        found = profile.role
    else:
        found = profile.area.name if profile.area is not None else None
    if found is None:
        hint = f"Write what is right to db/profile.yml, as `{_KEYS[guess]}`."
        raise UsageError(f"no {guess} is guessed", where=place.text, hint=hint)
    return found


def _instead(guess: str, found: str) -> str | bool:
    """What is right where the guess is wrong; raises UsageError where only a person knows."""
    if guess in _OF_COLUMNS:
        return False
    if guess == "role" and found != "entity":
        return "entity"
    raise UsageError(f"the {guess} is not '{found}', but what?", hint=f"Write it to db/profile.yml, as `{guess}`.")


def _write(place: Target, path: tuple[str, ...], value: str | bool) -> None:
    from heartbeat_cli.estate import PROFILE_FILE
    from heartbeat_cli.files import PROFILE, keep_schema, load_document, set_value
    from heartbeat_cli.state import SHARED, write_atomically

    assert place.project is not None
    file = place.project.root / PROFILE_FILE
    text = load_document(file).text if file.exists() else f"{PROFILE.schema_line}\n"
    body = set_value(text, file, path, value).encode()
    mode = file.stat().st_mode & 0o777 if file.exists() else SHARED
    write_atomically(file, body, mode=mode, durable=True)
    keep_schema(PROFILE, file)
