import { fnv1a } from "./assignment.js";
import { failover } from "./failover.js";
import type { components } from "./openapi.js";
import { LearningApiError } from "./problem.js";

type Schemas = components["schemas"];
type Outcome = { status: number; error: string | null; errors: Record<string, string[]> | null };

/** The outcome of a vote, once it is committed. */
export type VoteOutcome = Schemas["ReceivedManyResponse"]["results"][number];

/** Statuses that pass: the request is sent again. */
const passing = new Set([408, 429, 502, 503, 504]);

/** No address took an item in time: it may be committed or not. Sent again with the same ids, it is stored once. */
export class UnknownOutcomeError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UnknownOutcomeError";
  }
}

/** How a batcher gathers. */
export interface BatcherOptions {
  /** Items of an array at most, 1 to 1000; 500 where it is not given. */
  batchSize?: number;
  /** Requests of a kind that are under way at once; 2 where it is not given. */
  lanes?: number;
  /** Items of a kind that may wait; who adds beyond that waits for room. 10 000 where it is not given. */
  maxQueued?: number;
  /** How long an item is sent again, milliseconds; two minutes where it is not given. */
  retryFor?: number;
}

/** Where the service is, as for `createLearningClient`. */
export interface BatcherConnection {
  addresses: string[];
  key: string;
  timeout?: number;
}

/** Whether somebody who waits for room has given up: what was not taken yet is not sent. */
export interface AddOptions {
  signal?: AbortSignal;
}

/**
 * Gathers single votes, trades and explanations into the arrays that the API takes.
 *
 * Each call gives a promise of the outcome of its item, which is kept once the item is committed to the service's database. It is refused
 * with `LearningApiError` where the item is, and with `UnknownOutcomeError` where no address took it within `retryFor`. What comes while
 * a request is under way makes up the next one. Items of one id keep their order.
 */
export class Batcher {
  readonly #votes: Lane<VoteOutcome>[];
  readonly #trades: Lane<Schemas["RecordedTrade"]>[];
  readonly #explanations: Lane<Schemas["LoggedExplanation"]>[];
  readonly #givenUp = new AbortController();

  constructor(connection: BatcherConnection, options: BatcherOptions = {}) {
    const { batchSize = 500, lanes = 2, maxQueued = 10_000, retryFor = 120_000 } = options;
    if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > 1000)
      throw new RangeError(`batchSize is ${batchSize}; expected 1 to 1000`);
    if (!Number.isInteger(lanes) || lanes < 1) throw new RangeError(`lanes is ${lanes}; expected 1 at least`);
    if (!Number.isInteger(maxQueued) || maxQueued < lanes) throw new RangeError(`maxQueued is ${maxQueued}; expected ${lanes} at least`);
    const { addresses, key, timeout = 30_000 } = connection;
    const first = addresses[0];
    if (first === undefined) throw new TypeError("addresses is empty; expected an address such as http://127.0.0.1:8080");
    // Facts carry their ids: they may be sent twice.
    const send = failover(addresses, timeout, () => true);
    const make = <T>(path: string): Lane<T>[] =>
      Array.from(
        { length: lanes },
        () =>
          new Lane<T>({
            send: (body) =>
              send(
                new Request(new URL(path, first), {
                  method: "POST",
                  signal: this.#givenUp.signal,
                  headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}` },
                  body,
                }),
              ),
            path,
            batchSize,
            room: Math.floor(maxQueued / lanes),
            retryFor,
            givenUp: this.#givenUp.signal,
          }),
      );
    this.#votes = make("/api/feedback");
    this.#trades = make("/api/trades");
    this.#explanations = make("/api/explanations/log");
  }

  /** Rates an explanation; the same session completes or replaces its earlier vote. */
  rate(vote: Schemas["VoteOnExplanationInput"], options: AddOptions = {}): Promise<VoteOutcome> {
    return of(this.#votes, `${vote.explanation_id} ${vote.session ?? ""}`).add(vote, options.signal);
  }

  /** Records a closed trade; its id makes it once. */
  recordTrade(trade: Schemas["TradeInput"], options: AddOptions = {}): Promise<Schemas["RecordedTrade"]> {
    return of(this.#trades, `${trade.trade_id}`).add(trade, options.signal);
  }

  /** Records an explanation; without an id it gets one, which the outcome tells. */
  log(explanation: Schemas["LoggedExplanationInput"], options: AddOptions = {}): Promise<Schemas["LoggedExplanation"]> {
    const named = { ...explanation, explanation_id: explanation.explanation_id ?? newId() };
    return of(this.#explanations, named.explanation_id).add(named, options.signal);
  }

  /** Takes nothing more, and waits for all that was taken; after `timeout` milliseconds the rest is given up. */
  async close(timeout?: number): Promise<void> {
    const ends = [...this.#votes, ...this.#trades, ...this.#explanations].map((lane) => lane.end());
    const timer = timeout === undefined ? undefined : setTimeout(() => this.#givenUp.abort(), timeout);
    await Promise.all(ends);
    clearTimeout(timer);
  }
}

/** A new id of version 7: later ones sort behind earlier ones. */
export function newId(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) % 256;
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const of = <T>(lanes: Lane<T>[], order: string): Lane<T> => lanes[fnv1a(order) % lanes.length]!;

interface LaneOptions {
  send: (body: string) => Promise<Response>;
  path: string;
  batchSize: number;
  room: number;
  retryFor: number;
  givenUp: AbortSignal;
}

interface Waiting<T> {
  /** As JSON, of when it was added. */
  item: string;
  resolve: (outcome: T) => void;
  reject: (why: unknown) => void;
  /** It waits for room no more. */
  taken?: () => void;
}

/** A queue, and the one request that is under way with what was in it. */
class Lane<T> {
  readonly #options: LaneOptions;
  #waiting: Waiting<T>[] = [];
  /** Who waits for room, first come first served. */
  #outside: Waiting<T>[] = [];
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;
  #hasEnded = false;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  add(item: unknown, signal: AbortSignal | undefined): Promise<T> {
    if (this.#hasEnded) return Promise.reject(new Error("The batcher is closed."));
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise<T>((resolve, reject) => {
      // What can't be written is refused here, alone.
      const one: Waiting<T> = { item: JSON.stringify(item), resolve, reject };
      if (this.#waiting.length < this.#options.room) this.#take(one);
      else {
        this.#outside.push(one);
        if (signal === undefined) return;
        const giveUp = (): void => {
          this.#outside.splice(this.#outside.indexOf(one), 1);
          reject(signal.reason);
        };
        one.taken = () => signal.removeEventListener("abort", giveUp);
        signal.addEventListener("abort", giveUp, { once: true });
      }
    });
  }

  /** Takes nothing more; ends when all that was taken has its outcome. Who waits for room was not taken. */
  end(): Promise<void> {
    this.#hasEnded = true;
    for (const one of this.#outside.splice(0)) {
      one.taken?.();
      one.reject(new Error("The batcher is closed."));
    }
    return this.#running;
  }

  #take(one: Waiting<T>): void {
    this.#waiting.push(one);
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#running = this.#run();
  }

  async #run(): Promise<void> {
    // What is added in the same moment goes with the first.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#options.batchSize);
      while (this.#outside.length > 0 && this.#waiting.length < this.#options.room) {
        const next = this.#outside.shift()!;
        next.taken?.();
        this.#waiting.push(next);
      }
      await this.#send(batch);
    }
    this.#isRunning = false;
  }

  async #send(batch: Waiting<T>[]): Promise<void> {
    const { path } = this.#options;
    try {
      const { status, text } = await this.#sendUntilAnswered(`[${batch.map((one) => one.item).join(",")}]`);
      if ((status === 400 || status === 413) && batch.length > 1) {
        // It is too long, or something in it makes it unreadable: the others shall not be refused with that.
        const half = Math.floor(batch.length / 2);
        await this.#send(batch.slice(0, half));
        await this.#send(batch.slice(half));
        return;
      }
      if (status !== 200) throw refusal(status, text);
      const { results } = JSON.parse(text) as { results: (T & Outcome)[] };
      if (results.length !== batch.length) throw new Error(`${path} answered ${results.length} outcomes for ${batch.length} items.`);
      for (const [i, outcome] of results.entries()) {
        if (outcome.status === 200) batch[i]!.resolve(outcome);
        else batch[i]!.reject(new LearningApiError(outcome.status, { detail: outcome.error, errors: outcome.errors }));
      }
    } catch (why) {
      // An item that waits for ever would be worse.
      for (const one of batch) one.reject(why);
    }
  }

  /** An answer is one when its body is there, too: where it breaks, the items may be committed, and are sent again. */
  async #sendUntilAnswered(body: string): Promise<{ status: number; text: string }> {
    const { retryFor, givenUp } = this.#options;
    const began = performance.now();
    let pause = 50;
    while (true) {
      let why: unknown;
      let wait: number | null = null;
      try {
        const response = await this.#options.send(body);
        const { status } = response;
        const text = await response.text();
        if (!passing.has(status)) return { status, text };
        const after = Number(response.headers.get("Retry-After") ?? Number.NaN);
        if (Number.isFinite(after)) wait = after * 1000;
        why = refusal(status, text);
      } catch (broken) {
        // It may be committed: the same ids make it once.
        why = broken;
      }
      if (wait === null) {
        wait = pause * (0.5 + Math.random() / 2);
        pause = Math.min(2000, pause * 2);
      }
      if (performance.now() - began + wait > retryFor)
        throw new UnknownOutcomeError(`No address took it within ${retryFor} ms: ${String(why)}`, { cause: why });
      await sleep(wait, givenUp);
      if (givenUp.aborted) throw new UnknownOutcomeError("The batcher was closed before the service answered.", { cause: why });
    }
  }
}

function refusal(status: number, text: string): LearningApiError {
  try {
    return new LearningApiError(status, JSON.parse(text) as { title?: string });
  } catch {
    return new LearningApiError(status, { detail: text });
  }
}

const sleep = (ms: number, givenUp: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (givenUp.aborted) return done();
    const end = (): void => {
      clearTimeout(timer);
      givenUp.removeEventListener("abort", end);
      done();
    };
    const timer = setTimeout(end, ms);
    givenUp.addEventListener("abort", end);
  });
