"""The questions: command-line apps, and the only place that sees a config, a file or a figure."""
