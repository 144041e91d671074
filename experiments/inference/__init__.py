"""Searches over the priors for numbers under which the patterns show."""
