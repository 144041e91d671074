"""`python -m experiments run` is `targetshift run`."""

from experiments.command.start import main

main()
