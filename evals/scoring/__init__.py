"""Scoring: gold leaves against predicted leaves, verdict by verdict."""
