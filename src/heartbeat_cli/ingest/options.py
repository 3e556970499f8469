"""What a run was asked for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """What a run was asked for. `tables` narrows it down; `proof` None is the project's, else the marts' usual one."""

    tables: tuple[str, ...] = ()
    reconcile: bool = False
    adopt: bool = False
    rebuild: bool = False
    proof: str | None = None
    wait: bool = False
