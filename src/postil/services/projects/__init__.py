"""Projects: who labels which data rows, and how far they are."""
