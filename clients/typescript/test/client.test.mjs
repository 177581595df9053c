// Run by a test of .NET in a folder where the packed package is installed: LEARNING_URL, LEARNING_API_KEY, LEARNING_TEST_UNITS.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assignPrompt, createLearningClient, orThrow } from "learning-actors-client";

const address = process.env.LEARNING_URL;
const key = process.env.LEARNING_API_KEY;
const client = createLearningClient({ addresses: ["http://127.0.0.1:1", address], key });

test("a signal is explained, rated and the rating is received", async () => {
  const explained = await orThrow(
    client.POST("/api/explanations", { body: { ticker: "AAPL", signal: "BUY", confidence: 0.8, indicators: { rsi: 28.5 } } }),
  );
  assert.equal(explained.recorded, true);
  const rated = await orThrow(
    client.POST("/api/feedback/{explanation_id}", {
      params: { path: { explanation_id: explained.explanation_id } },
      body: { helpful: true, session: "node" },
    }),
  );
  assert.equal(rated.received, true);
});

test("a refusal names the field, and a wrong key is said", async () => {
  await assert.rejects(orThrow(client.POST("/api/explanations", { body: { ticker: "AAPL", signal: "BUY", confidence: 8 } })), (error) => {
    assert.equal(error.status, 400);
    assert.deepEqual(Object.keys(error.errors), ["confidence"]);
    return true;
  });
  const stranger = createLearningClient({ addresses: [address], key: "not-a-key" });
  await assert.rejects(orThrow(stranger.GET("/api/strategies")), { status: 401 });
  assert.throws(() => createLearningClient({ addresses: [], key }), /addresses is empty/);
});

test("units are assigned as the service assigned them", async () => {
  const routings = {};
  for (const signal of ["BUY", "SELL"])
    routings[signal] = await orThrow(client.GET("/api/prompts/{signal}/routing", { params: { path: { signal } } }));
  const now = new Date("2026-03-04T12:00:10Z");
  let compared = 0;
  for (const line of readFileSync(process.env.LEARNING_TEST_UNITS, "utf8").split("\n").filter(Boolean)) {
    const [signal, unit, version, experiment] = JSON.parse(line);
    const own = assignPrompt(routings[signal], unit, now);
    assert.deepEqual([own.prompt.prompt_version, own.experimentId], [version, experiment], unit);
    compared++;
  }
  assert.equal(compared, 100_000);
});
