"""Suites, gold labels and scores: how faithful an extraction is."""
