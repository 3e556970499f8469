"""The inventory against the live systems, and what is now known written into its files."""

from dataclasses import dataclass
from pathlib import Path

from heartbeat_cli.errors import HbError, InvalidFileError
from heartbeat_cli.estate import ProjectSettings, load_inventory
from heartbeat_cli.status import Discrepancy, LiveCluster, LiveSource


@dataclass(frozen=True, slots=True)
class VerifiedInventory:
    """What the live systems said of each source, the databases nobody listed, and what `--update` wrote."""

    sources: tuple[LiveSource, ...]
    clusters: tuple[LiveCluster, ...]
    unlisted: tuple[Discrepancy, ...] = ()
    written: tuple[Discrepancy, ...] = ()
    not_written: tuple[tuple[Discrepancy, HbError], ...] = ()

    @property
    def error(self) -> HbError | None:
        """That nothing was verified, where no system could be asked; None where one was."""
        if not self.sources or any(source.not_asked is None for source in self.sources):
            return None
        return HbError(
            "no system could be asked, so nothing was verified",
            hint="`hb doctor` says what each of them lacks.",
            code="nothing_asked",
        )

    @property
    def discrepancies(self) -> tuple[Discrepancy, ...]:
        """Every one that is left."""
        own = (found for source in self.sources for found in source.discrepancies)
        return tuple(found for found in (*own, *self.unlisted) if found not in self.written)


def verify_sources(
    project: ProjectSettings,
    name: str | None = None,
    *,
    update: bool = False,
) -> VerifiedInventory:
    """Hold every source, or the one called `name`, against its system; with `update` write what is now known.

    Raises NotFoundError for a source there is not. Systems that do not answer are part of the result.
    """
    from heartbeat_cli.status import hold_against, look_at_apis, look_at_clusters, unlisted_databases

    inventory = load_inventory(project)
    sources = (inventory.require(name),) if name else inventory.sources
    on_clusters = any(source.cluster for source in sources)
    clusters = look_at_clusters(project, sources) if on_clusters else {}
    found = hold_against(sources, clusters, look_at_apis(project, sources))
    unlisted = () if name else unlisted_databases(inventory, clusters)
    if not update:
        return VerifiedInventory(found, tuple(clusters.values()), unlisted)
    files = {source.name: source.file for source in sources}
    written, failed = _write_all([d for one in found for d in one.discrepancies], files)
    return VerifiedInventory(found, tuple(clusters.values()), unlisted, written, failed)


def _write_all(
    found: list[Discrepancy], files: dict[str, Path]
) -> tuple[tuple[Discrepancy, ...], tuple[tuple[Discrepancy, HbError], ...]]:
    written, failed = [], []
    for one in (one for one in found if one.source and one.key and one.value):
        try:
            _write(files[one.source or ""], one)
            written.append(one)
        except HbError as error:
            failed.append((one, error))
    return tuple(written), tuple(failed)


def _write(file: Path, found: Discrepancy) -> None:
    """One value; every other line of the file stays as it is. Raises InvalidFileError where none can be put."""
    from heartbeat_cli.files import set_value
    from heartbeat_cli.state import write_atomically

    assert found.key is not None
    assert found.value is not None
    try:
        text = file.read_text(encoding="utf-8")
        body = set_value(text, file, found.key, found.value).encode()
        write_atomically(file, body, mode=file.stat().st_mode & 0o777)
    except OSError as error:
        raise InvalidFileError(f"this file cannot be written: {error.strerror}", where=str(file)) from None
