"""The picture of a schema as a page of the site: as discreet as the others."""

import json
import re
from typing import Any

from heartbeat_cli.formats.parts.door import FORMATS
from heartbeat_cli.formats.site.words import discreetly
from heartbeat_cli.sheets import Picture

_CONTENT = re.compile(r'(?<=id="content">).*?(?=</script>)', re.DOTALL)


def schema_picture(picture: Picture) -> str:
    """The page a format of ours writes of it, whose comments are shown as everywhere on the site."""
    page = str(FORMATS.find("html").write(picture).body)
    return _CONTENT.sub(lambda found: _written(_discreet(json.loads(found[0]))), page, count=1)


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
