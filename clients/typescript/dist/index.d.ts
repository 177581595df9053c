import { type Client } from "openapi-fetch";
import type { components, paths } from "./openapi.js";
export { assignPrompt, placeOf, type AssignedPrompt } from "./assignment.js";
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
export declare function createLearningClient({ addresses, key, timeout }: Connection): Client<paths>;
