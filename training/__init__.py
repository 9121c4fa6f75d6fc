"""How the built-in model is made: prepare, train, export, evaluate."""
