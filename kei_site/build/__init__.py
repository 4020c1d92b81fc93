"""A site's folder -> a published folder: the pipeline, one module a stage."""
