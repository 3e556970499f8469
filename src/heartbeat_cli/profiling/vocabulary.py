"""What the words of names mean to more than one detector: kinds of keys, states, logs."""

from heartbeat_cli.profiling.words import word_lists

_KEYS, _STATES = word_lists("keys"), word_lists("states")

KEY_KINDS = _KEYS["kinds"]
BLANK = KEY_KINDS | _KEYS["blank"]
POLYMORPHIC = _KEYS["polymorphic"]
OWN_EVERYWHERE = POLYMORPHIC | _KEYS["own everywhere"]
OUTSIDE = _KEYS["outside"]
THE_THING_ITSELF = _KEYS["the thing itself"]
FREE_TEXT = _KEYS["free text"]
NATURAL_KEYS = _KEYS["natural"]
PREPOSITIONS = _KEYS["prepositions"]
ACTING = _KEYS["acting"]
ACTORS = _KEYS["actors"]

STATES = _STATES["states"]
LEFT_STATE = _STATES["left"]
ENTERED_STATE = _STATES["entered"]
TRAITS = _STATES["traits"]
ADDRESS = _STATES["address"]
CHANGES = _STATES["changes"]
REPLIES = _STATES["replies"]
LIVING = _STATES["living"]
