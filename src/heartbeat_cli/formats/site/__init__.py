"""Pages of the site as files: HTML for a browser, Markdown for a wiki or git. No framework, no request anywhere.

`elements.py` writes blocks, `drawings.py` small pictures; `look/` has the frame of a page, its style and its script.
"""

from heartbeat_cli.formats.site.pages import page_alone, site_files

__all__ = ["page_alone", "site_files"]
