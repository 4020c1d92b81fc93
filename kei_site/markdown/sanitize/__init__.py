"""Raw HTML of editors -> what may be published."""
