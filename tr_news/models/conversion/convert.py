"""A transformers folder becomes a CTranslate2 model with its record, by the converter of its family."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tr_news.models.catalogue import Entry
from tr_news.models.conversion.kinds import BART_FAMILIES, kind_of
from tr_news.models.decoding import decoding_defaults
from tr_news.models.record import Record, digest_of, file_digests, write_record


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a checkpoint came from, for the record."""

    commit: str | None = None
    licence: str | None = None
    folder: str | None = None  # of the user's
    sources: Mapping[str, str] = field(default_factory=dict)  # its files with their checksums


def convert(checkpoint: Path, output: Path, entry: Entry, origin: Origin, *, quantization: str = "int8") -> Record:
    """Converts a checkpoint into ``output``, which must not exist yet, and writes the record beside it.

    Raises :class:`tr_news.errors.ModelError` for a checkpoint that can't be converted.
    """
    import ctranslate2

    import tr_news
    from tr_news.models.conversion.bart import convert_bart
    from tr_news.models.conversion.marian import convert_marian
    from tr_news.models.conversion.torch import convert_with_torch

    model_type, kind = kind_of(checkpoint, entry)
    converters = {"marian": convert_marian, **dict.fromkeys(BART_FAMILIES, convert_bart)}
    run = converters.get(model_type, convert_with_torch)
    run(checkpoint, output, quantization=quantization)
    files = file_digests(output)
    own = {"beam_size": entry.beam_size, "length_penalty": entry.length_penalty, "prefix": entry.prefix}
    record = Record(
        name=entry.name,
        kind=kind,
        repository=entry.repository,
        revision=entry.revision,
        commit=origin.commit,
        licence=entry.licence or origin.licence,
        languages=entry.languages,
        sources=origin.sources,
        conversion={
            "quantization": quantization,
            "converter": run.__name__,
            "tr-news": tr_news.__version__,
            "ctranslate2": ctranslate2.__version__,
        },
        decoding=decoding_defaults(checkpoint) | {key: value for key, value in own.items() if value is not None},
        files=files,
        digest=digest_of(files),
        folder=origin.folder,
    )
    write_record(output, record)
    return record
