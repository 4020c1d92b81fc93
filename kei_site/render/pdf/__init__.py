"""The view of a brief -> its PDF, made by Typst from plain data."""
