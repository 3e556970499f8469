"""What the operating system refuses, as a failure a user can act on."""

import errno
from typing import Final

from heartbeat_cli.discreet import shown
from heartbeat_cli.errors import HbError

_NOT_OURS: Final = frozenset(
    (
        errno.EACCES,
        errno.EPERM,
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EFBIG,
        errno.EROFS,
        errno.ELOOP,
        errno.ENAMETOOLONG,
        errno.ENOENT,
        errno.ENOTDIR,
        errno.EIO,
        errno.EMFILE,
        errno.EPIPE,
    )
)
_SYSTEM_HINTS: Final = {
    errno.ENOSPC: "Make room on that disk and run it again; what was there before is untouched.",
    errno.EDQUOT: "Make room in your quota and run it again; what was there before is untouched.",
    errno.EFBIG: "The limit on the size of a file is in the way (`ulimit -f`).",
    errno.ENOENT: "Something that was there a moment ago is gone; is the current folder still there?",
}


def refused_by_system(error: OSError) -> HbError | None:
    """What the operating system refuses and a user can change: rights, room, a folder that is gone. None for any other
    error of its: that is a defect of ours."""
    if error.errno not in _NOT_OURS:
        return None
    where = str(error.filename) if error.filename is not None else None
    if where is not None and error.errno == errno.ENAMETOOLONG:
        where = shown(where)
    hint = _SYSTEM_HINTS.get(error.errno or 0, "Check that path: whose it is, and who may read and write there.")
    return HbError(f"{(error.strerror or str(error)).lower()}", where=where, hint=hint, code="system")
