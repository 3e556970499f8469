"""Text on a page: escaped, without secrets, and where it names something that has a page, a link to it."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from heartbeat_cli.discreet import without_secrets
from heartbeat_cli.site import Site

_NAME = re.compile(r"[\w~-]+(?:[._][\w~-]+)+")
_HIDDEN = "•••"
_OF_PEOPLE = re.compile(
    r"[\w.+-]+@(?=[\w-]+\.)"  # of an e-mail address what stands before its domain
    r"|\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?\b"  # an IBAN
    r"|(?<![\w.])\+\d[\d ()-]{7,}\d"  # a telephone number
)
_CODE = re.compile(r"`([^`\n]+)`")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@cache
def discreetly(text: str) -> str:
    """Text in which nothing looks like a secret, nor like somebody's address, account or telephone number."""
    return _OF_PEOPLE.sub(_HIDDEN, without_secrets(text))


def escaped(text: object) -> str:
    """Text for HTML: discreet, and nothing in it is markup or turns what stands beside it around."""
    return html.escape(_CONTROLS.sub("\ufffd", discreetly(str(text))))


@dataclass(frozen=True, slots=True)
class Leads:
    """Where names lead, as seen from the page at `here`; `files` are the addresses there are: none for a page alone."""

    names: Mapping[str, str]
    here: str
    files: frozenset[str] = frozenset()

    def href(self, address: str, ending: str = ".html") -> str | None:
        """The way from here to an address; None where there is none."""
        page, hash_, place = address.partition("#")
        if page not in self.files:
            return None
        return "../" * self.here.count("/") + page + ending + hash_ + place

    def linked(self, text: str, to: str, css: str = "") -> str:
        """Words that lead to an address."""
        way = self.href(to)
        marked = f' class="{css}"' if css else ""
        if way is None or to == self.here:
            return f"<span{marked}>{escaped(text)}</span>"
        return f'<a href="{html.escape(way)}"{marked}>{escaped(text)}</a>'

    def name(self, text: str) -> str:
        """A name, which leads to its page where it has one."""
        address = self.names.get(text)
        return self.linked(text, address) if address is not None else escaped(text)

    def prose(self, text: str) -> str:
        """Words, of which those that are names with a dot or an underscore lead to their pages; `code` in backticks."""
        if text in self.names:
            return self.name(text)
        parts = _CODE.split(text)
        return "".join(
            f"<code>{escaped(part)}</code>" if place % 2 else "".join(self._parts(part))
            for place, part in enumerate(parts)
        )

    def _parts(self, text: str) -> Iterator[str]:
        done = 0
        for found in _NAME.finditer(text):
            if found[0] in self.names:
                yield escaped(text[done : found.start()])
                yield self.name(found[0])
                done = found.end()
        yield escaped(text[done:])


def leads_of(site: Site) -> dict[str, str]:
    """The address of each name; of two pages with one name, the first has it."""
    found: dict[str, str] = {}
    for page in site.pages:
        for name in page.names:
            found.setdefault(name, page.address)
    return found
