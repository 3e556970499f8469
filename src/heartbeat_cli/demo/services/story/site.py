"""The web site's story: visits of the last half year, a few of which end in a sign-up.

Whoever became a client signed up that day; one sign-up in eight went no further. For each there were some twenty-five
visits, fewer at weekends.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from heartbeat_cli.demo.services.story.bank import Bank, h, pick

DAYS = 180
VISITS, ABANDONED = 25, 8
# channel group, source, medium; as often as they stand here
_CHANNELS = (
    *(("Organic Search", "google", "organic"),) * 38,
    *(("Organic Search", "bing", "organic"),) * 5,
    *(("Direct", "(direct)", "(none)"),) * 22,
    *(("Paid Search", "google", "cpc"),) * 16,
    *(("Referral", "partner.example", "referral"),) * 8,
    *(("Organic Social", "linkedin.com", "social"),) * 7,
    *(("Email", "newsletter", "email"),) * 4,
)
_PAGES = ("/", "/", "/", "/business", "/business", "/accounts", "/accounts", "/cards", "/loans", "/pricing", "/help")
_SIGN_UP_PAGES = ("/", "/business", "/accounts", "/accounts", "/pricing")
_DEVICES = ("desktop", "desktop", "mobile", "mobile", "mobile", "tablet")
_COUNTRIES = ("Lithuania", "Lithuania", "Latvia", "Estonia", "Poland", "Germany")


def sign_ups(bank: Bank) -> Counter[date]:
    """Sign-ups by day: every client that registered, and those who went no further."""
    counted: Counter[date] = Counter()
    for client in bank.clients:
        counted[client.created.date()] += 1 + (h("abandoned", client.id) % ABANDONED == 0)
    return counted


def visits(bank: Bank) -> Iterator[dict[str, Any]]:
    """A row for each visit, day by day; `user` tells visitors apart."""
    counted, today = sign_ups(bank), bank.clock.date()
    usual = sum(counted[today - timedelta(days=n)] for n in range(1, DAYS + 1)) / DAYS
    share = (bank.clock.hour + 1) / 24
    for age in range(DAYS, -1, -1):
        day = today - timedelta(days=age)
        signed_up = counted[day]
        weekday = 0.7 if day.isoweekday() > 5 else 1.1
        wanted = round(usual * VISITS * weekday * (share if age == 0 else 1))
        for n in range(max(signed_up, wanted)):
            yield _visit(day, n, is_sign_up=n < signed_up, of=max(1, wanted))


def _visit(day: date, n: int, *, is_sign_up: bool, of: int) -> dict[str, Any]:
    number = day.toordinal()
    channel, source, medium = pick(_CHANNELS, "channel", number, n)
    # Two visitors in five come back within the month.
    is_new = is_sign_up or h("new", number, n) % 5 >= 2
    first = number if is_new else number - 1 - h("back", number, n) % 30
    user = first * 100_000 + (n if is_new else h("who", number, n) % of)
    engaged = is_sign_up or h("engaged", number, n) % 100 < 58
    return {
        "date": day.isoformat(),
        "sessionDefaultChannelGroup": channel,
        "sessionSource": source,
        "sessionMedium": medium,
        "landingPage": pick(_SIGN_UP_PAGES if is_sign_up else _PAGES, "page", number, n),
        "deviceCategory": pick(_DEVICES, "device", number, n),
        "country": pick(_COUNTRIES, "land", number, n),
        "user": user,
        "sessions": 1,
        "newUsers": int(is_new),
        "engagedSessions": int(engaged),
        "screenPageViews": 1 + h("views", number, n) % (9 if engaged else 2),
        "eventCount": 3 + h("events", number, n) % 20,
        "keyEvents": int(is_sign_up),
        "userEngagementDuration": (20 + h("stay", number, n) % 400) if engaged else h("stay", number, n) % 9,
    }
