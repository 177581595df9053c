import { useQuery } from "@tanstack/react-query";
import { queries, request, setAntiforgeryToken, statusOf } from "../Shared/api";

export const roles = ["viewer", "trader", "analyst", "operator", "admin"] as const;
export type Role = (typeof roles)[number];

export const scopes = ["read", "engine", "rate", "decide", "operate", "admin"] as const;
export type Scope = (typeof scopes)[number];

/** Who is signed in, and what they may do. */
export interface Session {
  kind: "person" | "key";
  name: string;
  role: Role | null;
  scopes: readonly string[];
  antiforgery_token: string | null;
  expires_at: string | null;
}

/** What a link that was handed to a person is for. */
export interface Link {
  purpose: "invitation" | "reset" | "first_admin";
  name: string | null;
  role: Role | null;
}

/** One place where a person is signed in. */
export interface SignedInPlace {
  id: string;
  created_at: string;
  last_used_at?: string | null;
  expires_at?: string | null;
  user_agent?: string | null;
  is_current?: boolean;
}

const key = ["session"];

/** Remembers who is signed in; null is nobody. */
function remember(session: Session | null): Session | null {
  setAntiforgeryToken(session?.antiforgery_token ?? null);
  return session;
}

async function read(): Promise<Session | null> {
  try {
    return remember(await request<Session>("GET", "/api/session"));
  } catch (error) {
    if (statusOf(error) === 401) return remember(null);
    if (statusOf(error) === 404) return keySession();
    throw error;
  }
}

// A service that has no people yet: a key is exchanged for a cookie that reads.
const keyCookie = "/dashboard/session";

async function keySession(): Promise<Session | null> {
  try {
    await request("GET", "/api/strategies?limit=1");
    return remember({ kind: "key", name: "key", role: null, scopes: ["read"], antiforgery_token: null, expires_at: null });
  } catch (error) {
    if (statusOf(error) === 401) return remember(null);
    throw error;
  }
}

/** Who is signed in; asked again when the page is looked at again. */
export const useSessionQuery = () => useQuery({ queryKey: key, queryFn: read, staleTime: 60_000, refetchInterval: 5 * 60_000 });

/** Who is signed in, on a page that is shown to nobody else. */
export function useSession(): Session {
  const { data } = useSessionQuery();
  if (!data) throw new Error("Nobody is signed in.");
  return data;
}

/** Whether somebody may do what a scope allows. */
export const may = (session: Session, scope: Scope): boolean => session.scopes.includes("admin") || session.scopes.includes(scope);

/** Whether the person who looks may do what a scope allows. */
export const useMay = (scope: Scope): boolean => may(useSession(), scope);

/** Says that nobody is signed in any more, without losing the page. */
export const forget = (): void => {
  queries.setQueryData(key, remember(null));
};

async function enter(session: Promise<Session>): Promise<void> {
  queries.setQueryData(key, remember(await session));
  await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
}

export async function signIn(name: string, password: string): Promise<void> {
  try {
    await enter(request("POST", "/api/session", { name, password }));
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    await request("POST", keyCookie, { key: password });
    queries.setQueryData(key, await keySession());
  }
}

export async function signOut(): Promise<void> {
  await request("DELETE", "/api/session").catch((error: unknown) => {
    if (statusOf(error) !== 404) throw error;
    return request("DELETE", keyCookie);
  });
  forget();
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
}

export const readLink = (token: string) => request<Link>("GET", `/api/session/link/${encodeURIComponent(token)}`);

/** Takes a link: sets the password, and signs in. A first administrator gives their name. */
export const followLink = (token: string, password: string, name?: string) =>
  enter(request("POST", "/api/session/link", { token, password, ...(name ? { name } : {}) }));

export const changePassword = (current: string, next: string) =>
  request<void>("PUT", "/api/session/password", { current_password: current, new_password: next });
