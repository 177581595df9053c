import type { components } from "./openapi.js";
type Routing = components["schemas"]["PromptRouting"];
/** The prompt of a unit. */
export interface AssignedPrompt {
    prompt: components["schemas"]["PromptVersion"];
    /** The experiment that the unit takes part in; null for none. */
    experimentId: string | null;
}
/** The place of a unit in 0..1: GrowthBook's hash of version 2. */
export declare const placeOf: (seed: string, unit: string) => number;
/** The prompt of a unit as the service would assign it, by the answer of `GET /api/prompts/{signal}/routing`. */
export declare function assignPrompt(routing: Routing, unit: string, now?: Date): AssignedPrompt;
export {};
