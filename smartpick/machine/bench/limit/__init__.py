"""The least that Django can do for a page: what ours are measured against."""
