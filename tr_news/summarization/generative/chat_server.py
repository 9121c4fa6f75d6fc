"""Chat models behind an OpenAI-compatible server: Ollama, llama.cpp, vLLM and the like."""

import json
import math
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tr_news.errors import ModelError, UsageError
from tr_news.http import NoReplyError, Reply, post
from tr_news.summarization.generative.addresses import KEY_VARIABLE
from tr_news.summarization.generative.addresses import api_base as shown_api_base
from tr_news.summarization.generative.instruct import Answer
from tr_news.summarization.generative.prompts import Message

DEFAULT_WINDOW = 4096  # what Ollama and llama.cpp take unless told otherwise
_LONGEST_ANSWER = 8 * 2**20  # bytes read of a reply
_RETRY_STATUS = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT = 30.0  # seconds, whatever Retry-After says


class _NotUnderstoodError(ModelError):
    """The server understands the request, or a part of it, not."""


def _schema(bullets: int) -> dict[str, object]:
    """The form of so many bullets, as OpenAI's "structured outputs" have it."""
    lines = {"type": "array", "items": {"type": "string"}, "minItems": bullets, "maxItems": bullets}
    form = {"type": "object", "properties": {"bullets": lines}, "required": ["bullets"], "additionalProperties": False}
    return {"type": "json_schema", "json_schema": {"name": "bullets", "strict": True, "schema": form}}


def api_key(environment: Mapping[str, str] = os.environ) -> str | None:
    """The key from the environment, the only place it is taken from. Raises UsageError for one no header can hold."""
    key = environment.get(KEY_VARIABLE, "").strip()
    if not key.isascii() or not key.isprintable():
        raise UsageError(f"{KEY_VARIABLE} holds characters that no key has: set it again")
    return key or None


@dataclass(frozen=True)
class ApiChat:
    """A model of a server. The key is not shown, logged or part of the provenance."""

    api_base: str  # http://localhost:11434/v1
    model: str
    window: int = DEFAULT_WINDOW  # tokens of prompt and answer: the server's context length, which it doesn't tell
    timeout: float = 120.0  # seconds for one reply
    retries: int = 4
    seed: int = 0
    key: str | None = field(default=None, repr=False)
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    say: Callable[[str], None] | None = field(default=None, repr=False)  # is told why nothing happens for a while
    _without_schema: list[bool] = field(default_factory=list, init=False, repr=False, compare=False)  # filled once

    def __post_init__(self) -> None:
        try:
            shown_api_base(self.api_base)
        except ValueError as error:
            raise UsageError(f"an API base must be {error}") from error

    @property
    def special_tokens(self) -> frozenset[str]:
        """Not known: the server's tokenizer is out of sight. Chat markup of known formats is broken up all the same."""
        return frozenset()

    def count(self, messages: Sequence[Message]) -> int:
        """An upper estimate: a token has about four characters of English, seldom under two and a half."""
        return sum(8 + math.ceil(len(m["content"].encode()) / 2.5) for m in messages)

    def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        source: Sequence[str] | None = None,  # noqa: ARG002 - a server's scores can't be constrained
        bullets: int | None = None,
    ) -> Answer:
        """The server's answer at temperature 0; ``source`` is not used.

        Where ``bullets`` are asked for, a JSON schema asks the server to hold the model to their form; a server that
        knows none is asked again without it, and no more with it.

        Raises ModelError when the server is out of reach, says no, or answers something else than a chat completion.
        """
        body: dict[str, object] = {
            "model": self.model,
            "messages": list(messages),
            "max_tokens": max_tokens,
            "temperature": 0,
            "seed": self.seed,
            "stream": False,
        }
        schema = {"response_format": _schema(bullets)} if bullets is not None and not self._without_schema else {}
        try:
            reply = self._decode(self._post(json.dumps(body | schema).encode()))
        except _NotUnderstoodError as error:
            if not schema:
                raise ModelError(str(error)) from None
            self._without_schema.append(True)
            return self.chat(messages, max_tokens=max_tokens, bullets=bullets)
        try:
            choice = reply["choices"][0]
            text = choice["message"]["content"] or ""
            reason = choice.get("finish_reason")
        except (KeyError, IndexError, TypeError, AttributeError):
            raise ModelError(f"{self._where()}: the reply is no chat completion; is the API base right?") from None
        if not isinstance(text, str):
            raise ModelError(f"{self._where()}: the reply holds no text; choose a text model")
        self._refuse_cut_prompt(messages, reply)
        # JSON can hold half of a character, which no file and no further request can.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return Answer(text, complete=reason != "length")

    def describe(self) -> Mapping[str, object]:
        """Model, server and decoding settings; never the key."""
        return {
            "name": self.model,
            "engine": "api",
            "api_base": self.api_base,
            "decoding": "temperature 0",
            "response_format": "json_schema",  # of bullets, where the server can
            "seed": self.seed,
        }

    def _where(self) -> str:
        return f"{self.api_base} (model {self.model})"

    def _refuse_cut_prompt(self, messages: Sequence[Message], reply: Any) -> None:
        """Ollama cuts a prompt that is longer than its context without a word; its count of tokens gives it away."""
        usage = reply.get("usage")
        seen = usage.get("prompt_tokens") if isinstance(usage, dict) else None
        least = sum(len(m["content"]) for m in messages) / 8  # no tokenizer has tokens of eight characters of English
        if isinstance(seen, int) and 0 < seen < least:
            raise ModelError(
                f"{self._where()}: the server read {seen} tokens of a prompt of at least {int(least)}, so it cut it: "
                "raise its context length (num_ctx, -c, --max-model-len)"
            )

    def _post(self, body: bytes) -> Reply:
        """The reply to a request, asked again while there is hope. Raises ModelError."""
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "tr-news"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        url = f"{self.api_base.rstrip('/')}/chat/completions"
        for attempt in range(self.retries + 1):
            last = attempt == self.retries
            try:
                reply = post(url, body, headers, seconds=self.timeout, most=_LONGEST_ANSWER)
            except NoReplyError as error:
                if last or error.trouble != "broken":
                    raise ModelError(self._unreachable(error)) from None
                why, wait = "the connection broke", self._wait(attempt, None)
            else:
                if 200 <= reply.status < 300:
                    return reply
                detail = self._detail(reply.body[:65536])
                if reply.status not in _RETRY_STATUS or last or "insufficient_quota" in detail:
                    raise self._refusal(reply.status, detail)
                why = f"the server is busy ({reply.status})"
                wait = self._wait(attempt, reply.headers.get("retry-after"))
            if self.say is not None:
                self.say(f"{self._where()}: {why}; asking again in {wait:g} seconds")
            self.sleep(wait)
        raise AssertionError("not reached")

    @staticmethod
    def _wait(attempt: int, retry_after: str | None) -> float:
        """Seconds: what the server asks for, within bounds, else 1, 2, 4, …"""
        try:
            asked = float(retry_after) if retry_after else math.nan
        except ValueError:
            asked = math.nan  # a date: rare, and our clocks may differ
        return min(_LONGEST_WAIT, asked if asked >= 0 else float(2**attempt))

    def _decode(self, reply: Reply) -> Any:
        try:
            return json.loads(reply.body)
        except (ValueError, RecursionError):
            html = reply.content_type == "text/html" or reply.body.lstrip()[:1] == b"<"
            kind = "HTML" if html else reply.content_type
            raise ModelError(
                f"{self._where()}: the reply is {kind}, not JSON; is the API base right? It often ends in /v1"
            ) from None

    def _detail(self, body: bytes) -> str:
        """What the server says of an error, on one line, without the key should it repeat that."""
        try:
            value: Any = json.loads(body)
            error = value.get("error", value)
            text = str(error.get("message", error)) if isinstance(error, dict) else str(error)
            if isinstance(error, dict) and error.get("code"):
                text += f" [{error['code']}]"
        except (ValueError, AttributeError, RecursionError):
            text = "" if body.lstrip()[:1] == b"<" else body.decode("utf-8", "replace")
        text = " ".join("".join(c if c.isprintable() else " " for c in text).split())[:300]
        return text.replace(self.key, "…") if self.key else text

    def _refusal(self, status: int, detail: str) -> ModelError:
        said = f": {detail}" if detail else ""
        if status in (401, 403):
            action = f"set the key in {KEY_VARIABLE}" if self.key is None else "the key is not accepted"
            return ModelError(f"{self._where()}: not allowed ({status}{said}); {action}")
        if status == 404:
            return ModelError(f"{self._where()}: no such model or address ({status}{said}); is the model pulled there?")
        if status in (400, 413, 422) and any(
            word in detail.lower() for word in ("context", "too long", "maximum", "exceed")
        ):
            return ModelError(
                f"{self._where()}: the prompt is too long for the server ({status}{said}); raise its context length"
            )
        kind = _NotUnderstoodError if status in (400, 415, 422, 501) else ModelError
        return kind(f"{self._where()}: the server says no ({status}{said})")

    def _unreachable(self, error: NoReplyError) -> str:
        said = {
            "too slow": f"{error}; choose a smaller model or a faster server",
            "too long": f"the reply is no answer ({error}); is the API base right?",
            "refused": "nothing answers there; start the server or correct the API base",
        }
        return f"{self._where()}: " + said.get(
            error.trouble, f"can't be reached ({error}); start the server or correct the API base"
        )
