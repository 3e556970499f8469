"""A page of the site as a file of HTML, and the files all pages share. The same site gives the same bytes."""

import base64
import hashlib
import json
from importlib.resources import files
from string import Template

from heartbeat_cli.formats.site.elements import written
from heartbeat_cli.formats.site.words import Leads, discreetly, escaped, leads_of
from heartbeat_cli.site import Site, SitePage

_HERE = "heartbeat_cli.formats.site"
_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'"


def site_files(site: Site) -> dict[str, str]:
    """Every file of the site by its name."""
    names, files = leads_of(site), frozenset((*(page.address for page in site.pages), *site.pictures))
    found = {f"{page.address}.html": _page(page, site, Leads(names, page.address, files)) for page in site.pages}
    return {
        **found,
        "site.css": _part("site.css"),
        "site.js": _part("site.js"),
        "search.js": _index(site),
    }


def page_alone(site: Site) -> str:
    """The first page of a site in a file of its own, with its looks and without a script."""
    (page, *_) = site.pages
    style = _part("site.css")
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    content = _common(page, site, Leads({}, page.address))
    policy = f"{_POLICY}; style-src 'sha256-{allowed}'"
    return _template("alone.html").substitute(policy=policy, style=style, **content)


def _page(page: SitePage, site: Site, leads: Leads) -> str:
    sections = "".join(f"<li>{_section(link.text, link.to, page, leads)}</li>" for link in site.sections)
    return _template("page.html").substitute(
        policy=f"{_POLICY}; style-src 'self' file:; script-src 'self' file:",
        root="../" * page.address.count("/"),
        sections=sections,
        **_common(page, site, leads),
    )


def _section(text: str, to: str, page: SitePage, leads: Leads) -> str:
    current = ' aria-current="page"' if to == page.address else ""
    return f'<a href="{escaped(leads.href(to))}"{current}>{escaped(text)}</a>'


def _common(page: SitePage, site: Site, leads: Leads) -> dict[str, str]:
    return {
        "title": escaped(page.title),
        "site": escaped(site.title),
        "kind": escaped(page.kind),
        "lead": f'<p class="lead">{leads.prose(page.lead)}</p>' if page.lead else "",
        "subtitle": f"<code>{escaped(page.subtitle)}</code>" if page.subtitle else "",
        "dates": escaped(f"as of {site.as_of}" + (f", data to {site.data}" if site.data else "")),
        "made_by": escaped(site.made_by),
        "content": written(page.blocks, leads),
    }


def _index(site: Site) -> str:
    """What the search looks in: a script, because a page out of a folder may not fetch."""
    rows = [
        [page.title, page.kind, f"{page.address}.html", page.hint, " ".join((*page.names, page.lead, page.words))]
        for page in site.pages
    ]
    safe = [[discreetly(text) for text in row] for row in rows]
    return f"hbFound({json.dumps(safe, separators=(',', ':'))});\n"


def _template(name: str) -> Template:
    return Template(_part(name))


def _part(name: str) -> str:
    return files(_HERE).joinpath("look", name).read_text(encoding="utf-8")
