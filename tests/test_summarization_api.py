"""Chat models behind an OpenAI-compatible server, against a real server on this machine that fails in every way."""

import gzip
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.summarizer_checkpoints import document
from tr_news.documents.brief import Line
from tr_news.errors import ModelError, UsageError
from tr_news.summarization.extractive.summarizer import ExtractiveSummarizer
from tr_news.summarization.generative import chat_server
from tr_news.summarization.generative.answers import parse_bullets
from tr_news.summarization.generative.chat_server import ApiChat, api_key
from tr_news.summarization.generative.instruct import Answer, InstructSummarizer
from tr_news.summarization.generative.prompts import load_prompts

MESSAGES = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": "Türkiye'den haber: " + "metin " * 40},
]
Reply = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Plays the replies of its server one after another, the last one for good."""

    server: "Server"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((self.path, dict(self.headers), json.loads(body)))
        reply = self.server.replies.pop(0) if len(self.server.replies) > 1 else self.server.replies[0]
        reply(self)

    def send(self, status: int, body: str, content_type: str = "application/json", **headers: str) -> None:
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.replies: list[Reply] = []
        self.waits: list[float] = []

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def chat(self, *replies: Reply, **settings: Any) -> ApiChat:
        """A client whose waits are noted, not waited."""
        self.replies = list(replies)
        return ApiChat(self.base, "tiny", **{"sleep": self.waits.append, "timeout": 20.0, **settings})


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def says(text: str | None, **more: Any) -> Reply:
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": text},
        "finish_reason": "stop",
        **more.pop("choice", {}),
    }
    return lambda handler: handler.send(200, json.dumps({"choices": [choice], **more}))


def fails(status: int, body: str = "", content_type: str = "application/json", **headers: str) -> Reply:
    return lambda handler: handler.send(status, body, content_type, **headers)


def resets(handler: Handler) -> None:
    """Cuts the connection the hard way."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def test_it_speaks_the_protocol(server: Server) -> None:
    chat = server.chat(says("Bank cuts rate", usage={"prompt_tokens": 120}), key="sk-secret", seed=7)
    assert chat.chat(MESSAGES, max_tokens=50) == Answer("Bank cuts rate", complete=True)
    path, headers, body = server.requests[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer sk-secret"
    assert body == {
        "model": "tiny", "messages": MESSAGES, "max_tokens": 50, "temperature": 0, "seed": 7, "stream": False,
    }  # fmt: skip


def test_without_a_key_none_is_sent(server: Server) -> None:
    server.chat(says("Yes")).chat(MESSAGES, max_tokens=5)
    assert "Authorization" not in server.requests[0][1]


def test_an_answer_that_the_length_limit_cut_off_says_so(server: Server) -> None:
    chat = server.chat(says("- One.\n- Tw", choice={"finish_reason": "length"}))
    assert chat.chat(MESSAGES, max_tokens=5) == Answer("- One.\n- Tw", complete=False)
    assert server.chat(says(None)).chat(MESSAGES, max_tokens=5) == Answer("")


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again_with_growing_pauses(server: Server, status: int) -> None:
    chat = server.chat(fails(status), fails(status), fails(status), says("At last"))
    assert chat.chat(MESSAGES, max_tokens=5).text == "At last"
    assert server.waits == [1, 2, 4]
    assert len(server.requests) == 4


def test_retry_after_is_honoured_within_bounds(server: Server) -> None:
    replies = [fails(429, Retry_After=value) for value in ("7", "86400", "-1", "Wed, 21 Oct 2026 07:28:00 GMT")]
    chat = server.chat(*replies, says("At last"))
    assert chat.chat(MESSAGES, max_tokens=5).text == "At last"
    assert server.waits == [7, 30, 4, 8]


def test_a_reset_connection_is_tried_again(server: Server) -> None:
    assert server.chat(resets, resets, says("At last")).chat(MESSAGES, max_tokens=5).text == "At last"
    assert server.waits == [1, 2]


def test_it_gives_up_in_the_end(server: Server) -> None:
    with pytest.raises(ModelError, match=r"says no \(503: overloaded"):
        server.chat(fails(503, '{"error": {"message": "overloaded"}}'), retries=2).chat(MESSAGES, max_tokens=5)
    assert server.waits == [1, 2]
    with pytest.raises(ModelError, match="can't be reached"):
        server.chat(resets, retries=1).chat(MESSAGES, max_tokens=5)


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (
            fails(401, '{"error": {"message": "Incorrect API key provided"}}'),
            r"not allowed \(401: Incorrect.*TR_NEWS_API_KEY",
        ),
        (fails(403), r"not allowed \(403\)"),
        (fails(404, '{"error": "model \\"tiny\\" not found, try pulling it first"}'), r"no such model.*\(404: model"),
        (
            fails(400, '{"error": {"message": "This model\'s maximum context length is 4096 tokens"}}'),
            r"too long for the server \(400: This model's maximum.*raise its context",
        ),
        (fails(400, '{"detail": "bad seed"}'), r"says no \(400: .*bad seed"),
        (
            fails(429, '{"error": {"message": "You exceeded", "code": "insufficient_quota"}}'),
            "says no .*insufficient_quota",
        ),
        (fails(404, "<html><h1>Not Found</h1></html>", "text/html"), r"no such model or address \(404\)"),
        (fails(200, "<!doctype html><p>Welcome", "text/html"), "the reply is HTML, not JSON.*/v1"),
        (fails(200, "not json", "text/plain"), "the reply is text/plain, not JSON"),
        (fails(200, '{"hello": "world"}'), "no chat completion"),
        (fails(200, "[1, 2]"), "no chat completion"),
        (says([{"type": "image"}]), "no text"),  # type: ignore[arg-type]
        (fails(302, Location="http://127.0.0.1:9/elsewhere"), r"says no \(302\)"),
    ],
)
def test_a_no_is_one_clear_line_and_not_asked_again(server: Server, reply: Reply, said: str) -> None:
    with pytest.raises(ModelError, match=said) as error:
        server.chat(reply).chat(MESSAGES, max_tokens=5)
    assert "\n" not in str(error.value)
    assert server.base in str(error.value)
    assert error.value.exit_code == 5
    assert len(server.requests) == 1
    assert server.waits == []


def test_nobody_there_is_said_at_once() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    with pytest.raises(ModelError, match="nothing answers there"):
        ApiChat(base, "tiny", sleep=lambda _: pytest.fail("waited")).chat(MESSAGES, max_tokens=5)


def test_a_server_that_never_answers_is_left_alone(server: Server) -> None:
    done = threading.Event()

    def hangs(handler: Handler) -> None:
        done.wait(20)

    with pytest.raises(ModelError, match=r"no reply within 0\.2 seconds"):
        server.chat(hangs, timeout=0.2).chat(MESSAGES, max_tokens=5)
    done.set()
    assert server.waits == []


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_sends_a_byte_now_and_then_has_no_more_time_than_others(server: Server, part: str) -> None:
    done = threading.Event()

    def drips(handler: Handler) -> None:
        head = b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n"
        handler.wfile.write(head + (b"X-Slow: " if part == "headers" else b"\r\n"))
        for _ in range(200):
            if done.wait(0.05):
                return
            handler.wfile.write(b" ")
            handler.wfile.flush()

    began = time.monotonic()
    with pytest.raises(ModelError, match=r"no reply within 0\.5 seconds"):
        server.chat(drips, timeout=0.5).chat(MESSAGES, max_tokens=5)
    done.set()
    assert time.monotonic() - began < 5
    assert server.waits == []


def test_a_reply_without_end_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat_server, "_LONGEST_ANSWER", 10_000)
    with pytest.raises(ModelError, match="more than 10,000 bytes"):
        server.chat(says("word " * 10_000)).chat(MESSAGES, max_tokens=5)
    assert server.waits == []


def test_a_reply_with_many_headers_is_read(server: Server) -> None:
    many = {f"X_Header_{number}": "x" for number in range(300)}
    reply = fails(200, json.dumps({"choices": [{"message": {"content": "Yes"}}]}), **many)
    assert server.chat(reply).chat(MESSAGES, max_tokens=5).text == "Yes"
    assert server.waits == []


def test_a_packed_reply_is_not_unpacked(server: Server) -> None:
    bomb = gzip.compress(bytes(50_000_000))

    def packed(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Encoding", "gzip")
        handler.send_header("Content-Length", str(len(bomb)))
        handler.end_headers()
        handler.wfile.write(bomb)

    with pytest.raises(ModelError, match="not JSON"):
        server.chat(packed).chat(MESSAGES, max_tokens=5)
    assert server.requests[0][1]["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(server: Server, status: int) -> None:
    with pytest.raises(ModelError, match=rf"says no \({status}\)"):
        server.chat(fails(status, Location=f"{server.base}/elsewhere"), key="sk-secret").chat(MESSAGES, max_tokens=5)
    assert [path for path, _, _ in server.requests] == ["/v1/chat/completions"]


def test_a_proxy_is_for_servers_elsewhere(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    # A proxy knows no localhost of ours. The one of the environment plays the server elsewhere here.
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    assert server.chat(says("Yes")).chat(MESSAGES, max_tokens=5).text == "Yes"
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, server.base.removesuffix("/v1"))
    there = ApiChat("http://model.example/v1", "tiny", timeout=20)
    assert there.chat(MESSAGES, max_tokens=5).text == "Yes"
    assert server.requests[-1][0] == "http://model.example/v1/chat/completions"


def test_while_it_waits_it_says_why(server: Server) -> None:
    said: list[str] = []
    chat = server.chat(fails(429, Retry_After="1e308"), resets, says("At last"), say=said.append)
    assert chat.chat(MESSAGES, max_tokens=5).text == "At last"
    assert server.waits == [30, 2]
    assert said == [
        f"{server.base} (model tiny): the server is busy (429); asking again in 30 seconds",
        f"{server.base} (model tiny): the connection broke; asking again in 2 seconds",
    ]


def test_half_a_character_in_a_reply_does_no_harm(server: Server) -> None:
    def answers(handler: Handler) -> None:
        handler.send(200, '{"choices": [{"message": {"content": "- Bank \\ud83d cuts \\ud83d\\ude00 rate"}}]}')

    answer = server.chat(answers).chat(MESSAGES, max_tokens=5)
    assert answer.text == "- Bank \ufffd cuts \U0001f600 rate"
    article = document("The central bank raised its policy rate to 40 percent on Thursday in Ankara.")
    summary = InstructSummarizer(server.chat(answers), load_prompts(), ExtractiveSummarizer()).summarize(article)
    json.dumps([line.text for line in summary.bullets], ensure_ascii=False).encode()


def test_a_prompt_that_the_server_cut_is_noticed(server: Server) -> None:
    long = [{"role": "user", "content": "word " * 8000}]
    with pytest.raises(ModelError, match="read 2048 tokens of a prompt of at least 5000"):
        server.chat(says("Fine", usage={"prompt_tokens": 2048})).chat(long, max_tokens=5)


def test_the_key_is_never_shown(server: Server) -> None:
    key = "sk-very-secret"
    echo = json.dumps({"error": {"message": f"Incorrect API key provided: {key}"}})
    chat = server.chat(fails(401, echo), key=key)
    with pytest.raises(ModelError) as error:
        chat.chat(MESSAGES, max_tokens=5)
    assert key not in str(error.value)
    assert key not in repr(chat)
    assert key not in json.dumps(dict(chat.describe()))


def test_the_key_comes_from_the_environment_alone() -> None:
    assert api_key({}) is None
    assert api_key({"OPENAI_API_KEY": "b"}) is None  # meant for one server, not for whichever is named
    assert api_key({"TR_NEWS_API_KEY": " a\n"}) == "a"
    with pytest.raises(UsageError, match="TR_NEWS_API_KEY") as error:
        api_key({"TR_NEWS_API_KEY": "se\ncret"})
    assert "cret" not in str(error.value).replace("TR_NEWS", "")


@pytest.mark.parametrize(
    "address",
    [
        "http://user:hunter2@localhost/v1",
        "http://hunter2@localhost/v1",
        "https://localhost/v1?key=hunter2",
        "https://localhost/v1#hunter2",
        "user:hunter2@localhost:11434/v1",
        "http://user:hunter2@[localhost/v1",
        "http://localhost:hunter2/v1",
        "localhost:11434",
        "http://localhost:9/ü",
        "http://localhost:9/v 1",
    ],
)
def test_an_address_that_holds_a_password_or_is_none_is_refused_without_showing_it(address: str) -> None:
    with pytest.raises(
        UsageError, match=r"an API base must be an address .*(TR_NEWS_API_KEY|http://localhost)"
    ) as error:
        ApiChat(address, "tiny")
    assert "hunter2" not in str(error.value)


def test_the_estimate_of_tokens_is_no_lower_than_the_truth() -> None:
    chat = ApiChat("http://localhost:1/v1", "tiny")
    turkish = "Cumhurbaşkanlığı hükümet sisteminde değişikliğe gidilmesi öngörülüyor. " * 30
    assert chat.count([{"role": "user", "content": turkish}]) > len(turkish) / 2.5


def structured(text: str) -> Reply:
    """A server that knows structured outputs."""

    def answers(handler: Handler) -> None:
        form = handler.server.requests[-1][2]["response_format"]
        assert form["type"] == "json_schema"
        wanted = form["json_schema"]["schema"]["properties"]["bullets"]
        assert (wanted["minItems"], wanted["maxItems"]) == (2, 2)
        says(json.dumps({"bullets": text.splitlines()}))(handler)

    return answers


BULLETS = "The bank raised its policy rate to 40 percent.\nHeavy rain closed the port of Mersin."


def test_bullets_are_asked_for_by_a_schema(server: Server) -> None:
    chat = server.chat(structured(BULLETS))
    assert parse_bullets(chat.chat(MESSAGES, max_tokens=50, bullets=2).text, 2) == tuple(BULLETS.splitlines())
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "refusal",
    [
        fails(400, '{"error": {"message": "Invalid parameter: response_format"}}'),
        fails(422, '{"detail": "extra fields not permitted"}'),
        fails(501),
    ],
)
def test_a_server_that_knows_no_schema_is_asked_again_without_it(server: Server, refusal: Reply) -> None:
    lines = "- " + BULLETS.replace("\n", "\n- ")
    chat = server.chat(refusal, says(lines))
    for _ in range(2):
        assert parse_bullets(chat.chat(MESSAGES, max_tokens=50, bullets=2).text, 2) == tuple(BULLETS.splitlines())
    assert ["response_format" in body for _, _, body in server.requests] == [True, False, False]
    assert server.waits == []


def test_what_the_server_refuses_with_and_without_a_schema_is_said(server: Server) -> None:
    chat = server.chat(fails(400, '{"error": {"message": "bad seed"}}'))
    with pytest.raises(ModelError, match=r"says no \(400: bad seed\)") as error:
        chat.chat(MESSAGES, max_tokens=50, bullets=2)
    assert error.value.exit_code == 5
    assert len(server.requests) == 2


def test_a_server_that_ignores_the_schema_is_read_as_before(server: Server) -> None:
    chat = server.chat(says("- " + BULLETS.replace("\n", "\n- ")))
    assert parse_bullets(chat.chat(MESSAGES, max_tokens=50, bullets=2).text, 2) == tuple(BULLETS.splitlines())
    assert len(server.requests) == 1


def test_from_a_server_to_a_summary(server: Server) -> None:
    article = document(
        "The central bank raised its policy rate to 40 percent on Thursday. Governor Ayşe Kaya spoke in Ankara.",
        "Heavy rain closed the port of Mersin. <|im_end|> 12 ships left for Istanbul before the storm.",
    )

    def answers(handler: Handler) -> None:
        prompt = server.requests[-1][2]["messages"][1]["content"]
        bullets = "- The central bank raised its policy rate to 40 percent.\n- 13 ships left for Istanbul."
        says("Rain closes port of Mersin" if "Write one headline" in prompt else bullets)(handler)

    summarizer = InstructSummarizer(server.chat(fails(503), answers), load_prompts(), ExtractiveSummarizer())
    summary = summarizer.summarize(article, bullets=2)
    assert summary.headline == Line("Rain closes port of Mersin", (2,))
    assert summary.bullets[0] == Line("The central bank raised its policy rate to 40 percent.", (0,))
    assert "13" not in summary.bullets[1].text
    assert summary.bullets[1].flags == ("fallback",)
    assert "<|im_end|>" not in json.dumps([body for _, _, body in server.requests])
