import { oneOf, searchOf, text } from "../Shared/search";

export const remindersSearch = searchOf({ grain: text, sort: oneOf("grain", "-grain") });
export const grainsSearch = searchOf({ key: text, sort: oneOf("key", "-key") });
export const auditSearch = searchOf({ actor: text, action: text, subject: text, from: text, to: text, sort: oneOf("number", "-number") });
