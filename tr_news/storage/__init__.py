"""Files and tables that are there whole or not at all."""
