"""The blocks that wait for a worker: an actor on the driver's machine, which knows how often each was begun."""

import asyncio
from collections import Counter

Piece = tuple[int, int]  # block, and article in it; -1: the block as a whole
WHOLE = -1


class Feed:
    """A bounded queue whose blocks have numbers, so that who reads it can read again from any of them.

    Args:
        ahead: blocks that may be there and not yet answered; who puts more waits.
    """

    def __init__(self, ahead: int) -> None:
        self._ahead = ahead
        self._blocks: dict[int, str] = {}
        self._next = 0
        self._ended = self._stopped = False
        self._begun: Counter[Piece] = Counter()
        self._changed = asyncio.Condition()

    async def put(self, number: int, block: str, seconds: float) -> bool:
        """Whether there was room in that time; the numbers are 0, 1, 2 and so on."""
        async with self._changed:
            try:
                room = self._changed.wait_for(lambda: self._stopped or len(self._blocks) < self._ahead)
                await asyncio.wait_for(room, seconds)
            except TimeoutError:
                return False
            self._blocks[number] = block
            self._next = number + 1
            self._changed.notify_all()
            return True

    async def take(self, number: int) -> str | None:
        """The block of that number once it is there, "" where it is done already, None after the last one."""
        async with self._changed:
            await self._changed.wait_for(lambda: number < self._next or self._ended or self._stopped)
            if self._stopped or number >= self._next:
                return None
            return self._blocks.get(number, "")

    async def begin(self, number: int, article: int = WHOLE) -> int:
        """Which attempt at it this is, from 1; 0 where nobody waits for it: don't begin."""
        if self._stopped or number not in self._blocks:
            return 0
        self._begun[number, article] += 1
        return self._begun[number, article]

    async def survived(self, number: int, article: int) -> None:
        """An attempt came to its end: what comes later must not count against it."""
        self._begun.pop((number, article), None)

    async def done(self, number: int) -> None:
        """A block was answered."""
        async with self._changed:
            self._blocks.pop(number, None)
            for piece in [piece for piece in self._begun if piece[0] == number]:
                del self._begun[piece]
            self._changed.notify_all()

    async def end(self) -> None:
        """No block comes any more."""
        async with self._changed:
            self._ended = True
            self._changed.notify_all()

    async def stop(self) -> None:
        """What isn't begun is left."""
        async with self._changed:
            self._stopped = True
            self._changed.notify_all()
