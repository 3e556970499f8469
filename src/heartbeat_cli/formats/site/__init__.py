"""Pages of the site as files: HTML for a browser, Markdown for a wiki or git. No framework, no request anywhere.

`elements.py` writes blocks, `drawings.py` small pictures; `look/` has the frame of a page, its style and its script.
"""

from heartbeat_cli.formats.site.markdown import markdown_alone, site_markdown
from heartbeat_cli.formats.site.pages import page_alone, site_files
from heartbeat_cli.formats.site.pictures import schema_picture

__all__ = ["markdown_alone", "page_alone", "schema_picture", "site_files", "site_markdown"]
