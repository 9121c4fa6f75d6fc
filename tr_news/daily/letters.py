"""Where a day's letter goes: a file, or a Maildir."""

import mailbox
from email import message_from_string
from email.message import Message
from email.policy import SMTP
from pathlib import Path

from tr_news.daily.digest import Digest
from tr_news.daily.email import render_letter
from tr_news.daily.feeds import page
from tr_news.errors import UsageError
from tr_news.storage.atomic import write_atomically


def deliver(digest: Digest, *, file: Path | None, maildir: Path | None, address: str) -> None:
    """Writes the letter into a file, and into a Maildir, where one of the same day and text isn't there already.

    Raises:
        UsageError: one of them can't be written.
    """
    letter = render_letter(digest, page=page(digest, address) if address else None)
    if file is not None:
        write_atomically(file, letter)
    if maildir is None:
        return
    try:
        box = mailbox.Maildir(maildir, create=True)
        new = message_from_string(letter, policy=SMTP)
        if not any(_same(message, new) for message in box):
            box.add(letter.encode("utf-8", "replace"))
            box.flush()
    except OSError as error:
        raise UsageError(f"{maildir}: no letter can be delivered there ({error.strerror})") from error


def _same(a: Message, b: Message) -> bool:
    return a["Message-ID"] == b["Message-ID"] and _body(a) == _body(b)


def _body(message: Message) -> list[str]:
    return [str(part.get_payload()).replace("\r\n", "\n") for part in message.walk() if not part.is_multipart()]
