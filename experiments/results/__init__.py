"""From a request to a stored result, and from a stored result to its tables."""
