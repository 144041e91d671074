"""The config: its schema, keys and priors, composed from checked files and words, and turned into a checked world."""
