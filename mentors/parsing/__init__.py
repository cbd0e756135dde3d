"""Files of others into facts and row errors: no database, no web."""
