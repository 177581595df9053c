// Sends through a kill of the service: prints how many votes are committed, for the test of .NET that kills it.
import { Batcher, newId } from "learning-actors-client";

const count = Number(process.argv[2]);
const batcher = new Batcher(
    { addresses: process.env.LEARNING_URL.split(","), key: process.env.LEARNING_API_KEY },
    { batchSize: 20, maxQueued: 100_000 },
);
const names = Array.from({ length: 20 }, () => newId());
await Promise.all(
    names.map((explanation_id) => batcher.log({ explanation_id, ticker: "AAPL", signal: "BUY", confidence: 0.8, explanation: "Low." })),
);
let done = 0;
await Promise.all(
    Array.from({ length: count }, async (_, i) => {
        const { received } = await batcher.rate({ explanation_id: names[i % 20], helpful: true, session: `node ${i}` });
        if (received && ++done % 500 === 0) console.log(done);
    }),
);
await batcher.close();
console.log(done === count ? "end" : `only ${done}`);
