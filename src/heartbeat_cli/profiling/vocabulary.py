"""What the words of names mean: kinds of keys, states, logs, machinery. All singular and lower case."""

from heartbeat_cli.profiling.words import word_set

# Keys
KEY_KINDS = word_set("id code no number key uuid guid uid ref pk sk usi nr num")
"""Words that name a kind of key, not a thing."""
BLANK = KEY_KINDS | word_set("name type value label title")
"""Words that alone say nothing about whose they are."""
POLYMORPHIC = word_set("entity object external request correlation trace record resource reference")
"""`entity_id` is whatever `entity_type` says; `request_id` is made up by a caller."""
OWN_EVERYWHERE = POLYMORPHIC | word_set("session application document parent")
"""Things every database has its own of."""
OUTSIDE = word_set("external connector provider idempotent remote vendor legacy third foreign network")
"""Whose identifier it is, in `connector_refund_id`: not ours."""
THE_THING_ITSELF = word_set("profile account master main base header record info intent data")
"""`client` is `client_profile`, not `client_address`."""
ACTORS = word_set("operator employee staff user worker")
"""Who acts in `approved_by`."""

# States
STATES = word_set("state status stage phase")
LEFT_STATE = word_set("from old previous prev before prior former")
ENTERED_STATE = word_set("to new next after current resulting")
TRAITS = word_set("marital employment pep residency civil citizenship military immigration economic tribal http exit")
"""Whose status a person, a company or a reply has, not one a process passes through."""
ADDRESS = word_set("city zip postal country street county province district address town")
CHANGES = word_set("log history hist event transition change audit journal")

# What carries no business signal
LEFTOVERS = word_set("tmp temp bak backup copy old stg staging deprecated scratch dummy")
MACHINERY = word_set("job scheduler cron quartz lock cursor checkpoint watermark lease offset migration breaker")
TRANSIT = word_set("outbox inbox queue callback webhook retry")
LOG_IN = word_set("credential challenge otp password token login nonce secret captcha passkey device")
RIGHTS = word_set("permission privilege acl")
SETTINGS = word_set("template preference setting cfg config configuration parameter flag translation cache")
TRAILS = word_set("audit access request action callback submission transport lock login check")
NOTES = word_set("note comment remark")
FILES = word_set("file image attachment blob")
