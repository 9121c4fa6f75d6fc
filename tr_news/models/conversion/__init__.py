"""Checkpoints into the form that CTranslate2 runs."""
