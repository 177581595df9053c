/** A rate as the service gives it: how many of how many. */
interface Counted {
  count: number;
  n: number;
}

/** A relative difference with its 95 % interval: 0.25 is a quarter more. */
export interface Lift {
  lift: number;
  lower: number;
  upper: number;
}

const z95 = 1.959964;

/**
 * How much more often something happens than elsewhere, relative to there; null where either has no success.
 * The interval is that of the log of the ratio of two proportions (Katz, Baptista, Azen and Pike, Biometrics 34, 1978).
 */
export function liftOf(here: Counted, there: Counted): Lift | null {
  if (here.count === 0 || there.count === 0) return null;
  const ratio = here.count / here.n / (there.count / there.n);
  const error = Math.sqrt(1 / here.count - 1 / here.n + 1 / there.count - 1 / there.n);
  return { lift: ratio - 1, lower: ratio * Math.exp(-z95 * error) - 1, upper: ratio * Math.exp(z95 * error) - 1 };
}
