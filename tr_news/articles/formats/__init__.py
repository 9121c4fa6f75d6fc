"""A file format a module: bytes or text → drafts."""
