import { date, number, oneOf, searchOf, text } from "../Shared/search";

export const matchKinds = ["consent", "modify", "reject", "independent", "no_action"] as const;
export const divergences = ["modify", "reject", "independent"] as const;
export const outcomes = ["open", "expired_worthless", "closed_profit", "closed_loss", "assigned", "rolled", "unknown_opening"] as const;
export const positionStates = ["open", "closed", "unmatched"] as const;

const days = { from: date, to: date };

export const queueSearch = searchOf({ ...days, type: oneOf(...divergences), symbol: text, match: text });
export const matchesSearch = searchOf({
  ...days,
  type: oneOf(...matchKinds),
  symbol: text,
  sort: oneOf("reviewed", "-reviewed", "day", "-day"),
});
export const recommendationsSearch = searchOf({ ...days, symbol: text, account: text, sort: oneOf("sent_at", "-sent_at") });
export const ordersSearch = searchOf({ ...days, symbol: text, account: text, sort: oneOf("executed_at", "-executed_at") });
export const positionsSearch = searchOf({
  ...days,
  symbol: text,
  account: text,
  state: oneOf(...positionStates),
  sort: oneOf("changed_at", "-changed_at"),
});
export const outcomesSearch = searchOf({
  ...days,
  symbol: text,
  type: oneOf(...matchKinds),
  outcome: oneOf(...outcomes),
  sort: oneOf("day", "-day", "attributed_pnl", "-attributed_pnl"),
});
export const analyticsSearch = searchOf({ days: number(1, 730) });
