"""The 63 identities of final accounts: what a report says of itself, tried on what it prints."""
