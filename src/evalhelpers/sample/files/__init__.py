"""The raw files that would report the truth, as an office has them."""
