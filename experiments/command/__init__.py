"""The command line: composes what was given, refuses what cannot be, and only then imports an app."""
