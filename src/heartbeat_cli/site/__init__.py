"""The estate as pages for a browser or a wiki: values, made of what other rooms have judged. A page has an address, and
every other page that names it leads there."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.site.estate import site_of, site_of_one
    from heartbeat_cli.site.facts import EstateFacts, MetricFacts
    from heartbeat_cli.site.page import (
        Cards,
        Chart,
        ChartPoint,
        FilterCell,
        FilterColumn,
        FilterTable,
        Happening,
        Headline,
        Inline,
        Inlines,
        Origin,
        OriginTable,
        PageBlock,
        PageLink,
        PagePart,
        Pill,
        Saying,
        Site,
        SitePage,
        Timeline,
        cell,
        file_name,
    )
    from heartbeat_cli.site.schemas import MirroredSchema

__getattr__, __dir__ = face(
    __name__,
    {
        "estate": "site_of site_of_one",
        "facts": "EstateFacts MetricFacts",
        "schemas": "MirroredSchema",
        "page": (
            "Cards Chart ChartPoint FilterCell FilterColumn FilterTable Happening Headline Inline Inlines Origin "
            "OriginTable PageBlock PageLink PagePart Pill Saying Site SitePage Timeline cell file_name"
        ),
    },
)

__all__ = [
    "Cards",
    "Chart",
    "ChartPoint",
    "EstateFacts",
    "FilterCell",
    "FilterColumn",
    "FilterTable",
    "Happening",
    "Headline",
    "Inline",
    "Inlines",
    "MetricFacts",
    "MirroredSchema",
    "Origin",
    "OriginTable",
    "PageBlock",
    "PageLink",
    "PagePart",
    "Pill",
    "Saying",
    "Site",
    "SitePage",
    "Timeline",
    "cell",
    "file_name",
    "site_of",
    "site_of_one",
]
