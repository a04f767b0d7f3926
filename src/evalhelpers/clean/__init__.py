"""Text into typed values: pure parsers, a column at a time, each answering value and reason."""
