"""turkish."""
