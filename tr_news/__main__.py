"""``python -m tr_news``."""

from tr_news.cli import main

if __name__ == "__main__":
    main()
