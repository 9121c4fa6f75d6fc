"""Who published an article: a publisher's name for an address, a domain, or the name that a feed gives.

``data/publishers.txt`` lists Turkish publishers with their domains; a user's own lines come before it. An unknown one
goes by its registrable domain.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tr_news.errors import UsageError, first_line
from tr_news.stories import wordlists
from tr_news.stories.turkish import lower

_FEED_PATH = re.compile(r"^/~r/(.+?)(?:/~\d+(?:/.*)?)?/?$")
_QUOTED = re.compile(r'"([^"]+)"')


class Publishers:
    """Names of publishers by address, domain and spelling.

    ``own`` have lines of the form of the data file, a name and its domains separated by spaces; the first come first,
    and all of them before the package's.
    """

    def __init__(self, *own: Mapping[str, str]) -> None:
        listed = [*(entry for lines in own for entry in lines.items()), *_packaged()]
        self._names: dict[str, str] = {}
        self._domains: dict[str, str] = {}
        self._feeds: dict[str, str] = {}
        for name, places in listed:
            for spelling in (name, *_QUOTED.findall(places)):
                self._names.setdefault(lower(spelling), name)
            for place in _QUOTED.sub(" ", places).split():
                if place.startswith("feed:"):
                    self._feeds.setdefault(place.removeprefix("feed:").lower(), name)
                else:
                    self._domains.setdefault(_ascii(place), name)

    def name(self, url: str = "", source: str = "") -> str:
        """The publisher of an article with this address, and of a feed that calls its source so.

        The address decides where it is a known publisher's; then the source, a name or a domain; then the address's
        registrable domain. Empty where there is neither.
        """
        host = _host(url)
        if host in wordlists.words("proxies"):
            feed = _feed(url) if host.startswith(("feed", "rss.feed")) else ""
            found = self._feeds.get(feed) or self._known(_host(source)) or self._names.get(lower(source.strip()))
            return found or _label(source) or feed or host
        return (
            self._known(host)
            or self._names.get(lower(source.strip()))
            or self._known(_host(source))
            or (registrable(host) if host else _label(source))
        )

    def _known(self, host: str) -> str | None:
        labels = host.split(".")
        for start in range(len(labels) - 1):
            if found := self._domains.get(".".join(labels[start:])):
                return found
        return None


def read_publishers(path: Path) -> dict[str, str]:
    """A user's own lines, as ``data/publishers.txt`` has them.

    Raises:
        UsageError: the file can't be read, or a line has no "=".
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: not readable as a list of publishers ({first_line(error)})") from error
    found = {}
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            name, equals, places = line.partition("=")
            if not equals or not name.strip():
                raise UsageError(f"{path}, line {number}: a publisher is written as Name = domain.com")
            found[name.strip()] = places
    return found


def listed_by_name(table: Mapping[str, str]) -> dict[str, str]:
    """A table of domains, spellings and ``feed:NAME``, each with the name that is shown, as ``Publishers`` wants it."""
    places: dict[str, list[str]] = {}
    for place, name in table.items():
        written = place.strip()
        as_place = written if written.startswith("feed:") else _host(written)
        places.setdefault(name.strip(), []).append(as_place or '"{}"'.format(written.replace('"', "")))
    return {name: " ".join(found) for name, found in places.items()}


def registrable(host: str) -> str:
    """The part of a host name that is registered: "www.haber.ornek.com.tr" is "ornek.com.tr". Letters, not punycode."""
    labels = host.strip(".").split(".")
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        pass
    else:
        return host
    keep = 3 if ".".join(labels[-2:]) in wordlists.words("suffixes") else 2
    return ".".join(_letters(label) for label in labels[-keep:])


def _host(text: str) -> str:
    """The host of an address or a bare domain, in ASCII and small letters; empty for anything else."""
    text = text.strip()
    if "//" not in text:
        if " " in text or "." not in text:
            return ""
        text = f"//{text}"
    try:
        host = urlsplit(text).hostname or ""
    except ValueError:
        return ""
    return _ascii(host.rstrip("."))


def _ascii(host: str) -> str:
    labels = []
    for label in host.lower().replace("\u0307", "").split("."):  # İSTANBUL.com is istanbul.com, IHA.com.tr iha.com.tr
        try:
            labels.append(label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}")
        except UnicodeError:
            labels.append(label)
    return ".".join(labels)


def _letters(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        decoded = label.removeprefix("xn--").encode("ascii").decode("punycode")
    except UnicodeError:
        return label
    return decoded if decoded.isalnum() else label


def _feed(url: str) -> str:
    path = unquote(urlsplit(url.strip()).path)
    match = _FEED_PATH.match(path)
    return (match[1] if match else path.strip("/")).lower()


def _label(source: str) -> str:
    """A source that is no known publisher, as it is shown: its domain or its own words."""
    host = _host(source)
    return registrable(host) if host else " ".join(source.split())


@cache
def _packaged() -> tuple[tuple[str, str], ...]:
    lines: Iterable[str] = wordlists.lines("publishers")
    return tuple((name.strip(), places) for name, _, places in (line.partition("=") for line in lines))
