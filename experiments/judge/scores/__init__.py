"""Scores: how far simulated attacks lie from what was observed, alone and beside naive forecasts."""
