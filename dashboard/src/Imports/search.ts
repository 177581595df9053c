import { oneOf, searchOf, text } from "../Shared/search";

export const importStatuses = ["incomplete", "complete", "undone"] as const;
export const importsSearch = searchOf({
  status: oneOf(...importStatuses),
  account: text,
  broker: text,
  sort: oneOf("started_at", "-started_at", "file_name", "-file_name", "broker", "-broker"),
});
