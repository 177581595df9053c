import type { Schema } from "../Shared/api";

export type Reason = Schema<"MatchReasonInput">["reason_code"];

/** Why somebody diverged, in the order of the keys 1 to 9. */
export const reasons: readonly { code: Reason; name: string }[] = [
  { code: "timing", name: "Timing" },
  { code: "premium_low", name: "Premium too low" },
  { code: "iv_low", name: "Volatility too low" },
  { code: "earnings_concern", name: "Earnings ahead" },
  { code: "gut_feeling", name: "Gut feeling" },
  { code: "better_opportunity", name: "Better opportunity" },
  { code: "risk_too_high", name: "Risk too high" },
  { code: "already_exposed", name: "Already exposed" },
  { code: "other", name: "Other" },
];

export const reasonName = (code: string | null): string | null => reasons.find((reason) => reason.code === code)?.name ?? code;
