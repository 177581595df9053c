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

export interface FeedbackSummary {
  explanations: number;
  fallbacks: number;
  feedback_rate: Proportion;
  positive: Proportion;
  rating: Estimate;
  cost_usd: number;
}

export interface NamedSummary {
  name: string;
  summary: FeedbackSummary;
}

export interface Analytics {
  from: string;
  to: string;
  total: FeedbackSummary;
  by_signal: NamedSummary[];
  by_prompt_version: NamedSummary[];
  top_tickers: NamedSummary[];
  bottom_tickers: NamedSummary[];
  daily: { day: string; summary: FeedbackSummary }[];
}

export interface ChampionChange {
  version: string;
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
    experiment: { id: string; plan: { signal: string; rule: string }; status: string; required_per_arm: number; blocked: string | null };
    arms: { version: string; is_champion: boolean; is_dropped: boolean; share: number; summary: FeedbackSummary }[];
    expected_end: string | null;
  }[];
}

export interface Strategy {
  rule: { id: string; is_active: boolean };
  effectiveness: number;
  total_trades: number;
  win_rate: Proportion;
  pnl: number;
}

export interface Insight {
  text: string;
  type: string;
  confidence: number;
  win_rate: Proportion;
  is_better: boolean;
  found_by: string;
}

export interface KindPnl {
  kind: string;
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
  review: { status: string; notes: string | null } | null;
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
  alert: { id: string; kind: string; subject: string; message: string };
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
