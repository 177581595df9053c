import type { components, paths } from "./openapi";

/** A record of the API, by its name in the OpenAPI document. */
export type Schema<N extends keyof components["schemas"]> = components["schemas"][N];

/** The paths that can be read without naming anything in the path. */
type Readable = { [P in keyof paths]: paths[P] extends { get: unknown } ? P : never }[keyof paths];

type Answer<P extends Readable> = paths[P] extends { get: { responses: { 200: { content: { "application/json": infer T } } } } }
  ? T
  : never;

type Query<P extends Readable> = paths[P] extends { get: { parameters: { query?: infer Q } } }
  ? { [K in keyof Q]?: string | number }
  : never;

/** The key is unknown, or the session has ended: somebody has to sign in. */
export class SignedOut extends Error {}

async function send(path: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(path, { credentials: "same-origin", ...init });
  if (response.status === 401) throw new SignedOut();
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as { detail?: string };
    throw new Error(problem.detail ?? `${path} was answered ${response.status}.`);
  }
  return response;
}

/** What a path of the API answers. */
export async function get<P extends Readable>(path: P, query?: Query<P>): Promise<Answer<P>> {
  const given = Object.entries(query ?? {}).map(([name, value]) => [name, String(value)]);
  const address = given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
  return (await (await send(address)).json()) as Answer<P>;
}

/** Exchanges a key for a cookie. */
export async function signIn(key: string): Promise<void> {
  await send("session", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ key }) });
}

/** Gives the cookie back. */
export async function signOut(): Promise<void> {
  await send("session", { method: "DELETE" });
}
