import { oneOf, searchOf, text } from "../Shared/search";
import { signals } from "../Shared/signals";

export const origins = ["baseline", "generated", "manual", "tuned"] as const;
export const promptsSearch = searchOf({ signal: oneOf(...signals), origin: oneOf(...origins) });
export const promptSearch = searchOf({ against: text });
