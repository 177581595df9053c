import { changed } from "./api";

/** Waits for a change that the client sent; throws what the service refused, and reads what hangs on it anew. */
export async function done<T>(answer: Promise<{ data?: T; error?: unknown }>, ...paths: string[]): Promise<T> {
  const { data, error } = await answer;
  if (error !== undefined) throw error;
  if (paths.length > 0) await changed(...paths);
  return data as T;
}
