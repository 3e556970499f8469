"""What a change of the marts means for the metrics."""

from heartbeat_cli.impact.ready import Readied, become_ready, ready_metrics

__all__ = ["Readied", "become_ready", "ready_metrics"]
