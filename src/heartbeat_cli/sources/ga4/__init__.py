"""Google Analytics 4: reports of a property through its Data API."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.sources.ga4.api import GoogleAnalytics
    from heartbeat_cli.sources.ga4.settings import GA4_OPTIONS, PropertySettings, read_property_settings
    from heartbeat_cli.sources.ga4.tokens import AnalyticsSession

__getattr__, __dir__ = face(
    __name__,
    {
        "api": "GoogleAnalytics",
        "settings": "GA4_OPTIONS PropertySettings read_property_settings",
        "tokens": "AnalyticsSession",
    },
)

__all__ = ["GA4_OPTIONS", "AnalyticsSession", "GoogleAnalytics", "PropertySettings", "read_property_settings"]
