import { type Problem, type Schema, withAntiforgery } from "../Shared/api";

export type Receipt = Schema<"ImportReceipt">;

/** How far the service is with a file. */
export interface Progress {
  rows_done: number;
  rows: number;
}

/** Reads lines of JSON as they come, also where a line comes in pieces. */
export async function* jsonLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") yield JSON.parse(line);
    if (done) break;
  }
  if (rest.trim() !== "") yield JSON.parse(rest);
}

/** Sends a broker's file, telling how many rows are done; throws the problem where it is refused. */
export async function upload(form: FormData, onProgress: (progress: Progress) => void): Promise<Receipt> {
  const response = await fetch("/api/v1/strategies/learning/imports", {
    method: "POST",
    credentials: "same-origin",
    headers: withAntiforgery({ Accept: "application/x-ndjson" }),
    body: form,
  });
  if (!response.ok || !response.body) {
    const problem = (await response.json().catch(() => null)) as Problem | null;
    throw { title: "The file could not be sent.", ...problem, status: response.status };
  }
  for await (const line of jsonLines(response.body)) {
    const said = line as Partial<Progress> & Partial<Pick<Receipt, "id">>;
    if (said.rows_done !== undefined && said.rows !== undefined) onProgress({ rows_done: said.rows_done, rows: said.rows });
    else if (said.id !== undefined) return line as Receipt;
    else throw said;
  }
  throw { title: "The answer ended too early. Look into the list whether the file was imported.", status: 502 };
}
