"""Units are assigned in process as the service assigned them: LEARNING_TEST_UNITS holds its answers."""

import json
import os
import unittest
from datetime import datetime, timedelta, timezone

import learning_actors
from learning_actors import Client, LearningApiError, PromptAssigner, SnapshotTooOldError

# The service's clock in tests stands in March 2026.
NOW = datetime(2026, 3, 4, 12, 0, 10, tzinfo=timezone.utc)


def client() -> Client:
    addresses, key, _ = learning_actors.settings()
    return Client(addresses, key)


class AssignmentTests(unittest.TestCase):
    def test_each_unit_gets_what_the_service_gave_it(self) -> None:
        assigner = PromptAssigner(client(), now=lambda: NOW)
        compared = 0
        with open(os.environ["LEARNING_TEST_UNITS"], encoding="utf-8") as answers:
            for line in answers:
                signal, unit, version, experiment = json.loads(line)
                own = assigner.assign(signal, unit)
                self.assertEqual((version, experiment), (own.prompt_version, own.experiment_id), unit)
                compared += 1
        self.assertEqual(100_000, compared)

    def test_a_holdout_ends_at_its_time(self) -> None:
        late = PromptAssigner(client(), now=lambda: NOW + timedelta(days=365))
        champions = {late.assign("SELL", f"unit {i}").prompt_version for i in range(500)}
        self.assertEqual(1, len(champions))
        early = PromptAssigner(client(), now=lambda: NOW)
        self.assertEqual(2, len({early.assign("SELL", f"unit {i}").prompt_version for i in range(500)}))

    def test_what_can_not_be_assigned_is_named(self) -> None:
        assigner = PromptAssigner(client())
        with self.assertRaisesRegex(ValueError, "signal is 'KEEP'; expected BUY, SELL or HOLD"):
            assigner.assign("keep", "u")
        with self.assertRaisesRegex(ValueError, "unit is empty"):
            assigner.assign("BUY", "")
        with self.assertRaises(LearningApiError) as refused:
            PromptAssigner(Client([os.environ["LEARNING_URL"]], "not-a-key")).assign("BUY", "u")
        self.assertEqual(401, refused.exception.status)
        with self.assertRaisesRegex(SnapshotTooOldError, "was never read"):
            PromptAssigner(Client(["http://127.0.0.1:1"], "k")).assign("BUY", "u")
