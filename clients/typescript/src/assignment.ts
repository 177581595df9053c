import type { components } from "./openapi.js";

type Routing = components["schemas"]["PromptRouting"];

/** The prompt of a unit. */
export interface AssignedPrompt {
  prompt: components["schemas"]["PromptVersion"];
  /** The experiment that the unit takes part in; null for none. */
  experimentId: string | null;
}

/** FNV-1a of 32 bits over UTF-16 code units. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The place of a unit in 0..1: GrowthBook's hash of version 2. */
export const placeOf = (seed: string, unit: string): number => (fnv1a(String(fnv1a(seed + unit))) % 10_000) / 10_000;

/** The prompt of a unit as the service would assign it, by the answer of `GET /api/prompts/{signal}/routing`. */
export function assignPrompt(routing: Routing, unit: string, now: Date = new Date()): AssignedPrompt {
  const { holdout, experiment } = routing;
  const version = (name: string): AssignedPrompt["prompt"] => {
    const prompt = routing.prompts.find((one) => one.prompt_version === name);
    if (!prompt) throw new RangeError(`The routing names ${name}, and does not hold it.`);
    return prompt;
  };
  if (holdout && now < new Date(holdout.until) && placeOf(holdout.seed, unit) < holdout.share)
    return { prompt: version(holdout.prompt_version), experimentId: null };
  if (!experiment) return { prompt: version(routing.champion), experimentId: null };
  const place = placeOf(experiment.id, unit);
  let from = 0;
  for (const [i, share] of experiment.shares.entries()) {
    if (place >= from && place < from + share) return { prompt: version(experiment.versions[i] ?? ""), experimentId: experiment.id };
    from += share;
  }
  // Shares that add up to just under 1 leave the last bucket to nobody.
  return { prompt: version(routing.champion), experimentId: experiment.id };
}
