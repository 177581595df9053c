import { oneOf, searchOf, text } from "../Shared/search";
import { signals } from "../Shared/signals";

export const outcomes = ["promoted", "promoted_manually", "champion_kept", "stopped"] as const;
export const parts = ["ticker", "voters"] as const;
export const experimentsSearch = searchOf({ signal: oneOf(...signals) });
export const experimentSearch = searchOf({ by: oneOf(...parts) });
export const planSearch = searchOf({ signal: oneOf(...signals), versions: text });
