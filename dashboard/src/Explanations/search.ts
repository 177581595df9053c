import { oneOf, searchOf, text } from "../Shared/search";
import { signals } from "../Shared/signals";

export const explanationsSearch = searchOf({ ticker: text, signal: oneOf(...signals) });
