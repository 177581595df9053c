"""The client against a running service, which a test of .NET starts: LEARNING_URL, LEARNING_API_KEY."""

import os
import threading
import unittest
import uuid
from concurrent.futures import wait
from decimal import Decimal

import learning_actors
from learning_actors import Batcher, Client, LearningApiError, Trade, UnknownOutcomeError, new_id, to_json


def client(*before: str) -> Client:
    addresses, key, _ = learning_actors.settings()
    return Client([*before, *addresses], key)


def trade(name: str, rule: str = "python") -> Trade:
    return {
        "trade_id": name,
        "strategy_rule": rule,
        "symbol": "BTC/USD",
        "side": "long",
        "entry_time": "2026-03-02T10:00:00Z",
        "exit_time": "2026-03-02T11:00:00Z",
        "entry_price": Decimal("100.10"),
        "exit_price": Decimal("103.30"),
        "quantity": 2,
    }


def explanation(name: str | None = None) -> learning_actors.Explanation:
    made: learning_actors.Explanation = {"ticker": "AAPL", "signal": "BUY", "confidence": 0.8, "explanation": "RSI is low."}
    if name:
        made["explanation_id"] = name
    return made


class ClientTests(unittest.TestCase):
    def test_a_signal_is_explained_once_for_a_key(self) -> None:
        asked = {"ticker": "AAPL", "signal": "BUY", "confidence": 0.8, "indicators": {"rsi": 28.5}}
        key = new_id()
        first = client().explain(asked, idempotency_key=key)
        self.assertTrue(first["recorded"])
        self.assertEqual(first["explanation_id"], client().explain(asked, idempotency_key=key)["explanation_id"])

    def test_a_refusal_names_the_field(self) -> None:
        with self.assertRaisesRegex(LearningApiError, "confidence") as refused:
            client().explain({"ticker": "AAPL", "signal": "BUY", "confidence": 8})
        self.assertEqual(["confidence"], list(refused.exception.errors))

    def test_an_address_that_does_not_answer_is_left_for_the_next(self) -> None:
        both = client("http://127.0.0.1:1")
        both.ensure_strategy("python-failover")
        self.assertEqual("python-failover", both.strategy("python-failover")["id"])
        self.assertEqual([], both.relevant(setup_type="nothing", hour=10))

    def test_ids_are_of_version_seven_and_sort_by_time(self) -> None:
        first, second = uuid.UUID(new_id()), uuid.UUID(new_id())
        self.assertEqual((7, uuid.RFC_4122), (first.version, first.variant))
        self.assertLessEqual(first.int >> 80, second.int >> 80)

    def test_a_decimal_keeps_its_digits(self) -> None:
        self.assertEqual(b'{"a":0.10,"b":["x"],"c":100}', to_json({"a": Decimal("0.10"), "b": ["x"], "c": Decimal("1E+2")}))


class BatcherTests(unittest.TestCase):
    def test_each_item_has_an_outcome_of_its_own(self) -> None:
        own = client()
        own.ensure_strategy("python")
        with Batcher(own, lanes=1) as batcher:
            logged = batcher.log(explanation()).result(30)
            self.assertTrue(logged["stored"])
            good = batcher.rate({"explanation_id": logged["explanation_id"], "helpful": True, "session": "python"})
            unknown = batcher.rate({"explanation_id": new_id(), "helpful": True, "session": "python"})
            bad = batcher.rate({"explanation_id": logged["explanation_id"], "rating": 9})
            self.assertTrue(good.result(30)["received"])
            for future, status in ((unknown, 404), (bad, 400)):
                refused = future.exception(30)
                self.assertIsInstance(refused, LearningApiError)
                self.assertEqual(status, refused.status)
            self.assertTrue(batcher.record_trade(trade("python-1")).result(30)["stored"])
            self.assertFalse(batcher.record_trade(trade("python-1")).result(30)["stored"])
            self.assertRegex(str(batcher.record_trade(trade("python-2", "nobody")).exception(30)), "'nobody' is unknown")

    def test_many_threads_are_gathered_and_closing_waits_for_all(self) -> None:
        with Batcher(client(), max_queued=200, batch_size=50) as batcher:
            name = batcher.log(explanation()).result(30)["explanation_id"]
            futures = []
            lock = threading.Lock()

            def vote(thread: int) -> None:
                for number in range(100):
                    future = batcher.rate({"explanation_id": name, "helpful": True, "session": f"python {thread} {number}"})
                    with lock:
                        futures.append(future)

            threads = [threading.Thread(target=vote, args=(number,)) for number in range(10)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        done, left = wait(futures, 0)
        self.assertEqual((1000, 0), (len(done), len(left)))
        self.assertTrue(all(future.result()["received"] for future in done))
        with self.assertRaisesRegex(RuntimeError, "the batcher is closed"):
            batcher.rate({"explanation_id": name, "helpful": True})

    def test_where_nobody_answers_in_time_the_outcome_is_unknown(self) -> None:
        with Batcher(Client(["http://127.0.0.1:1"], "k"), retry_for=0) as batcher:
            self.assertIsInstance(batcher.rate({"explanation_id": new_id(), "helpful": True}).exception(30), UnknownOutcomeError)

    def test_a_key_that_is_not_known_is_said(self) -> None:
        with Batcher(Client([os.environ["LEARNING_URL"]], "not-a-key")) as batcher:
            refused = batcher.rate({"explanation_id": new_id(), "helpful": True}).exception(30)
        self.assertEqual(401, refused.status)  # type: ignore[union-attr]
