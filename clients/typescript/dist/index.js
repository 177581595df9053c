import createClient from "openapi-fetch";
import { failover } from "./failover.js";
export { assignPrompt, placeOf } from "./assignment.js";
export { LearningApiError, orThrow } from "./problem.js";
/**
 * Every path of the API with the types of its document: `await client.GET("/api/strategies/{id}/performance", …)`.
 * `orThrow` turns an answer into its data or an error.
 */
export function createLearningClient({ addresses, key, timeout = 30_000 }) {
    const first = addresses[0];
    if (first === undefined)
        throw new TypeError("addresses is empty; expected an address such as http://127.0.0.1:8080");
    const client = createClient({ baseUrl: first, fetch: failover(addresses, timeout) });
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
