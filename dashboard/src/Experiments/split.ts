/** The same share for each arm, to four decimals; what is left over goes to the first, so that they sum up to one. */
export function evenSplit(arms: readonly string[]): Record<string, number> {
  const share = Math.floor(10_000 / arms.length);
  const first = 10_000 - share * (arms.length - 1);
  return Object.fromEntries(arms.map((arm, index) => [arm, (index === 0 ? first : share) / 10_000]));
}
