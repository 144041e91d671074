"""The questions: command-line apps and all input and output. Rooms, from the top; a room imports only rooms below it.

apps/        one file an app: its sentence, its keys, what it does
figures/     pictures of stored results        report/  what the terminal says of them
inference/   searches over the priors
sweep/       designs of many sets, played in chunks that cannot be lost, and one table of them
results/     from a request to a stored result, and back
judge/       a campaign held against the record: patterns, scores, shifts, baselines, what is held out
observed/    what the reports state, as tables, periods, an uncertain record and the weight of wordings
simulate/    worlds in, campaigns and counts out
setup/       the config: its keys and priors, checked files and words, and the checked world made of it
files/       where things lie, checked YAML, CSV tables, hashes
command/     the command line; it stands beside setup, and nothing but `python -m experiments` imports it
"""
