"""Summaries by chat models: prompts in, strictly read answers out, each line held against the article."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Protocol, TypeVar

from tr_news.documents.brief import Line, Summary
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import ModelError
from tr_news.summarization.faithfulness import check, supported_summary
from tr_news.summarization.generative.answers import (
    HEADLINE_CHARACTERS,
    MalformedAnswerError,
    parse_bullets,
    parse_headline,
)
from tr_news.summarization.generative.prompts import Message, Prompt, PromptName, fence_for, neutralise
from tr_news.summarization.generative.windows import english_paragraphs, reduce_windows
from tr_news.summarization.protocol import Summarizer
from tr_news.text.english.sentences import split_english

HEADLINE_TOKENS = 64
BULLET_TOKENS = 80
_WINDOW_BULLETS = 4  # lines that a part of a long article is condensed to

Parsed = TypeVar("Parsed")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a chat model said; ``complete`` is False where the length limit cut it off."""

    text: str
    complete: bool = True


class ChatModel(Protocol):
    """A chat model, local or behind a server. The same messages give the same answer, as far as a server can."""

    @property
    def window(self) -> int:
        """Tokens of prompt and answer together."""
        ...

    @property
    def special_tokens(self) -> frozenset[str]:
        """What the tokenizer reads as control; empty where it is not known."""
        ...

    def count(self, messages: Sequence[Message]) -> int:
        """Tokens of the prompt; may be too high, never too low."""
        ...

    def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        source: Sequence[str] | None = None,
        bullets: int | None = None,
    ) -> Answer:
        """The assistant's answer. With ``source``, names and numbers are kept to those of these texts, where it can.

        ``bullets`` are asked for by the prompt; who can hold a model to so many, by constrained decoding, may do so.
        Raises ModelError when the model can't run or the server says no.
        """
        ...

    def describe(self) -> Mapping[str, object]:
        """Provenance: name, engine, revision or digest, decoding settings."""
        ...


def ask(
    chat: ChatModel,
    messages: Sequence[Message],
    parse: Callable[[str, bool], Parsed],
    *,
    max_tokens: int,
    source: Sequence[str] | None = None,
    bullets: int | None = None,
) -> Parsed:
    """The answer as ``parse`` reads it, given the text and whether it is complete.

    A malformed one is asked for once more, with the reason.

    Raises MalformedAnswerError if the second is malformed too, ModelError where the prompt doesn't fit the model.
    """
    asked = list(messages)
    for attempt in (1, 2):
        needed = chat.count(asked) + max_tokens
        if needed > chat.window:
            raise ModelError(
                f"the prompt and its answer need {needed} tokens, the model's window has {chat.window}: "
                "choose a model with a larger one, or shorten the prompts"
            )
        answer = chat.chat(asked, max_tokens=max_tokens, source=source, bullets=bullets)
        try:
            return parse(answer.text, answer.complete)
        except MalformedAnswerError as error:
            if attempt == 2:
                raise
            again = [
                {"role": "assistant", "content": neutralise(answer.text, chat.special_tokens).strip() or "(nothing)"},
                {
                    "role": "user",
                    "content": f"This can't be used: {error}. Answer again, exactly in the form asked for.",
                },
            ]
            # Where the conversation has outgrown the window, the question is put again without the answer.
            fits = chat.count([*messages, *again]) + max_tokens <= chat.window
            asked = [*messages, *again] if fits else [*messages[:-1], _with_remark(messages[-1], str(error))]
    raise AssertionError("not reached")


def _with_remark(message: Message, reason: str) -> Message:
    return {**message, "content": f"{message['content']}\n\n(An earlier answer could not be used: {reason}.)"}


@dataclass(frozen=True)
class InstructSummarizer:
    """Headline and bullets by a chat model, driven by prompts; ``built_in`` takes over where it fails.

    An article longer than the window is condensed part by part first. ``source_bound`` keeps the names and numbers
    that a local model writes to those of the article.
    """

    chat: ChatModel
    prompts: Mapping[PromptName, Prompt]
    built_in: Summarizer
    source_bound: bool = True

    def summarize(self, document: TranslatedArticle, *, bullets: int = 3) -> Summary:
        """Raises ModelError when the model can't run, and what the built-in summarizer raises."""
        headline, lines, notes = self.draft(document, bullets=bullets)
        return supported_summary(headline, lines, document, self.built_in, count=bullets, notes=notes)

    def draft(self, document: TranslatedArticle, *, bullets: int = 3) -> tuple[str | None, tuple[str, ...], list[str]]:
        """Headline and bullets as the model wrote them, unchecked, and notes on what it failed at."""
        source = [s.translation for s in document.sentences] if self.source_bound else None
        paragraphs = [[self._clean(text) for text in sentences] for sentences in english_paragraphs(document)]
        bullets = min(bullets, sum(map(len, paragraphs)))
        if bullets == 0:
            return None, (), []
        notes: list[str] = []
        limit = min(
            self._room(self.prompts["headline"], _headline_values(), HEADLINE_TOKENS),
            self._room(self.prompts["bullets"], {"bullets": str(bullets)}, bullets * BULLET_TOKENS),
            self._room(self.prompts["bullets"], {"bullets": str(_WINDOW_BULLETS)}, _WINDOW_BULLETS * BULLET_TOKENS),
        )
        article = reduce_windows(paragraphs, self._size, limit, lambda text: self._condense(text, source))
        headline: str | None = None
        lines: tuple[str, ...] = ()
        try:
            headline = self._headline(article, source)
        except MalformedAnswerError as error:
            notes.append(f"the model's headline could not be used ({error}); the built-in summarizer's stands instead")
        try:
            lines = self._bullets(article, bullets, source)
        except MalformedAnswerError as error:
            notes.append(f"the model's bullets could not be used ({error}); the built-in summarizer's stand instead")
        return headline, lines, notes

    def describe(self) -> Mapping[str, object]:
        """What determines the summaries: model, prompts, settings, and the summarizer that takes over."""
        return {
            "kind": "instruct",
            **self.chat.describe(),
            "prompts": [self.prompts[name].describe() for name in ("headline", "bullets")],
            "source_bound": self.source_bound,
            "fallback": dict(self.built_in.describe()),
        }

    def story_headline(self, reports: Sequence[str], date: str, document: TranslatedArticle) -> Line | None:
        """One headline for a story that several articles report, from their lines; None where none is supported.

        ``document`` holds the lines as its sentences, in the same order, so that the evidence points at them.
        """
        text = "\n".join(f"- {self._clean(' '.join(report.split()))}" for report in reports)
        messages = self.prompts["daily"].messages(
            fence=fence_for(text), reports=text, date=self._clean(date), characters=str(HEADLINE_CHARACTERS)
        )
        source = list(reports) if self.source_bound else None
        try:
            headline = ask(self.chat, messages, _read_headline, max_tokens=HEADLINE_TOKENS, source=source)
        except MalformedAnswerError:
            return None
        support = check(headline, document)
        return Line(headline, support.evidence) if support.supported else None

    def _clean(self, text: str) -> str:
        return neutralise(text, self.chat.special_tokens)

    def _size(self, text: str) -> int:
        empty = self.chat.count([{"role": "user", "content": ""}])
        return max(1, self.chat.count([{"role": "user", "content": text}]) - empty)

    def _room(self, prompt: Prompt, values: Mapping[str, str], answer: int) -> int:
        """Tokens that the prompt and its answer (twice: a second try quotes the first) leave for the article."""
        used = self.chat.count(prompt.messages(fence=fence_for(""), article="", **values)) + 2 * answer + 64
        if self.chat.window - used < 128:
            raise ModelError(
                f"the model's window of {self.chat.window} tokens has no room for an article beside the prompt "
                f"{prompt.name}: choose a model with a larger one"
            )
        return self.chat.window - used

    def _headline(self, article: str, source: Sequence[str] | None) -> str:
        values = {"fence": fence_for(article), "article": article, **_headline_values()}
        messages = self.prompts["headline"].messages(**values)
        return ask(self.chat, messages, _read_headline, max_tokens=HEADLINE_TOKENS, source=source)

    def _bullets(self, article: str, bullets: int, source: Sequence[str] | None) -> tuple[str, ...]:
        messages = self.prompts["bullets"].messages(fence=fence_for(article), article=article, bullets=str(bullets))

        def read(text: str, complete: bool) -> tuple[str, ...]:
            return parse_bullets(text, bullets, complete=complete)

        return ask(self.chat, messages, read, max_tokens=bullets * BULLET_TOKENS, source=source, bullets=bullets)

    def _condense(self, text: str, source: Sequence[str] | None) -> Sequence[str]:
        """A part of a long article in a few lines; its own first sentences where the model gives none."""
        try:
            return [self._clean(line) for line in self._bullets(text, _WINDOW_BULLETS, source)]
        except MalformedAnswerError:
            sentences = split_english(text)
            return sentences[: ceil(len(sentences) / 4)]


def _headline_values() -> dict[str, str]:
    return {"characters": str(HEADLINE_CHARACTERS)}


def _read_headline(text: str, complete: bool) -> str:
    return parse_headline(text, complete=complete)
