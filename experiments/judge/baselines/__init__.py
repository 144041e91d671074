"""Naive forecasts that a model has to beat."""
