"""YAML text -> typed values with their places."""
