"""What git knows of a project's folder. Without git, or outside of it, nothing; nothing here writes."""

import subprocess
from pathlib import Path

_SECONDS = 20
_COMMIT = "\x01"


def git(root: Path, *words: str) -> str | None:
    """What `git` says in the project's folder, None where it fails or is not there."""
    command = ["git", "-C", str(root), "--no-optional-locks", *words]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def checkout_of(folder: Path) -> Path | None:
    """The checkout a folder is in, None outside of git; asked of the file system, which takes no time."""
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)


def revision(root: Path) -> str | None:
    """The commit that is checked out, 12 digits of it."""
    found = git(root, "rev-parse", "--verify", "--quiet", "HEAD") if checkout_of(root) else None
    return found.strip()[:12] if found else None


def history_state(root: Path) -> str | None:
    """What changes whenever `first_authors` does: the commit, or that there is none. None where more of the history may
    come to be known without one."""
    if checkout_of(root) is None:
        return "no checkout"
    found = git(root, "rev-parse", "--is-shallow-repository", "--verify", "--quiet", "HEAD")
    known = (found or "").split()
    return known[1] if len(known) == 2 and known[0] == "false" else None


def first_authors(root: Path, *folders: Path) -> dict[tuple[str, str], str]:
    """Who first wrote each line of the files in these folders: name of the file and line -> mail address.

    Names are without folder and ending, lines without the blanks at their ends: moving a file from one of the folders
    to another, or laying it out anew, makes nobody its author. Where a clone has only the end of the history, nobody
    knows who wrote what was there when it begins.
    """
    names = [str(folder.relative_to(root)) for folder in folders if folder.is_dir()]
    if not names or checkout_of(root) is None:
        return {}
    patches = ("-p", "-U0", "--no-color", "--no-ext-diff", "--no-renames")
    log = git(root, "log", "--reverse", f"--format={_COMMIT}%H %ae", *patches, "--", *names)
    beginnings = _beginnings(root)
    found: dict[tuple[str, str], str] = {}
    older: set[tuple[str, str]] = set()
    commit = author = stem = ""
    for line in (log or "").splitlines():
        if line.startswith(_COMMIT):
            commit, _, author = line.removeprefix(_COMMIT).partition(" ")
        elif line.startswith("+++ "):
            stem = Path(line.strip('"')).stem
        elif line.startswith("+"):
            written = (stem, line[1:].strip())
            if commit in beginnings:
                older.add(written)
            found.setdefault(written, author)
    return {written: author for written, author in found.items() if written not in older}


def _beginnings(root: Path) -> frozenset[str]:
    """The commits whose parents a shallow clone lacks: all that was there before them looks like theirs."""
    name = git(root, "rev-parse", "--git-path", "shallow")
    try:
        return frozenset((root / (name or "").strip()).read_text(encoding="ascii").split())
    except OSError:
        return frozenset()


def left_open(root: Path, *paths: str) -> tuple[str, ...] | None:
    """The files below `paths` that git has, or would take with `git add`; None outside of git."""
    found = git(root, "ls-files", "--cached", "--others", "--exclude-standard", "--", *paths)
    return None if found is None else tuple(found.splitlines())
