import { QueryClient } from "@tanstack/react-query";
import createClient, { type Middleware } from "openapi-fetch";
import createQueries from "openapi-react-query";
import type { components, paths } from "../openapi";

/** A record of the API, by its name in the OpenAPI document. */
export type Schema<N extends keyof components["schemas"]> = components["schemas"][N];

/** Why the service refused, as RFC 9457 says it. */
export type Problem = Schema<"Problem">;

let antiforgeryToken: string | null = null;

/** Keeps the word that each changing request of the cookie carries. */
export const setAntiforgeryToken = (token: string | null): void => {
  antiforgeryToken = token;
};

/** Headers of a changing request that the clients here do not send. */
export const withAntiforgery = (headers: Record<string, string>): Record<string, string> =>
  antiforgeryToken ? { ...headers, "X-Antiforgery-Token": antiforgeryToken } : headers;

/** Told of when a request finds that the session has ended. */
export const sessionEnded = new EventTarget();

const session: Middleware = {
  onRequest({ request }) {
    if (request.method !== "GET" && antiforgeryToken) request.headers.set("X-Antiforgery-Token", antiforgeryToken);
    return request;
  },
  async onResponse({ response }) {
    if (response.status === 401 && !new URL(response.url).pathname.startsWith("/api/session"))
      sessionEnded.dispatchEvent(new Event("ended"));
    // What a proxy answers is no problem document; one is made of it, so that everybody can rely on its fields.
    if (!response.ok && !response.headers.get("Content-Type")?.includes("json"))
      return Response.json(
        { title: response.statusText || "The service could not answer.", status: response.status },
        { status: response.status },
      );
    return response;
  },
};

/** The service, with the types of its OpenAPI document. */
export const client = createClient<paths>({ baseUrl: "/", credentials: "same-origin" });
client.use(session);

/** Queries and mutations of the service by path. */
export const api = createQueries(client);

/** Sends a request to a path that the OpenAPI document does not have; throws the problem where it is refused. */
export async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers = new Headers({ Accept: "application/json" });
  if (body !== undefined) headers.set("Content-Type", "application/json");
  if (method !== "GET" && antiforgeryToken) headers.set("X-Antiforgery-Token", antiforgeryToken);
  const response = await fetch(path, {
    method,
    headers,
    credentials: "same-origin",
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  if (response.status === 401) sessionEnded.dispatchEvent(new Event("ended"));
  const problem = (await response.json().catch(() => null)) as Problem | null;
  throw { title: response.statusText || "The service could not answer.", ...problem, status: response.status } as Problem;
}

/** The status of what the service refused; null where it did not answer at all. */
export const statusOf = (error: unknown): number | null =>
  typeof error === "object" && error !== null && "status" in error && typeof error.status === "number" ? error.status : null;

/** What to tell a person of an error: the problem's detail, with the fields that it names. */
export function explain(error: unknown): string {
  if (statusOf(error) === null) return "The service does not answer. Check the connection.";
  const { title, detail, errors } = error as Problem;
  const fields = Object.entries(errors ?? {}).map(([name, said]) => `${name}: ${said.join(" ")}`);
  return fields.length > 0 ? fields.join("; ") : (detail ?? title);
}

/** Asks again only where that can help: not where the service refused. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => {
        const status = statusOf(error);
        return failures < 2 && (status === null || status >= 500);
      },
    },
  },
});

/** Reads everything below a path again, after something changed. */
export const changed = (...names: string[]): Promise<void> =>
  queries.invalidateQueries({
    predicate: ({ queryKey }) => queryKey.some((part) => typeof part === "string" && names.some((name) => part.startsWith(name))),
  });
