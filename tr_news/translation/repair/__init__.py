"""Post-editing: figures, names, quotation marks, spacing."""
