"""A campaign held against what was observed: nothing here reads or writes a result."""
