"""Sends through kills of the service: prints how many items are committed, for the test of .NET that kills it."""

import sys
import threading

import learning_actors
from learning_actors import Batcher, Client, new_id


def main(count: int) -> None:
    addresses, key, _ = learning_actors.settings()
    done, lock = 0, threading.Lock()

    def committed(future: object) -> None:
        nonlocal done
        with lock:
            done += 1
            if done % 500 == 0:
                print(done, flush=True)

    with Batcher(Client(addresses, key), batch_size=20, max_queued=100_000) as batcher:
        names = [new_id() for _ in range(20)]
        for logged in [
            batcher.log({"explanation_id": name, "ticker": "AAPL", "signal": "BUY", "confidence": 0.8, "explanation": "Low."})
            for name in names
        ]:
            logged.result()
        futures = [
            batcher.rate({"explanation_id": names[number % 20], "helpful": True, "session": f"python {number}"})
            for number in range(count)
        ]
        for future in futures:
            future.add_done_callback(committed)
    assert all(future.result()["received"] for future in futures)
    print("end", flush=True)


main(int(sys.argv[1]))
