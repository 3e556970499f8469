"""The use cases: a typed request in, a value out. The command line, a notebook, a scheduler and an agent call the same.

`project.Project` is the face for programs (`from heartbeat_cli import Project`); the other modules are its verbs.
"""
