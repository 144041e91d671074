"""One file an app: its sentence, its keys as a dataclass, and `run(config)`."""
