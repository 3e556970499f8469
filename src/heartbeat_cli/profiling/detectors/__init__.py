"""What profiling looks for: one file per detector in this folder, what several share in `parts`."""

from heartbeat_cli.profiling.detectors.parts.detector import DETECTORS, Detector, ProfiledSubject, Shown
from heartbeat_cli.profiling.facts import DatabaseFacts, SchemaFacts

__all__ = ["DETECTORS", "DatabaseFacts", "Detector", "ProfiledSubject", "SchemaFacts", "Shown"]
