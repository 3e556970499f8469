"""Carrying out the fixes that findings have with them: a file at a time, and none that changed since it was judged."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.rules.parts.chosen import existing
from heartbeat_cli.rules.parts.finding import Mended, Report
from heartbeat_cli.rules.parts.fix import Fix, Move, Rewrite, fingerprint
from heartbeat_cli.rules.parts.rule import Rule
from heartbeat_cli.rules.parts.run import check_project
from heartbeat_cli.state import SHARED, sync_folder, write_atomically

_MOST_ROUNDS: Final = 5
"""What is mended may show what else is to mend: a file that nothing read may be called otherwise than its metric."""


def mend_project(project: ProjectSettings, rules: Sequence[Rule], *paths: Path, dry_run: bool = False) -> Report:
    """Carry out every fix that `check_project` hands back; the report has what was mended, and what is left.

    Of a whole project what rules make is made as well. A fix that cannot be carried out is part of the report with the
    reason; with `dry_run` none is. Raises as `check_project` does.
    """
    chosen = [existing(project, path) for path in paths]
    mended: list[Mended] = []
    for _ in range(_MOST_ROUNDS):
        report = check_project(project, rules, *chosen)
        fixes = _next_fixes(report, mended)
        if not chosen and not mended:
            fixes += [fix for rule in rules for fix in rule.makes(project)]
        if dry_run:
            return replace(report, mended=tuple(Mended(fix, done=False) for fix in fixes))
        if not fixes:
            break
        places = {fix.file.resolve(): fix.to for fix in fixes if isinstance(fix, Move)}
        mended += [_mend(fix, project) for fix in fixes]
        chosen = [path if path.exists() else places.get(path, path) for path in chosen]
    return replace(report, mended=tuple(mended))


def _next_fixes(report: Report, mended: Iterable[Mended]) -> list[Fix]:
    """One for each file; what else there is to mend in it is found in the next round."""
    tried = {done.fix for done in mended}
    fixes: dict[Path, Fix] = {}
    for finding in report.findings:
        if finding.fix is not None and finding.fix not in tried:
            fixes.setdefault(finding.fix.file, finding.fix)
    return list(fixes.values())


def _mend(fix: Fix, project: ProjectSettings) -> Mended:
    try:
        why = _carry_out(fix, project.root.resolve())
    except FileExistsError:
        why = "there is such a file already"
    except OSError as error:
        why = f"cannot be written: {error.strerror}"
    return Mended(fix, done=why is None, why=why)


def _carry_out(fix: Fix, root: Path) -> str | None:
    """None, or what is in the way. Raises OSError, FileExistsError among them; then everything is as it was."""
    for file in (fix.file, fix.to) if isinstance(fix, Move) else (fix.file,):
        if file.is_symlink() or not file.parent.resolve().is_relative_to(root):
            return "is no file of the project's own"
    if fix.seen is not None and not _is_as_seen(fix.file, fix.seen):
        return "was changed in the meantime"
    if isinstance(fix, Move):
        _move(fix)
    else:
        _rewrite(fix)
    return None


def _is_as_seen(file: Path, seen: str) -> bool:
    return file.is_file() and fingerprint(file.read_bytes().decode("utf-8", "replace")) == seen


def _move(fix: Move) -> None:
    """The file has its new name before it loses the old one: cut short in between, it has both."""
    fix.to.parent.mkdir(exist_ok=True)
    fix.to.hardlink_to(fix.file)
    sync_folder(fix.to.parent)
    fix.file.unlink()
    sync_folder(fix.file.parent)


def _rewrite(fix: Rewrite) -> None:
    if fix.seen is None:
        fix.file.parent.mkdir(exist_ok=True)
        write_atomically(fix.file, fix.text.encode(), mode=SHARED, overwrite=False, durable=True)
        return
    text = fix.text.replace("\n", "\r\n") if b"\r\n" in fix.file.read_bytes() else fix.text
    write_atomically(fix.file, text.encode(), mode=fix.file.stat().st_mode & 0o777, durable=True)
