import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./openapi.js";
import { failover } from "./failover.js";

export { assignPrompt, placeOf, type AssignedPrompt } from "./assignment.js";
export { Batcher, newId, UnknownOutcomeError, type AddOptions, type BatcherOptions, type VoteOutcome } from "./batcher.js";
export { LearningApiError, orThrow } from "./problem.js";
export type { components, paths };

/** A record of the API, by its name in the OpenAPI document. */
export type Schema<N extends keyof components["schemas"]> = components["schemas"][N];

/** Where the service is. */
export interface Connection {
  /** The addresses of a load balancer or of several silos; where one does not answer, the next is asked. */
  addresses: string[];
  /** An API key; its scopes decide what may be done. */
  key: string;
  /** How long an address may take before the next is asked, milliseconds; 30 000 where it is not given. */
  timeout?: number;
}

/**
 * Every path of the API with the types of its document: `await client.GET("/api/strategies/{id}/performance", …)`.
 * `orThrow` turns an answer into its data or an error.
 */
export function createLearningClient({ addresses, key, timeout = 30_000 }: Connection): Client<paths> {
  const first = addresses[0];
  if (first === undefined) throw new TypeError("addresses is empty; expected an address such as http://127.0.0.1:8080");
  const client = createClient<paths>({ baseUrl: first, fetch: failover(addresses, timeout) });
  client.use({
    onRequest({ request }) {
      request.headers.set("Authorization", `Bearer ${key}`);
      // The service keeps one explanation for a key, so that the request can be sent again.
      if (request.method === "POST" && new URL(request.url).pathname === "/api/explanations" && !request.headers.has("Idempotency-Key"))
        request.headers.set("Idempotency-Key", crypto.randomUUID());
      return request;
    },
  });
  return client;
}
