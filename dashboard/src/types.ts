/** A share of n with its 95 % interval; without a rate where n is 0. */
export interface Proportion {
  count: number;
  n: number;
  rate: number | null;
  lower: number | null;
  upper: number | null;
}

/** A mean with its 95 % interval. */
export interface Estimate {
  n: number;
  mean: number | null;
  lower: number | null;
  upper: number | null;
}

/** A part of a list. */
export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface FeedbackSummary {
  total_explanations: number;
  total_feedback: number;
  fallbacks: number;
  feedback_rate: Proportion;
  positive_feedback: Proportion;
  avg_rating: Estimate;
  cost_usd: number;
}

export interface Analytics extends FeedbackSummary {
  from: string;
  to: string;
  by_signal: (FeedbackSummary & { signal: string })[];
  by_prompt_version: (FeedbackSummary & { prompt_version: string })[];
  top_tickers: (FeedbackSummary & { ticker: string })[];
  bottom_tickers: (FeedbackSummary & { ticker: string })[];
  daily: (FeedbackSummary & { date: string })[];
}

export interface ChampionChange {
  prompt_version: string;
  former: string;
  at: string;
  by: string;
  kind: string;
  reason: string;
}

export interface Prompts {
  signals: { signal: string; champion: string; history: ChampionChange[] }[];
}

export interface Experiments {
  active: {
    experiment: {
      id: string;
      plan: { signal: string; rule: string };
      status: string;
      required_per_arm: number;
      blocked: { kind: string; reason: string } | null;
    };
    arms: { version: string; is_champion: boolean; is_dropped: boolean; share: number; summary: FeedbackSummary }[];
    expected_end: string | null;
  }[];
}

export interface Strategy {
  id: string;
  is_active: boolean;
  effectiveness_score: number;
  total_trades: number;
  win_rate: Proportion;
  pnl: number;
}

export interface Insight {
  insight: string;
  insight_type: string;
  confidence_score: number;
  win_rate: Proportion;
  is_better: boolean;
  found_by: string;
}

export interface KindPnl {
  match_type: string;
  pnl: number;
  wins: Proportion;
  per_match: Estimate;
  counterfactual: Estimate;
  foregone: Estimate;
}

export interface DivergenceRate {
  rate: Proportion;
  modified: Proportion;
  rejected: Proportion;
  independent: number;
  weeks: { week: { monday: string }; rate: Proportion }[];
}

export interface Accuracy {
  followed: KindPnl;
  modified: KindPnl;
  rejected: KindPnl;
  independent: KindPnl;
}

export interface Candidate {
  id: string;
  description: string;
  proposal: string;
  status: string;
  confidence: string;
  estimate: Estimate;
  validation: { because: string; suggested: string | null } | null;
}

export interface WeeklySummaryRecord {
  summary: { week: { year: number; week: number }; version: number; notification: string };
  review: { review_status: string; review_notes: string | null } | null;
}

export interface Cycle {
  name: string;
  zone: string;
  local_time: string;
  next_at: string;
  current: { outcome: string; error: string | null } | null;
  recent: { occurrence: string; outcome: string; done: string[]; error: string | null }[];
}

export interface AlertStatus {
  id: string;
  kind: string;
  subject: string;
  message: string;
  raised_at: string;
  acknowledged_at: string | null;
}

export interface GrainKind {
  kind: string;
  activations: number;
  stored: number | null;
  silos: { silo: string; activations: number }[];
}

export interface LedgerFigures {
  silo: string;
  fact: string;
  queued: number;
  in_flight: number;
  batches: number;
  facts: number;
  refused: number;
  failed: number;
  mean_batch_size: number;
  commit_latency_ms: number;
}
