"""Views -> RSS, Atom and JSON feeds."""
