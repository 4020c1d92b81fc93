"""A published folder -> the place that readers load it from: a folder, a server, a store, a branch, a host."""
