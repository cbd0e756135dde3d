"""Documents of this floor; callers import the noun's own file."""
