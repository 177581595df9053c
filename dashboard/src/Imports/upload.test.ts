import { expect, it } from "vitest";
import { jsonLines } from "./upload";

async function read(...pieces: string[]): Promise<unknown[]> {
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(encoder.encode(piece));
      controller.close();
    },
  });
  const lines: unknown[] = [];
  for await (const line of jsonLines(stream)) lines.push(line);
  return lines;
}

it("reads lines that come in pieces, and the last without its end", async () => {
  expect(await read('{"rows_done": 1', ', "rows": 2}\n{"id"', ': "x"}')).toEqual([{ rows_done: 1, rows: 2 }, { id: "x" }]);
});

it("reads nothing of nothing", async () => expect(await read("\n\n")).toEqual([]));
