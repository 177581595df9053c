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
export async function get<T>(path: string): Promise<T> {
  return (await (await send(path)).json()) as T;
}

/** Exchanges a key for a cookie. */
export async function signIn(key: string): Promise<void> {
  await send("session", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ key }) });
}

/** Gives the cookie back. */
export async function signOut(): Promise<void> {
  await send("session", { method: "DELETE" });
}
