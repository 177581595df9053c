// Run by a test of .NET in a folder where the packed package is installed: LEARNING_URL, LEARNING_API_KEY.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Batcher, createLearningClient, LearningApiError, newId, orThrow, UnknownOutcomeError } from "learning-actors-client";

const [address, key] = [process.env.LEARNING_URL, process.env.LEARNING_API_KEY];
const nobody = "http://127.0.0.1:1";
const explanation = { ticker: "AAPL", signal: "BUY", confidence: 0.8, explanation: "RSI is low." };
const trade = (trade_id, strategy_rule) => ({
    trade_id,
    strategy_rule,
    symbol: "BTC/USD",
    side: "long",
    entry_time: "2026-03-02T10:00:00Z",
    exit_time: "2026-03-02T11:00:00Z",
    entry_price: 100.1,
    exit_price: 103.3,
    quantity: 2,
});

test("a promise is kept when its item is committed, and each item has an outcome of its own", async () => {
    const client = createLearningClient({ addresses: [address], key });
    await orThrow(client.POST("/api/strategies", { body: { id: "node" } }));
    const batcher = new Batcher({ addresses: [nobody, address], key }, { lanes: 1 });
    const logged = await batcher.log(explanation);
    assert.equal(logged.stored, true);
    const { explanation_id } = logged;
    const [good, unknown, bad] = await Promise.allSettled([
        batcher.rate({ explanation_id, helpful: true, session: "node" }),
        batcher.rate({ explanation_id: newId(), helpful: true, session: "node" }),
        batcher.rate({ explanation_id, rating: 9 }),
    ]);
    assert.equal(good.value.received, true);
    assert.equal(unknown.reason.status, 404);
    assert.ok(bad.reason instanceof LearningApiError);
    assert.equal(bad.reason.status, 400);
    assert.equal((await batcher.recordTrade(trade("node-1", "node"))).stored, true);
    // What is there already is committed, too.
    assert.equal((await batcher.recordTrade(trade("node-1", "node"))).stored, false);
    await assert.rejects(batcher.recordTrade(trade("node-2", "nobody")), /'nobody' is unknown/);
    await batcher.close();
});

test("many are gathered, votes of one session keep their order, and closing waits for all", async () => {
    const batcher = new Batcher({ addresses: [address], key }, { batchSize: 50, maxQueued: 200, lanes: 4 });
    const { explanation_id } = await batcher.log(explanation);
    const votes = Array.from({ length: 1000 }, (_, i) => batcher.rate({ explanation_id, helpful: true, session: `node ${i}` }));
    const stars = [1, 2, 3, 4, 5].map((rating) => batcher.rate({ explanation_id, rating, session: "order" }));
    const all = await Promise.all([...votes, ...stars]);
    assert.ok(all.every((one) => one.received));
    const late = Array.from({ length: 100 }, (_, i) => batcher.rate({ explanation_id, helpful: true, session: `late ${i}` }));
    await batcher.close();
    assert.ok((await Promise.all(late)).every((one) => one.received));
    await assert.rejects(batcher.rate({ explanation_id, helpful: true }), /is closed/);
    console.log(`explanation ${explanation_id}`);
});

test("an item that makes an array unreadable is refused alone", async () => {
    const batcher = new Batcher({ addresses: [address], key }, { lanes: 1 });
    const logged = await Promise.allSettled([
        batcher.log(explanation),
        batcher.log({ ...explanation, explanation: "NUL \u0000 is no text." }),
        batcher.log(explanation),
    ]);
    assert.deepEqual(
        logged.map((one) => one.status),
        ["fulfilled", "rejected", "fulfilled"],
    );
    await batcher.close();
});

test("who adds where the queue is full waits, may give up, and nothing of that is sent", async () => {
    const batcher = new Batcher({ addresses: [nobody], key }, { lanes: 1, batchSize: 10, maxQueued: 20 });
    const patience = new AbortController();
    const votes = Array.from({ length: 200 }, (_, i) =>
        batcher.rate({ explanation_id: newId(), helpful: true, session: `${i}` }, { signal: patience.signal }),
    );
    const outcomes = Promise.allSettled(votes);
    await new Promise((done) => setTimeout(done, 0));
    patience.abort();
    await batcher.close(0);
    const reasons = (await outcomes).map((one) => one.reason);
    const unknown = reasons.filter((one) => one instanceof UnknownOutcomeError).length;
    // 10 are under way and 20 wait.
    assert.ok(unknown >= 20 && unknown <= 30, `${unknown}`);
    assert.equal(reasons.filter((one) => one.name === "AbortError").length, 200 - unknown);
});

test("where nobody answers in time the outcome is said to be unknown, and a wrong key is said", async () => {
    const silent = new Batcher({ addresses: [nobody], key }, { retryFor: 0 });
    await assert.rejects(silent.rate({ explanation_id: newId(), helpful: true }), UnknownOutcomeError);
    const stranger = new Batcher({ addresses: [address], key: "not-a-key" });
    await assert.rejects(stranger.rate({ explanation_id: newId(), helpful: true }), { status: 401 });
    assert.throws(() => new Batcher({ addresses: [], key }), /addresses is empty/);
    assert.throws(() => new Batcher({ addresses: [address], key }, { batchSize: 2000 }), /expected 1 to 1000/);
});

test("ids are of version 7 and sort by time", () => {
    assert.match(newId(), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.ok(newId(Date.UTC(2026, 0, 1)) < newId(Date.UTC(2026, 0, 2)));
});
