"""A tiny random MarianMT in its real file formats, for tests of the two engines."""

from pathlib import Path

from tests import checkpoints

# Written for these tests; enough for SentencePiece to learn a few hundred pieces from.
TURKISH = """\
Bakan, yeni okulların eylül ayında açılacağını söyledi.
Belediye başkanı dün akşam köprünün onarımı için toplantı yaptı.
İstanbul'da sabah saatlerinde başlayan yağmur öğleden sonra durdu.
Takım, deplasmanda oynadığı maçı üç sıfır kazandı ve lider oldu.
Merkez Bankası faiz kararını perşembe günü açıklayacak.
Uzmanlar, fiyatların önümüzdeki ay yüzde 5 artmasını bekliyor.
Deprem 14.30'da meydana geldi; can kaybı olmadı.
"Bu sorunu birlikte çözeceğiz" diyen başkan, gazetecilere teşekkür etti.
Hastanede tedavi gören 12 işçiden 8'i taburcu edildi.
Çiftçiler bu yıl buğdaydan 1.250 ton ürün aldı.
"""
ENGLISH = """\
The minister said that new schools would open in September.
The mayor held a meeting last night about repairs to the bridge.
The rain that began in Istanbul in the morning stopped in the afternoon.
The team won its away match three to nil and took the lead.
The central bank will announce its decision on Thursday.
Experts expect prices to rise by 5 percent next month.
The earthquake struck at 14:30; nobody was killed.
"We will solve this problem together," said the mayor and thanked the reporters.
Eight of the 12 workers treated in hospital have been sent home.
Farmers harvested 1,250 tonnes of wheat this year.
"""


def tiny_marian(folder: Path, *, seed: int = 0, brevity: float = 2.5) -> Path:
    """Writes a random Marian checkpoint of transformers (2+2 layers, width 32) into ``folder`` and returns it.

    ``brevity`` is added to the logit of ``</s>``: without it hardly any sentence would come to an end.
    """
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True, exist_ok=True)
    pad = checkpoints.marian_vocabulary(folder, (*TURKISH.splitlines(), *ENGLISH.splitlines()), 300)
    torch.manual_seed(seed)
    config = MarianConfig(
        vocab_size=pad + 1, d_model=32, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4,
        decoder_attention_heads=4, encoder_ffn_dim=64, decoder_ffn_dim=64, max_position_embeddings=512,
        pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad, forced_eos_token_id=0, scale_embedding=True,
        activation_function="swish", init_std=0.3,
    )  # fmt: skip
    network = MarianMTModel(config)
    network.generation_config.bad_words_ids = [[pad]]
    network.final_logits_bias[0, 0] = brevity
    network.save_pretrained(folder)
    return folder


def convert(checkpoint: Path, folder: Path, *, quantization: str = "float32") -> Path:
    """The CTranslate2 form of a checkpoint, by CTranslate2's own converter."""
    from ctranslate2.converters import TransformersConverter

    converter = TransformersConverter(str(checkpoint), copy_files=["source.spm", "target.spm"])
    converter.convert(str(folder), quantization=quantization)
    return folder
