"""Files: where the checkout's folders are, rows as CSV, hashes. Knows nothing of what the rows mean."""
