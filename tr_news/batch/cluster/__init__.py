"""A batch on many machines by Ray: they translate and write, one collects the lines of the index."""
