"""Client of the LearningActors service, of the standard library alone (Python 3.11 or newer).

    from learning_actors import Batcher, Client, PromptAssigner

    client = Client(["http://127.0.0.1:8080"], key)
    assigner = PromptAssigner(client)
    prompt = assigner.assign("BUY", "account 17")

    with Batcher(client) as batcher:
        logged = batcher.log({"ticker": "AAPL", "signal": "BUY", "confidence": 0.8, "explanation": "RSI is low."})
        logged.result()  # It is committed to the service's database.

``python -m learning_actors replay FILE`` and ``python -m learning_actors import trades FILE`` send files.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import http.client
import io
import json
import os
import random
import re
import secrets
import socket
import ssl
import sys
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NotRequired, TypedDict
from urllib.parse import quote, urlencode, urlsplit

__version__: Final = "1.0.0"
__all__ = [
    "AssignedPrompt",
    "Batcher",
    "Client",
    "Explanation",
    "LearningApiError",
    "PromptAssigner",
    "SnapshotTooOldError",
    "Trade",
    "UnknownOutcomeError",
    "Vote",
]

_AWAY: Final = frozenset({502, 503, 504})
_PASSING: Final = frozenset({408, 429, 502, 503, 504})
_LONGEST_WAIT: Final = 30.0


class LearningApiError(Exception):
    """The service refused a request or an item.

    ``status`` is that of the answer, or the one that the item would have had alone; ``errors`` names each field at fault;
    ``retry_after`` is in seconds, where the service asks for a wait.
    """

    def __init__(
        self, status: int, detail: str, errors: Mapping[str, list[str]] | None = None, retry_after: float | None = None
    ) -> None:
        said = "; ".join(f"{field}: {' '.join(words)}" for field, words in (errors or {}).items())
        super().__init__(f"{status}: {said or detail}")
        self.status = status
        self.detail = detail
        self.errors = dict(errors or {})
        self.retry_after = retry_after


class UnknownOutcomeError(Exception):
    """No address took an item in time. It may be stored all the same: sent again with the same id it is stored once."""


class SnapshotTooOldError(Exception):
    """The routing was never read, or the service has not been reached for longer than it may be old."""


class Vote(TypedDict):
    """A vote on an explanation; ``helpful`` or ``rating`` (1 to 5) is needed."""

    explanation_id: str
    helpful: NotRequired[bool]
    rating: NotRequired[int]
    comment: NotRequired[str]
    session: NotRequired[str]
    feedback_type: NotRequired[str]


class Explanation(TypedDict):
    """An explanation that an engine made itself. Without ``explanation_id`` it gets one."""

    ticker: str
    signal: str
    confidence: float
    explanation: str
    explanation_id: NotRequired[str]
    indicators: NotRequired[dict[str, Any]]
    factors: NotRequired[list[dict[str, Any]]]
    sentiment: NotRequired[str]
    prompt_version: NotRequired[str]
    model_used: NotRequired[str]
    session: NotRequired[str]
    unit: NotRequired[str]
    generated_at: NotRequired[str]


class Trade(TypedDict):
    """A closed trade; times with their offset, such as ``2026-03-02T10:00:00Z``."""

    trade_id: str
    strategy_rule: str
    symbol: str
    side: str
    entry_time: str
    exit_time: str
    entry_price: float | Decimal
    exit_price: float | Decimal
    quantity: float | Decimal
    asset_type: NotRequired[str]
    currency: NotRequired[str]
    setup_type: NotRequired[str]
    market_phase: NotRequired[str]
    timeframe: NotRequired[str]
    fees: NotRequired[float | Decimal]
    pnl: NotRequired[float | Decimal]
    stop_price: NotRequired[float | Decimal]
    multiplier: NotRequired[float | Decimal]
    entry_reasoning: NotRequired[str]


@dataclass(frozen=True)
class Answer:
    """An answer of the service."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def retry_after(self) -> float | None:
        given = self.headers.get("retry-after", "")
        return float(given) if given.isdigit() else None

    def refusal(self) -> LearningApiError:
        """What the answer refuses; also where a proxy answered."""
        try:
            problem = json.loads(self.body)
            detail = problem.get("detail") or problem.get("title") or ""
            return LearningApiError(self.status, detail, problem.get("errors"), self.retry_after)
        except (ValueError, AttributeError):
            return LearningApiError(self.status, self.body[:500].decode("utf-8", "replace"), None, self.retry_after)


class Client:
    """Requests to the service, at one of several addresses; threads may share it.

    Where an address does not answer, the next one is asked: at once where no connection was made, else only with requests that
    may be sent twice.
    """

    def __init__(self, addresses: Sequence[str], key: str, *, read_key: str | None = None, timeout: float = 30.0) -> None:
        if not addresses:
            raise ValueError("addresses is empty; expected an address such as http://127.0.0.1:8080")
        self._addresses = [urlsplit(address) for address in addresses]
        for address in self._addresses:
            if address.scheme not in ("http", "https") or not address.hostname:
                raise ValueError(f"addresses has '{address.geturl()}'; expected an http or https address")
        self._key, self._read_key, self._timeout = key, read_key or key, timeout
        self._current = 0
        self._lock = threading.Lock()
        self._local = threading.local()

    def explain(self, signal: Mapping[str, Any], *, idempotency_key: str | None = None) -> dict[str, Any]:
        """Lets the service explain a signal: ``ticker``, ``signal``, ``confidence``, and ``indicators`` that it may name."""
        return self._json(
            "POST", "/api/explanations", signal, headers={"Idempotency-Key": idempotency_key or new_id()}, repeatable=True
        )

    def log(self, explanations: Iterable[Explanation]) -> dict[str, Any]:
        """Records explanations; the outcome of each is in ``results``."""
        named = [{"explanation_id": new_id(), **one} for one in explanations]
        return self._json("POST", "/api/explanations/log", named, repeatable=True)

    def rate(self, votes: Iterable[Vote]) -> dict[str, Any]:
        """Rates explanations; the outcome of each vote is in ``results``."""
        return self._json("POST", "/api/feedback", list(votes), repeatable=True)

    def record_trades(self, trades: Iterable[Trade]) -> dict[str, Any]:
        """Records closed trades; the outcome of each is in ``results``."""
        return self._json("POST", "/api/trades", list(trades), repeatable=True)

    def ensure_strategy(self, rule: str) -> None:
        """Adds a strategy rule unless it is there."""
        try:
            self._json("POST", "/api/strategies", {"id": rule})
        except LearningApiError as refused:
            if refused.status != 409:
                raise

    def relevant(self, *, limit: int = 5, **context: str | int) -> list[dict[str, Any]]:
        """What to know before a trade: by ``setup_type``, ``market_phase``, ``symbol``, ``timeframe``, ``hour``."""
        return self._json("GET", f"/api/learning/relevant?{urlencode({**context, 'limit': limit})}")

    def strategy(self, rule: str) -> dict[str, Any]:
        """How a strategy rule does."""
        return self._json("GET", f"/api/strategies/{quote(rule, safe='')}/performance")

    def get(self, path: str) -> Any:
        """Reads any path of the API, with the key for reading."""
        return self._json("GET", path, key=self._read_key)

    def post(self, path: str, body: Any = None) -> Any:
        """Sends something to any path of the API; where the connection breaks, it is not sent again."""
        return self._json("POST", path, body)

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        repeatable: bool = False,
        key: str | None = None,
    ) -> Answer:
        """Sends a request; raises OSError or http.client.HTTPException where no address answers."""
        repeatable = repeatable or method == "GET"
        sent = {"Authorization": f"Bearer {key or self._key}", "Accept": "application/json", **(headers or {})}
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
        for left in range(len(self._addresses), 0, -1):
            place = self._current
            try:
                connection = self._connection(place, fresh=not repeatable)
            except OSError:
                self._move_on(place)
                if left == 1:
                    raise
                continue
            try:
                answer = self._exchange(connection, place, method, path, body, sent, repeatable)
            except (OSError, http.client.HTTPException):
                self._forget(place)
                self._move_on(place)
                if left == 1 or not repeatable:
                    raise
                continue
            if answer.status not in _AWAY:
                return answer
            self._move_on(place)
            if left == 1 or not repeatable:
                return answer
        raise AssertionError("unreachable")

    def _json(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        repeatable: bool = False,
        key: str | None = None,
    ) -> Any:
        """Sends JSON and reads it; an answer of 503 or 429 is waited out."""
        written = None if body is None else to_json(body)
        for attempt in range(20):
            answer = self.send(method, path, written, headers=headers, repeatable=repeatable, key=key)
            wait = answer.retry_after if answer.retry_after is not None else 1.0
            if answer.status not in (429, 503) or wait > _LONGEST_WAIT or attempt == 19:
                break
            time.sleep(wait)
        if answer.status != 200:
            raise answer.refusal()
        return answer.json()

    def _connection(self, place: int, *, fresh: bool) -> http.client.HTTPConnection:
        """This thread's connection to an address; one that was open before may have been closed meanwhile."""
        kept: dict[int, http.client.HTTPConnection] = self._local.__dict__.setdefault("kept", {})
        if fresh:
            self._forget(place)
        if place not in kept:
            address = self._addresses[place]
            host, timeout = address.hostname or "", self._timeout
            connection = (
                http.client.HTTPSConnection(host, address.port, timeout=timeout, context=ssl.create_default_context())
                if address.scheme == "https"
                else http.client.HTTPConnection(host, address.port, timeout=timeout)
            )
            connection.connect()
            connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            kept[place] = connection
        return kept[place]

    def _exchange(
        self,
        connection: http.client.HTTPConnection,
        place: int,
        method: str,
        path: str,
        body: bytes | None,
        headers: Mapping[str, str],
        repeatable: bool,
    ) -> Answer:
        try:
            return _exchange(connection, method, path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionError):
            # A connection that was kept may just have been closed: that says nothing of the address.
            if not repeatable:
                raise
            self._forget(place)
            return _exchange(self._connection(place, fresh=False), method, path, body, headers)

    def _forget(self, place: int) -> None:
        if connection := self._local.__dict__.get("kept", {}).pop(place, None):
            connection.close()

    def _move_on(self, place: int) -> None:
        with self._lock:
            if self._current == place:
                self._current = (place + 1) % len(self._addresses)

    def close(self) -> None:
        """Closes the connections of this thread."""
        for place in list(self._local.__dict__.get("kept", {})):
            self._forget(place)


def _exchange(
    connection: http.client.HTTPConnection, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
) -> Answer:
    connection.request(method, path, body, dict(headers))
    response = connection.getresponse()
    return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())


def new_id() -> str:
    """An id that sorts by its time: UUID version 7 (RFC 9562, section 5.7)."""
    milliseconds = time.time_ns() // 1_000_000
    number = (milliseconds << 80) | (0x7 << 76) | (secrets.randbits(12) << 64) | (0x2 << 62) | secrets.randbits(62)
    return str(uuid.UUID(int=number))


def to_json(value: Any) -> bytes:
    """JSON in which a Decimal keeps its digits."""
    exact: dict[str, str] = {}

    def default(one: Any) -> Any:
        if isinstance(one, Decimal):
            if not one.is_finite():
                raise ValueError(f"{one} is not a number that JSON has")
            mark = f"\ue000{len(exact)}\ue001"
            exact[mark] = f"{one:f}"
            return mark
        if isinstance(one, uuid.UUID):
            return str(one)
        raise TypeError(f"{type(one).__name__} is nothing that JSON has")

    text = json.dumps(value, default=default, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    if exact:
        parts = text.split('"\ue000')
        text = parts[0] + "".join(
            exact[f"\ue000{number}\ue001"] + rest for number, rest in (part.split('\ue001"', 1) for part in parts[1:])
        )
    return text.encode("utf-8")


def _fnv1a(state: int, text: str) -> int:
    """FNV-1a of 32 bits over UTF-16 code units."""
    units = memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H") if _LITTLE else _units(text)
    for unit in units:
        state = ((state ^ unit) * 0x01000193) & 0xFFFFFFFF
    return state


_LITTLE: Final = memoryview(b"\x01\x00").cast("H")[0] == 1


def _units(text: str) -> list[int]:
    encoded = text.encode("utf-16-le", "surrogatepass")
    return [low | high << 8 for low, high in zip(encoded[::2], encoded[1::2], strict=True)]


def place_of(seed: str, unit: str) -> float:
    """The place of a unit in 0..1: GrowthBook's hash of version 2, ``fnv1a(fnv1a(seed + unit)) mod 10000 / 10000``."""
    return _fnv1a(0x811C9DC5, str(_fnv1a(0x811C9DC5, seed + unit))) % 10_000 / 10_000


@dataclass(frozen=True)
class AssignedPrompt:
    """The prompt that a unit gets. ``as_of`` is when the service told how units are assigned, by this machine's clock."""

    prompt_version: str
    text: str
    model: str | None
    champion: str
    experiment_id: str | None
    as_of: datetime


class PromptAssigner:
    """Assigns prompts in this process as the service would, from its routing, which is read again when it is ``refresh`` old.

    While the service is away, units stay where they were, until the routing is ``max_age`` seconds old.
    """

    def __init__(
        self,
        client: Client,
        *,
        refresh: float = 1.0,
        max_age: float = 3600.0,
        now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    ) -> None:
        self._client, self._refresh, self._max_age, self._now = client, refresh, max_age, now
        self._routings: dict[str, _Routing] = {}
        self._lock = threading.Lock()

    def assign(self, signal: str, unit: str) -> AssignedPrompt:
        """The prompt of a unit; the first call of a signal reads the routing, others wait for nothing."""
        if not unit:
            raise ValueError("unit is empty")
        signal = signal.upper()
        if signal not in ("BUY", "SELL", "HOLD"):
            raise ValueError(f"signal is '{signal}'; expected BUY, SELL or HOLD")
        held = self._routings.get(signal)
        if held is None or time.monotonic() - held.read_at > self._refresh:
            held = self._read(signal, held)
        if time.monotonic() - held.read_at > self._max_age:
            raise SnapshotTooOldError(f"the routing of {signal} was read last at {held.as_of.isoformat()}")
        return held.assign(unit, self._now())

    def _read(self, signal: str, held: _Routing | None) -> _Routing:
        # Where somebody else reads already, what is known will do.
        if not self._lock.acquire(blocking=held is None):
            assert held is not None
            return held
        try:
            known = self._routings.get(signal)
            if known is not held and known is not None:
                return known
            began, now = time.monotonic(), self._now()
            answer = self._client.send("GET", f"/api/prompts/{signal}/routing", headers=held.tag_header if held else None)
            age = float(answer.headers["age"]) + 1 if "age" in answer.headers else 0.0
            began, now = began - age, now - timedelta(seconds=age)
            if answer.status == 304 and held:
                held = _Routing(held.told, held.tag, began, now)
            elif answer.status == 200:
                held = _Routing(answer.json(), answer.headers.get("etag", ""), began, now)
            elif held is None or answer.status not in _PASSING:
                raise answer.refusal()
            self._routings[signal] = held
            return held
        except (OSError, http.client.HTTPException) as broken:
            if held is None:
                raise SnapshotTooOldError(f"the routing of {signal} was never read: {broken}") from broken
            return held
        finally:
            self._lock.release()


class _Routing:
    """How the units of a signal are assigned, as it was told."""

    def __init__(self, told: dict[str, Any], tag: str, read_at: float, as_of: datetime) -> None:
        self.told, self.tag, self.read_at, self.as_of = told, tag, read_at, as_of
        self._prompts = {prompt["prompt_version"]: prompt for prompt in told["prompts"]}
        holdout = told["holdout"]
        self._until = datetime.fromisoformat(holdout["until"]) if holdout else None

    @property
    def tag_header(self) -> dict[str, str] | None:
        return {"If-None-Match": self.tag} if self.tag else None

    def assign(self, unit: str, now: datetime) -> AssignedPrompt:
        version, experiment = self._route(unit, now)
        prompt = self._prompts[version]
        return AssignedPrompt(version, prompt["text"], prompt["model"], self.told["champion"], experiment, self.as_of)

    def _route(self, unit: str, now: datetime) -> tuple[str, str | None]:
        holdout, experiment = self.told["holdout"], self.told["experiment"]
        if holdout and self._until and now < self._until and place_of(holdout["seed"], unit) < holdout["share"]:
            return holdout["prompt_version"], None
        if not experiment:
            return self.told["champion"], None
        place, start = place_of(experiment["id"], unit), 0.0
        for version, share in zip(experiment["versions"], experiment["shares"], strict=True):
            if start <= place < start + share:
                return version, experiment["id"]
            start += share
        # Shares that add up to just under 1 leave the last bucket to nobody.
        return self.told["champion"], experiment["id"]


class Batcher:
    """Gathers single votes, trades and explanations into the arrays that the API takes; threads may share it.

    Each call gives a future: its result is the outcome of the item once it is committed to the service's database; it raises
    LearningApiError where the item is refused, and UnknownOutcomeError where no address took it within ``retry_for`` seconds.
    What comes while a request is under way makes up the next one. Items of one id keep their order. Where ``max_queued`` items of
    a kind wait, the call waits for room. ``close`` (or leaving ``with``) waits for all that was taken.
    """

    def __init__(
        self,
        client: Client,
        *,
        batch_size: int = 500,
        lanes: int = 2,
        max_queued: int = 10_000,
        retry_for: float = 120.0,
    ) -> None:
        if not 1 <= batch_size <= 1000:
            raise ValueError(f"batch_size is {batch_size}; expected 1 to 1000")
        if lanes < 1 or max_queued < 1:
            raise ValueError("lanes and max_queued are 1 at least")
        self._closing = threading.Event()

        def make(path: str) -> list[_Lane]:
            room = max(1, max_queued // lanes)
            return [_Lane(client, path, batch_size, room, retry_for, self._closing) for _ in range(lanes)]

        self._votes, self._trades, self._explanations = (
            make("/api/feedback"),
            make("/api/trades"),
            make("/api/explanations/log"),
        )

    def rate(self, vote: Vote) -> Future[dict[str, Any]]:
        """Rates an explanation; the same session completes or replaces its earlier vote."""
        order = hash((str(vote.get("explanation_id")), vote.get("session")))
        return self._votes[order % len(self._votes)].add(dict(vote))

    def record_trade(self, trade: Trade) -> Future[dict[str, Any]]:
        """Records a closed trade; its id makes it once."""
        return self._trades[hash(trade.get("trade_id")) % len(self._trades)].add(dict(trade))

    def log(self, explanation: Explanation) -> Future[dict[str, Any]]:
        """Records an explanation; without an id it gets one, which the outcome tells."""
        named = {"explanation_id": new_id(), **explanation}
        return self._explanations[hash(named["explanation_id"]) % len(self._explanations)].add(named)

    def close(self, timeout: float | None = None) -> None:
        """Takes nothing more and waits for all that was taken; after ``timeout`` seconds the rest is given up."""
        lanes = [*self._votes, *self._trades, *self._explanations]
        for lane in lanes:
            lane.end()
        end = None if timeout is None else time.monotonic() + timeout
        for lane in lanes:
            lane.join(None if end is None else max(0.0, end - time.monotonic()))
        self._closing.set()
        for lane in lanes:
            lane.join(None)

    def __enter__(self) -> Batcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Lane:
    """A queue, and the thread that sends what is in it."""

    def __init__(
        self, client: Client, path: str, size: int, room: int, retry_for: float, closing: threading.Event
    ) -> None:
        self._client, self._path, self._size, self._room = client, path, size, room
        self._retry_for, self._closing = retry_for, closing
        self._waiting: deque[tuple[dict[str, Any], Future[dict[str, Any]]]] = deque()
        self._changed = threading.Condition()
        self._ended = False
        self._thread: threading.Thread | None = None

    def add(self, item: dict[str, Any]) -> Future[dict[str, Any]]:
        future: Future[dict[str, Any]] = Future()
        with self._changed:
            self._changed.wait_for(lambda: self._ended or len(self._waiting) < self._room)
            if self._ended:
                raise RuntimeError("the batcher is closed")
            self._waiting.append((item, future))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=f"learning-actors {self._path}", daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return future

    def end(self) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def join(self, timeout: float | None) -> None:
        if self._thread is not None:
            self._thread.join(timeout)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ended or bool(self._waiting))
                if not self._waiting:
                    break
                batch = [self._waiting.popleft() for _ in range(min(self._size, len(self._waiting)))]
                self._changed.notify_all()
            # One that was cancelled before is not sent.
            self._send([one for one in batch if one[1].set_running_or_notify_cancel()])
        self._client.close()

    def _send(self, batch: list[tuple[dict[str, Any], Future[dict[str, Any]]]]) -> None:
        if not batch:
            return
        try:
            answer = self._send_until_answered([item for item, _ in batch])
            if answer.status in (400, 413) and len(batch) > 1:
                # It is too long, or something in it makes it unreadable: the others should not be refused with that.
                half = len(batch) // 2
                self._send(batch[:half])
                self._send(batch[half:])
                return
            if answer.status != 200:
                raise answer.refusal()
            results = answer.json()["results"]
            if len(results) != len(batch):
                raise RuntimeError(f"{self._path} answered {len(results)} outcomes for {len(batch)} items")
        except Exception as broken:  # An item that waits for ever would be worse.
            for _, future in batch:
                future.set_exception(broken)
            return
        for (_, future), outcome in zip(batch, results, strict=True):
            if outcome["status"] == 200:
                future.set_result(outcome)
            else:
                future.set_exception(
                    LearningApiError(
                        outcome["status"], outcome["error"] or "", outcome["errors"], outcome.get("retry_after_seconds")
                    )
                )

    def _send_until_answered(self, items: list[dict[str, Any]]) -> Answer:
        body, began, pause = to_json(items), time.monotonic(), 0.05
        while True:
            why: Exception
            wait = None
            try:
                answer = self._client.send("POST", self._path, body, repeatable=True)
                if answer.status not in _PASSING:
                    return answer
                why, wait = answer.refusal(), answer.retry_after
            except (OSError, http.client.HTTPException) as broken:
                # It may be committed: the same ids make it once.
                why = broken
            if wait is None:
                wait = pause * random.uniform(0.5, 1.0)
                pause = min(2.0, pause * 2)
            if time.monotonic() - began + wait > self._retry_for:
                raise UnknownOutcomeError(f"no address took it within {self._retry_for} s: {why}") from why
            if self._closing.wait(wait):
                raise UnknownOutcomeError("the batcher was closed before the service answered") from why


def settings(environment: Mapping[str, str] = os.environ) -> tuple[list[str], str, str | None]:
    """Addresses, key and key for reading: LEARNING_URL, LEARNING_API_KEY (or _ENGINE_KEY), LEARNING_READ_KEY, LEARNING_HOME."""
    addresses = [one.strip() for one in environment.get("LEARNING_URL", "http://127.0.0.1:8080").split(",") if one.strip()]
    kept: dict[str, str] = {}
    file = os.path.join(environment.get("LEARNING_HOME") or ".local", "keys.json")
    if os.path.exists(file):
        with open(file, encoding="utf-8") as opened:
            kept = {name.upper(): key for name, key in json.load(opened).items()}
    key = environment.get("LEARNING_API_KEY") or environment.get("LEARNING_ENGINE_KEY") or kept.get("ENGINE")
    if not key:
        raise SystemExit("The service asks for a key: set LEARNING_API_KEY, or LEARNING_HOME to the service's home.")
    return addresses, key, environment.get("LEARNING_READ_KEY") or kept.get("READ")


# The commands: what ./run replay and ./run import do, with the same ids, so that neither stores again what the other stored.

_BATCH: Final = 500
_NAMESPACE: Final = uuid.UUID("6f2f2d3c-2f0b-4d37-9f57-5d7b1c8c9a10")
_LINE_ENDS: Final = re.compile("\r\n|[\r\n\f\x85\u2028\u2029]")
_RECOMMENDED: Final = ("window", "note", "option_strategy", "stop_loss", "commit", "committed_at", "updated_at")
_NUMBERS: Final = frozenset(
    ("entry_price", "exit_price", "quantity", "multiplier", "fees", "pnl", "stop_price", "lowest_price", "highest_price")
)
_IMPORTS: Final = "/api/v1/strategies/learning/imports"


class _CommandError(Exception):
    """A command can't go on; the message is for the user."""


@dataclass(frozen=True)
class _Read:
    """What stands at a place of a file: an item, perhaps with a vote on it, or why there is none."""

    place: str
    item: dict[str, Any] | None
    unusable: str | None = None
    vote: dict[str, Any] | None = None


def _main(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> int:
    parser = argparse.ArgumentParser("python -m learning_actors", description="Sends files to LearningActors at LEARNING_URL.")
    commands = parser.add_subparsers(dest="command", required=True)
    replay = commands.add_parser("replay", help="explanations or recommendations, one JSON object a line")
    replay.add_argument("file")
    kinds = commands.add_parser("import", help="closed trades, or a broker's export").add_subparsers(dest="kind", required=True)
    kinds.add_parser("trades", help="CSV or JSON with the API's fields, or a backtest of freqtrade").add_argument("file")
    broker = kinds.add_parser("broker", help="a broker's export")
    broker.add_argument("file")
    broker.add_argument("--account", help="the account, where the file does not name it")
    broker.add_argument("--time-zone", help="the IANA zone of times without an offset")
    broker.add_argument("--mapping", help="a file that says how to read CSV of another broker")
    kinds.add_parser("undo", help="removes what an import stored").add_argument("id", type=uuid.UUID)
    given = parser.parse_args(arguments)
    addresses, key, read_key = settings(environment)
    client = Client(addresses, key, read_key=read_key, timeout=180)
    try:
        if given.command == "replay":
            return _replay(client, given.file)
        if given.kind == "trades":
            return _import_trades(client, given.file)
        if given.kind == "broker":
            return _import_broker(client, given.file, given.account, given.time_zone, given.mapping)
        undone = client.post(f"{_IMPORTS}/{given.id}/undo")
        print(f"Undone: {undone['stored']} executions and {undone['cash_stored']} movements of cash.")
        return 0
    except (_CommandError, LearningApiError, OSError, http.client.HTTPException) as stopped:
        print(f"python -m learning_actors {given.command}: {stopped}", file=sys.stderr)
        return 1
    finally:
        client.close()


def _text_of(path: str) -> str:
    try:
        with open(path, "rb") as opened:
            content = opened.read()
    except OSError as missing:
        raise _CommandError(f"{path} can't be read: {missing.strerror}") from missing
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as binary:
        raise _CommandError(f"{path} is not text in UTF-8. Nothing was sent.") from binary
    if not text.strip():
        raise _CommandError(f"{path} is empty. Nothing was sent.")
    return text


def _replay(client: Client, path: str) -> int:
    lines = [
        _read_line(number, line) for number, line in enumerate(_LINE_ENDS.split(_text_of(path)), 1) if line.strip()
    ]
    usable = [line for line in lines if line.item is not None]
    if not usable:
        raise _CommandError(f"{path} has no explanation or recommendation on any line. Nothing was sent.")
    voted = [line for line in usable if line.vote is not None]
    stored, duplicates, unstored = _send_all(usable, lambda part: client.log([one.item for one in part]))  # type: ignore[misc]
    taken, _, refused = _send_all(voted, lambda part: client.rate([one.vote for one in part]))  # type: ignore[misc]
    for line in lines:
        if line.unusable:
            print(f"{line.place}: {line.unusable}")
    for said in [*unstored, *(f"vote of {one}" for one in refused)]:
        print(said)
    print(
        f"{len(lines)} lines: {stored} explanations stored, {duplicates} stored before, "
        f"{len(lines) - len(usable) + len(unstored)} not usable; {taken} votes taken, {len(refused)} refused."
    )
    return 0 if stored + duplicates else 1


def _send_all(items: list[_Read], send: Callable[[list[_Read]], dict[str, Any]]) -> tuple[int, int, list[str]]:
    """Sends arrays; how many were stored now and before, and what was refused, by place."""
    stored, duplicates, refused = 0, 0, []
    for start in range(0, len(items), _BATCH):
        part = items[start : start + _BATCH]
        for one, outcome in zip(part, send(part)["results"], strict=True):
            if outcome["status"] != 200:
                refused.append(f"{one.place}: {outcome['error']}")
            elif outcome.get("stored", True):
                stored += 1
            else:
                duplicates += 1
    return stored, duplicates, refused


def _read_line(number: int, text: str) -> _Read:
    place = f"line {number}"
    try:
        line = json.loads(text, parse_float=Decimal)
    except ValueError:
        line = None
    if not isinstance(line, dict):
        return _Read(place, None, "is not a JSON object")
    action = _word(line, "signal") or _word(line, "action")
    if action is None or action.upper() not in ("BUY", "SELL", "HOLD"):
        return _Read(place, None, f"action {_quoted(action)} is not one of Buy, Sell, Hold")
    confidence = _fraction(line.get("confidence"))
    if confidence is None:
        return _Read(place, None, f"confidence {_quoted(line.get('confidence'))} is not a number from 0 to 1")
    ticker = _word(line, "ticker")
    if ticker is None:
        return _Read(place, None, "has no ticker")
    given = _word(line, "explanation_id")
    name = given if given and _is_uuid(given) else str(hashed_id(_NAMESPACE.bytes + f"{number}:{text}".encode()))
    feedback = line.get("feedback")
    if "explanation" in line:
        item = {field: value for field, value in line.items() if field != "feedback"}
    else:
        item = {
            "ticker": ticker,
            "explanation": _word(line, "reason") or _word(line, "option_strategy") or f"{action} {ticker}",
            "indicators": {field: line[field] for field in _RECOMMENDED if line.get(field) is not None},
        }
    if line.get("generated_at") is not None:
        item["generated_at"] = line["generated_at"]
    item |= {"explanation_id": name, "signal": action.upper(), "confidence": confidence}
    return _Read(place, item, vote={**feedback, "explanation_id": name} if isinstance(feedback, dict) else None)


def hashed_id(content: bytes) -> uuid.UUID:
    """UUID version 8 (RFC 9562, section 5.8) of the first half of the content's SHA-256."""
    digest = bytearray(hashlib.sha256(content).digest()[:16])
    digest[6] = (digest[6] & 0x0F) | 0x80
    digest[8] = (digest[8] & 0x3F) | 0x80
    return uuid.UUID(bytes=bytes(digest))


def _word(line: Mapping[str, Any], name: str) -> str | None:
    value = line.get(name)
    return value if isinstance(value, str) and value else None


def _quoted(value: object) -> str:
    return "(none)" if value is None else f"'{value}'"


def _fraction(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if 0 <= number <= 1 else None


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def _import_trades(client: Client, path: str) -> int:
    trades = _read_trades(_text_of(path), path)
    usable = [one for one in trades if one.item is not None]
    for rule in dict.fromkeys(one.item.get("strategy_rule") for one in usable if one.item):
        if isinstance(rule, str):
            client.ensure_strategy(rule)
    fresh: list[str] = []

    def send(part: list[_Read]) -> dict[str, Any]:
        answer = client.record_trades([one.item for one in part])  # type: ignore[misc]
        fresh.extend(outcome["trade_id"] for outcome in answer["results"] if outcome["stored"])
        return answer

    stored, duplicates, refused = _send_all(usable, send)
    for name in fresh:
        client.post(f"/api/learning/analyze-trade/{quote(name, safe='')}")
    for one in trades:
        if one.unusable:
            print(f"{one.place} {one.unusable}")
    for said in refused:
        print(said)
    print(
        f"{len(trades)} trades: {stored} stored, {duplicates} stored before, "
        f"{len(trades) - len(usable) + len(refused)} not usable; {len(fresh)} reviewed."
    )
    if not stored + duplicates:
        print("Nothing was stored.")
        return 1
    found = client.post("/api/learning/aggregate", {})
    for rule in dict.fromkeys(one.item["strategy_rule"] for one in usable if one.item):
        standing = client.strategy(rule)
        wins = f"{standing['winning_trades']} of {standing['total_trades']} win"
        print(f"{rule}: effectiveness {standing['effectiveness_score']:.3f}, {wins}")
    print(f"{len(found['found'])} insights among {found['trades']} trades:")
    for insight in found["found"]:
        print(f"  {insight['insight']} (confidence {insight['confidence_score']:.2f})")
    return 0


def _read_trades(text: str, path: str) -> list[_Read]:
    if text.lstrip()[:1] not in ("{", "["):
        return _read_csv(text, path)
    try:
        root = json.loads(text, parse_float=Decimal)
    except ValueError:
        return _read_trade_lines(text)
    if isinstance(root, dict) and isinstance(root.get("strategy"), dict):
        return [trade for name, result in root["strategy"].items() for trade in _read_backtest(name, result)]
    if isinstance(root, dict):
        root = root["trades"] if isinstance(root.get("trades"), list) else [root]
    if not isinstance(root, list):
        raise _CommandError(f"{path} is JSON of another kind. Nothing was sent.")
    return [
        _Read(f"trade {number}", one) if isinstance(one, dict) else _Read(f"trade {number}", None, "is not a JSON object")
        for number, one in enumerate(root, 1)
    ]


def _read_trade_lines(text: str) -> list[_Read]:
    trades = []
    for number, line in enumerate(_LINE_ENDS.split(text), 1):
        if not line.strip():
            continue
        try:
            trade = json.loads(line, parse_float=Decimal)
        except ValueError:
            trades.append(_Read(f"line {number}", None, "is not valid JSON"))
            continue
        if isinstance(trade, dict):
            trades.append(_Read(f"line {number}", trade))
        else:
            trades.append(_Read(f"line {number}", None, "is not a JSON object"))
    return trades


def _read_csv(text: str, path: str) -> list[_Read]:
    rows = csv.DictReader(io.StringIO(text, newline=""), skipinitialspace=True)
    if not {"strategy_rule", "symbol"} <= set(rows.fieldnames or []):
        raise _CommandError(f"{path} is CSV with other columns than those of POST /api/trades. Nothing was sent.")
    trades = []
    for row in rows:
        trade: dict[str, Any] = {}
        unusable = None
        for column, value in row.items():
            if column is None or value is None or not value.strip():
                continue
            trade[column] = value.strip()
            if column in _NUMBERS:
                try:
                    trade[column] = Decimal(value.strip().replace(",", ""))
                except InvalidOperation:
                    unusable = f"{column} is '{value}', which is not a number"
        trades.append(_Read(f"line {rows.line_num}", None if unusable else trade, unusable))
    return trades


def _read_backtest(strategy: str, result: Any) -> list[_Read]:
    if not isinstance(result, dict) or not isinstance(result.get("trades"), list):
        return [_Read(strategy, None, "has no trades")]
    return [
        _read_backtest_trade(f"{strategy}, trade {number}", strategy, result, trade)
        for number, trade in enumerate(result["trades"], 1)
    ]


def _read_backtest_trade(place: str, strategy: str, result: Mapping[str, Any], trade: Any) -> _Read:
    """A trade of freqtrade: fees are fractions of their side's turnover, and some versions give the profit before them."""
    try:
        if trade.get("is_open"):
            return _Read(place, None, "is still open")
        number: Callable[[str], Decimal] = lambda field: Decimal(trade[field])  # noqa: E731
        short = bool(trade.get("is_short"))
        start, end, amount = number("open_rate"), number("close_rate"), number("amount")
        opened, closed = (
            datetime.fromisoformat(trade[field]).replace(tzinfo=None).replace(tzinfo=timezone.utc)
            if datetime.fromisoformat(trade[field]).tzinfo is None
            else datetime.fromisoformat(trade[field]).astimezone(timezone.utc)
            for field in ("open_date", "close_date")
        )
        gross = (end - start) * amount * (-1 if short else 1)
        fees = start * amount * number("fee_open") + end * amount * number("fee_close") - Decimal(trade.get("funding_fees") or 0)
        profit = number("profit_abs")
        if abs(profit - gross) <= Decimal("1e-9") * start * amount:
            profit = round(gross - fees, 12).normalize()
        pair = trade["pair"]
        side = "short" if short else "long"
        item: dict[str, Any] = {
            "trade_id": f"freqtrade:{strategy}:{pair}:{side}:{opened:%Y%m%dT%H%M%SZ}",
            "strategy_rule": strategy,
            "symbol": pair,
            "currency": pair.split("/")[1].split(":")[0] if pair.count("/") == 1 else result.get("stake_currency"),
            "asset_type": "crypto",
            "side": side,
            "setup_type": trade.get("enter_tag"),
            "timeframe": result.get("timeframe"),
            "entry_time": opened.isoformat(),
            "exit_time": closed.isoformat(),
            "entry_price": start,
            "exit_price": end,
            "quantity": amount,
            "fees": fees,
            "pnl": profit,
            "status": "stopped"
            if trade.get("exit_reason") in ("stop_loss", "trailing_stop_loss", "stoploss_on_exchange")
            else "tp1_hit"
            if trade.get("exit_reason") == "roi"
            else "closed",
            "stop_price": trade.get("initial_stop_loss_abs"),
            "lowest_price": trade.get("min_rate"),
            "highest_price": trade.get("max_rate"),
            "entry_reasoning": f"Entered by the signal {trade['enter_tag']}." if trade.get("enter_tag") else None,
        }
        return _Read(place, {field: value for field, value in item.items() if value is not None})
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as broken:
        return _Read(place, None, f"cannot be read: {broken!r}")


def _import_broker(client: Client, path: str, account: str | None, zone: str | None, mapping: str | None) -> int:
    _text_of(path)
    with open(path, "rb") as opened:
        content = opened.read()
    fields = {"account": account, "time_zone": zone, "mapping": _text_of(mapping) if mapping else None}
    border = f"learning-actors-{secrets.token_hex(16)}"
    head = "".join(
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
        if value is not None
    )
    # Only in this form can a name be any text.
    name = quote(os.path.basename(path), safe="")
    head += f"--{border}\r\nContent-Disposition: form-data; name=\"file\"; filename*=utf-8''{name}\r\n\r\n"
    body = head.encode() + content + f"\r\n--{border}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={border}"}
    answer = client.send("POST", _IMPORTS, body, headers=headers, repeatable=True)
    if answer.status != 200:
        raise answer.refusal()
    told = answer.json()
    for cause in told["problems"]:
        print(f"{cause['rows']} rows: {cause['message']}, first at line {cause['first_line']}")
    print(
        f"{told['rows']} rows: {told['new']} executions stored, {told['executions'] - told['new']} stored before, "
        f"{told['cash']} movements of cash, {told['unusable']} not usable."
    )
    if not told["executions"] + told["cash"]:
        print("Nothing was stored.")
        return 1
    print(f"Import {told['id']}, {told['broker']}. Undo it with: python -m learning_actors import undo {told['id']}")
    if told["missing"]:
        print(f"Positions are wrong until the {told['missing']} rows that move them are usable.")
    return 1 if told["missing"] else 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
