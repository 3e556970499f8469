"""The picture of a schema as a page of the site: as discreet as the others."""

import json
import re
from typing import Any

from heartbeat_cli.formats.parts.door import FORMATS
from heartbeat_cli.formats.site.words import discreetly
from heartbeat_cli.pgschema import QName
from heartbeat_cli.site import MirroredSchema

_CONTENT = re.compile(r'(?<=id="content">).*?(?=</script>)', re.DOTALL)


def schema_picture(schema: MirroredSchema) -> str:
    """The page a format of ours writes of it, whose comments are shown as everywhere on the site.

    It leads to the page of the schema, and from each table to the table's.
    """
    page = str(FORMATS.find("html").write(schema.drawn).body)
    page = page.replace('<h1 id="title"', f'<a href="{_way(schema.address)}">Pages</a><h1 id="title"', 1)
    return _CONTENT.sub(lambda found: _written(_led(_discreet(json.loads(found[0])), schema)), page, count=1)


def _led(content: dict[str, Any], schema: MirroredSchema) -> dict[str, Any]:
    """The content with the page of each table, in the order of its tables."""
    return {**content, "pages": [_way(schema.address_of(QName(*names))) for names in _tables(content)]}


def _tables(content: dict[str, Any]) -> list[tuple[str, str]]:
    return [(schema, name) for schema, name, *_ in content["tables"]]


def _way(address: str) -> str:
    return f"../{address}.html"


def _discreet(content: Any) -> Any:
    match content:
        case str():
            return discreetly(content)
        case list():
            return [_discreet(part) for part in content]
        case dict():
            return {key: _discreet(part) for key, part in content.items()}
        case _:
            return content


def _written(content: Any) -> str:
    """JSON that no text in it can end early."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
