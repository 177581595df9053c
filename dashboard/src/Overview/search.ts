import { number, oneOf, searchOf } from "../Shared/search";
import { signals } from "../Shared/signals";

export const overviewSearch = searchOf({ weeks: number(1, 26), signal: oneOf(...signals) });
