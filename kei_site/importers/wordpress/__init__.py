"""WordPress exports (WXR) -> items."""
