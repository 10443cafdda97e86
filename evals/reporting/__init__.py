"""What a run's numbers look like to a person: a page, Markdown, the terminal, and runs side by side."""
