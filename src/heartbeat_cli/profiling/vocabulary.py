"""What the words of names mean: kinds of keys, states, logs, machinery. All singular and lower case."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Keys
KEY_KINDS = _set("id code no number key uuid guid uid ref pk sk usi nr num")
"""Words that name a kind of key, not a thing."""
BLANK = KEY_KINDS | _set("name type value label title")
"""Words that alone say nothing about whose they are."""
POLYMORPHIC = _set("entity object external request correlation trace record resource reference")
"""`entity_id` is whatever `entity_type` says; `request_id` is made up by a caller."""
OWN_EVERYWHERE = POLYMORPHIC | _set("session application document parent")
"""Things every database has its own of."""
OUTSIDE = _set("external connector provider idempotent remote vendor legacy third foreign network")
"""Whose identifier it is, in `connector_refund_id`: not ours."""
THE_THING_ITSELF = _set("profile account master main base header record info intent data")
"""`client` is `client_profile`, not `client_address`."""
ACTORS = _set("operator employee staff user worker")
"""Who acts in `approved_by`."""

# States
STATES = _set("state status stage phase")
LEFT_STATE = _set("from old previous prev before prior former")
ENTERED_STATE = _set("to new next after current resulting")
TRAITS = _set("marital employment pep residency civil citizenship military immigration economic tribal http exit")
"""Whose status a person, a company or a reply has, not one a process passes through."""
ADDRESS = _set("city zip postal country street county province district address town")
CHANGES = _set("log history hist event transition change audit journal")

# What carries no business signal
LEFTOVERS = _set("tmp temp bak backup copy old stg staging deprecated scratch dummy")
MACHINERY = _set("job scheduler cron quartz lock cursor checkpoint watermark lease offset migration breaker")
TRANSIT = _set("outbox inbox queue callback webhook retry")
LOG_IN = _set("credential challenge otp password token login nonce secret captcha passkey device")
RIGHTS = _set("permission privilege acl")
SETTINGS = _set("template preference setting cfg config configuration parameter flag translation cache")
TRAILS = _set("audit access request action callback submission transport lock login check")
NOTES = _set("note comment remark")
FILES = _set("file image attachment blob")
