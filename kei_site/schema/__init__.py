"""YAML -> typed values with places."""
