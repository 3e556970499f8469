"""Dump text → Schema; live catalogue → Schema; where the mirror's files are."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.mirror.archives import is_archive
    from heartbeat_cli.mirror.binaries import PACKAGE, find_pg_dump, packaged_binaries
    from heartbeat_cli.mirror.compare import compare_databases, not_compared
    from heartbeat_cli.mirror.dumps import MirrorDumps, read_mirrored
    from heartbeat_cli.mirror.extensions import STAND_INS
    from heartbeat_cli.mirror.glance import names_at_a_glance
    from heartbeat_cli.mirror.load import Loaded, PlannedLoad, load_dumps, pick_dumps, plan_load
    from heartbeat_cli.mirror.locate import MirroredDump, dump_file, find_dump, list_mirror
    from heartbeat_cli.mirror.pull import NotPulled, Pulled, pick_sources, pull_sources
    from heartbeat_cli.mirror.reading import hb_errors, open_dump, read_dump
    from heartbeat_cli.mirror.status import DumpStatus, MirrorStatus, read_status
    from heartbeat_cli.mirror.targets import (
        Pair,
        Side,
        Unreached,
        mirror_side,
        pair_up,
        pair_with_live,
        read_side,
        sourced,
    )

__getattr__, __dir__ = face(
    __name__,
    {
        "archives": "is_archive",
        "binaries": "PACKAGE find_pg_dump packaged_binaries",
        "compare": "compare_databases not_compared",
        "dumps": "MirrorDumps read_mirrored",
        "extensions": "STAND_INS",
        "glance": "names_at_a_glance",
        "load": "Loaded PlannedLoad load_dumps pick_dumps plan_load",
        "locate": "MirroredDump dump_file find_dump list_mirror",
        "pull": "NotPulled Pulled pick_sources pull_sources",
        "reading": "hb_errors open_dump read_dump",
        "status": "DumpStatus MirrorStatus read_status",
        "targets": "Pair Side Unreached mirror_side pair_up pair_with_live read_side sourced",
    },
)

__all__ = [
    "PACKAGE",
    "STAND_INS",
    "DumpStatus",
    "Loaded",
    "MirrorDumps",
    "MirrorStatus",
    "MirroredDump",
    "NotPulled",
    "Pair",
    "PlannedLoad",
    "Pulled",
    "Side",
    "Unreached",
    "compare_databases",
    "dump_file",
    "find_dump",
    "find_pg_dump",
    "hb_errors",
    "is_archive",
    "list_mirror",
    "load_dumps",
    "mirror_side",
    "names_at_a_glance",
    "not_compared",
    "open_dump",
    "packaged_binaries",
    "pair_up",
    "pair_with_live",
    "pick_dumps",
    "pick_sources",
    "plan_load",
    "pull_sources",
    "read_dump",
    "read_mirrored",
    "read_side",
    "read_status",
    "sourced",
]
