import { number, searchOf } from "../Shared/search";

export const overviewSearch = searchOf({ days: number(1, 90) });
