"""What a sentence says that can be checked: numbers, names, quotations, claims."""
