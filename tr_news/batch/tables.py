"""What is wrong with the tables of a run, told in a line."""

import contextlib
import sqlite3
from collections.abc import Iterator

from tr_news.batch.layout import Layout
from tr_news.errors import OutputError, first_line
from tr_news.storage.sqlite import set_aside


@contextlib.contextmanager
def tables_of(layout: Layout) -> Iterator[None]:
    """Turns SQLite's errors into OutputError. Damaged texts of copies are set aside: the next run has new ones.

    The other table is made anew by each run.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        problem = f"the table of the run can't be written ({first_line(error)}); make room, run it again"
        raise OutputError(problem) from error
    except sqlite3.DatabaseError as error:
        problem = f"{layout.copies}: damaged ({first_line(error)})"
        with contextlib.suppress(OSError):
            problem += f"; set aside as {set_aside(layout.copies).name}"
        raise OutputError(f"{problem}; run it again, it goes on from here") from error
