"""The config: its schema, keys and priors, composed and turned into a checked world."""
