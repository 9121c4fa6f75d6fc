"""Models that write: seq2seq and chat, and what keeps them to the article."""
