import type { Schema } from "../Shared/api";
import { decimal, instant, money, none } from "../Shared/format";
import { contractName, parseOcc } from "./occ";

/** One property of a trade: as it was recommended, as it was executed, and in what they differ. */
export interface ComparedField {
  name: string;
  recommended: string;
  executed: string;
  /** How far they are apart; null where they agree or only one is there. */
  difference: string | null;
}

const signed = (value: number, show: (value: number) => string): string => `${value > 0 ? "+" : "−"}${show(Math.abs(value))}`;

/** A recommendation beside what was executed. The differences are those by which the service matched them. */
export function compareMatch(match: Schema<"MatchRecord">): ComparedField[] {
  const { recommendation: given, executions } = match;
  const [done] = executions;
  const contract = done ? parseOcc(done.instrument) : null;
  const fields: ComparedField[] = [
    {
      name: "Action",
      recommended: given?.action ?? none,
      executed: done?.action ?? none,
      difference: given && done && given.action !== done.action ? `${given.action} → ${done.action}` : null,
    },
    {
      name: "Option",
      recommended: given?.option_right ?? (given?.strike ? none : "share"),
      executed: contract?.right ?? (done ? done.instrument_kind : none),
      difference:
        given?.option_right && contract && given.option_right !== contract.right ? `${given.option_right} → ${contract.right}` : null,
    },
    {
      name: "Strike",
      recommended: given?.strike == null ? none : money(given.strike),
      executed: contract ? money(contract.strike) : none,
      difference: match.strike_difference ? signed(match.strike_difference, (value) => money(value)) : null,
    },
    {
      name: "Expiration",
      recommended: given?.expiration ?? none,
      executed: contract?.expiration ?? none,
      difference: match.days_difference ? signed(match.days_difference, (value) => `${value} d`) : null,
    },
    {
      name: "Premium per contract",
      recommended: given?.premium == null ? none : money(given.premium),
      executed: done ? money(done.price, done.currency) : none,
      difference: match.premium_difference ? signed(match.premium_difference, (value) => money(value)) : null,
    },
    {
      name: "Quantity",
      recommended: none,
      executed: done
        ? decimal(
            executions.filter((one) => one.instrument === done.instrument).reduce((sum, one) => sum + one.quantity, 0),
            0,
          )
        : none,
      difference: null,
    },
    {
      name: "Sent or executed",
      recommended: given ? instant(given.sent_at) : none,
      executed: done ? instant(done.executed_at) : none,
      difference: null,
    },
    { name: "Account", recommended: given?.account ?? none, executed: done?.account ?? none, difference: null },
    { name: "Algorithm", recommended: given?.algorithm_version ?? none, executed: none, difference: null },
  ];
  return fields.filter((field) => field.recommended !== none || field.executed !== none);
}

/** The legs of both sides, for orders of several. */
export function legs(match: Schema<"MatchRecord">): { recommended: string[]; executed: string[] } {
  const { recommendation: given, executions } = match;
  const leg = (one: Schema<"RecommendedLeg">) =>
    [one.action, given?.symbol, one.expiration, one.strike, one.option_right].filter((part) => part != null).join(" ");
  return {
    recommended: given ? [given, ...given.further_legs].map(leg) : [],
    executed: executions.map(
      (one) => `${one.action} ${decimal(one.quantity, 0)} ${contractName(one.instrument)} at ${money(one.price, one.currency)}`,
    ),
  };
}
