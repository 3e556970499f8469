"""The picture of a schema as one page for a browser: no server, no network, no script of anybody else's.

`content.py` says what is on it, `layout` where it stands; `page/` is the page itself, written by hand in HTML, CSS and
JavaScript and put together here. The same target gives the same bytes.
"""

import base64
import hashlib
import html
import json
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

from heartbeat_cli.formats.html.content import PageOf, content_of
from heartbeat_cli.formats.parts.door import Format, Written
from heartbeat_cli.sheets import Picture

_ADDRESSES = "pages"
_SCRIPTS = ("model.js", "scenes.js", "drawing.js", "panel.js", "exporting.js", "page.js")


def write(picture: Picture) -> Written:
    """The whole page, by itself."""
    return Written(picture_page(picture))


def picture_page(
    picture: Picture, page_of: PageOf | None = None, home: str = "", shown: Callable[[str], str] | None = None
) -> str:
    """The whole page among others: `page_of` says where a table's own page is, `home` where their list is, `shown` how
    names and comments are shown there, which is as they are by default.

    Addresses are as seen from where this page will lie. Who links here says `#table=SCHEMA.TABLE&steps=1`, `#area=NAME`
    or `#path=SCHEMA.TABLE,SCHEMA.TABLE`, each name percent-encoded; these stay as they are.
    """
    content = content_of(picture, page_of)
    if shown is not None:
        content = {key: part if key == _ADDRESSES else _shown(part, shown) for key, part in content.items()}
    return _page(picture.target, content, home)


def _shown(content: Any, shown: Callable[[str], str]) -> Any:
    match content:
        case str():
            return shown(content)
        case list() | tuple():
            return [_shown(part, shown) for part in content]
        case dict():
            return {key: _shown(part, shown) for key, part in content.items()}
        case _:
            return content


def _page(title: str, content: Mapping[str, Any], home: str) -> str:
    """The template with its parts; whatever a name or comment holds, no script but the page's own is run."""
    script = _bare("".join(map(_part, _SCRIPTS)))
    script = f'"use strict";(()=>{{\n{script}\n}})();'
    parts = {
        "title": html.escape(title),
        "allowed": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        "style": _bare(_part("page.css")),
        "script": script,
        "home": f'<a href="{html.escape(home)}">Pages</a>' if home else "",
        "content": _embedded(content),
    }
    page = _part("page.html")
    for name, part in parts.items():
        before, _, after = page.partition(f"<!--{name}-->")
        page = before + part + after
    return page


def _part(name: str) -> str:
    return files("heartbeat_cli.formats.html").joinpath("page", name).read_text(encoding="utf-8")


def _bare(script: str) -> str:
    """Without indentation and lines of remarks, which are for who works on it."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _embedded(content: Mapping[str, Any]) -> str:
    """JSON that no text in it can end early."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


FORMAT = Format(("database", "file", "schema", "table"), "a picture to look at in a browser, in one file", write)
