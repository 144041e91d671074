"""What the terminal says of a result."""
