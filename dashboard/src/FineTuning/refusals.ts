import type { Schema } from "../Shared/api";

/** Why an answer with five stars is not an example, in the order in which it is asked. */
export const refusals: Record<Schema<"RowRefusal">, string> = {
  fallback: "Written by the template, or by another prompt than it counts for.",
  anonymous: "Only votes without a session gave five stars.",
  not_helpful: "Those who gave five stars found it not helpful.",
  disputed: "Another session gave three stars or fewer, or a thumb down.",
  too_young: "Votes may still come.",
  unknown_prompt: "The prompt version is not in the catalog.",
  guardrails: "It breaks a guardrail of today.",
  too_long: "It has more tokens than the base model reads.",
  duplicate_input: "An earlier one has nearly the same inputs.",
  duplicate_text: "An earlier one says nearly the same.",
  balance: "Its ticker or signal already has its share of the examples.",
  surplus: "The dataset is full; newer ones are preferred.",
};
