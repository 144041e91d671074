"""What the three reports state, as typed tables and as an uncertain record."""
