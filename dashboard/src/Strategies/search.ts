import { flag, oneOf, searchOf } from "../Shared/search";

export const strategiesSearch = searchOf({
  active: flag,
  sort: oneOf("effectiveness_score", "-effectiveness_score", "total_trades", "-total_trades", "id", "-id"),
});
