import { oneOf, searchOf, text } from "../Shared/search";

export const cyclesSearch = searchOf({ sort: oneOf("name", "-name", "next_at", "-next_at"), cycle: text });
