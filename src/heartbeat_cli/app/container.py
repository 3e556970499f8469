"""An ingest in a one-off container of its own."""

from collections.abc import Sequence

from heartbeat_cli.estate import ProjectSettings


def run_in_container(project: ProjectSettings, arguments: Sequence[str], *, as_json: bool, only_show: bool) -> int:
    """Run the command line `arguments` there, or say how; returns its exit code, see `launch_container`."""
    from heartbeat_cli.ingest import launch_container

    return launch_container(project, arguments, as_json=as_json, only_show=only_show)
