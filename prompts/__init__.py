"""Prompts as package data: what the model is told, one versioned file a kind of section."""
