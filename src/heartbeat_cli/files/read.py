"""The text of a YAML file: of a regular file of bounded size, in UTF-8, and of nothing a link may lead out to."""

import os
from pathlib import Path

from heartbeat_cli.errors import InvalidFileError, NotFoundError, Place
from heartbeat_cli.files.kinds import PROJECT
from heartbeat_cli.state import NotRegularError, TooLargeError, leads_out, read_regular

_MOST_BYTES = 1 << 20


def read_text(file: Path) -> str:
    """The text of a file; raises NotFoundError where there is none, InvalidFileError where it is no YAML file."""
    try:
        content = _read_regular(file)
    except FileNotFoundError:
        if file.is_symlink():
            raise InvalidFileError("this is a link to nothing", where=Place(str(file), 1)) from None
        raise NotFoundError("this file does not exist", where=str(file)) from None
    except IsADirectoryError:
        raise InvalidFileError("this is a folder, not a YAML file", where=str(file)) from None
    except PermissionError:
        raise InvalidFileError("no permission to read this file", where=str(file)) from None
    except OSError as error:
        raise InvalidFileError(f"this file cannot be read: {error.strerror}", where=Place(str(file), 1)) from None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        place = Place(str(file), before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise InvalidFileError("not UTF-8 text", where=place, hint="Save the file as UTF-8.") from None


def _read_regular(file: Path) -> bytes:
    """The content of a file that ends; raises OSError or InvalidFileError.

    A link may lead to another YAML file of the project only: what stands in `.env`, or on the machine of whoever reads
    a project of somebody else's, is nobody's to see in a message.
    """
    place = Path(os.path.abspath(file))  # noqa: PTH100 - `resolve` would follow the links
    target = Path(os.path.realpath(file))
    if file.is_symlink() and target.suffix not in (".yml", ".yaml"):
        raise InvalidFileError(f"this is a link to {target.name}, which is no YAML file", where=Place(str(file), 1))
    if target != place and _leads_out(place):
        hint = "Copy that file into the project."
        raise InvalidFileError(f"this is a link out of the project, to {target}", where=Place(str(file), 1), hint=hint)
    try:
        return read_regular(file, _MOST_BYTES)
    except NotRegularError:
        raise InvalidFileError("this is a pipe or a device, not a YAML file", where=Place(str(file), 1)) from None
    except TooLargeError:
        message = f"larger than {_MOST_BYTES >> 20} MiB, which no file of this kind is"
        raise InvalidFileError(message, where=Place(str(file), 1)) from None


def _leads_out(file: Path) -> bool:
    """Whether a file of a project is read from outside of it; where there is no project, none is."""
    root = next((folder for folder in file.parents if os.path.lexists(folder / PROJECT.places[0])), None)
    return root is not None and leads_out(file, root)
