"""The figures of texts, made from their data."""
