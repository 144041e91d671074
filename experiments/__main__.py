"""`python -m experiments run` is `targetshift run`."""

from experiments.command.cli import main

main()
