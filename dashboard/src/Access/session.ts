import { useQuery } from "@tanstack/react-query";
import { client, queries, type Schema, setAntiforgeryToken, statusOf } from "../Shared/api";
import { done } from "../Shared/done";

export const roles = ["viewer", "trader", "analyst", "operator", "admin"] as const;
export type Role = (typeof roles)[number];

export const scopes = ["read", "engine", "rate", "decide", "operate", "admin"] as const;
export type Scope = (typeof scopes)[number];

/** Who is signed in, and what they may do. */
export type Session = Schema<"SignedIn">;

const key = ["session"];

/** Who was signed in last on this page. */
let lastName: string | undefined;

/** Remembers who is signed in; null is nobody. */
function remember(session: Session | null): Session | null {
  if (session) lastName = session.name;
  setAntiforgeryToken(session?.antiforgery_token ?? null);
  return session;
}

async function read(): Promise<Session | null> {
  const { data, error } = await client.GET("/api/session");
  if (data) return remember(data);
  if (statusOf(error) === 401) return remember(null);
  throw error;
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

async function enter(answer: Promise<{ data?: Session; error?: unknown }>): Promise<void> {
  const session = await done(answer);
  // What somebody else has read stays theirs.
  if (lastName !== undefined && lastName !== session.name) queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
  queries.setQueryData(key, remember(session));
  await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
}

export const signIn = (name: string, password: string) => enter(client.POST("/api/session", { body: { name, password } }));

export async function signOut(): Promise<void> {
  await done(client.DELETE("/api/session"));
  forget();
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
}

export const readLink = (token: string) => done(client.POST("/api/session/link/lookup", { body: { token } }));

/** Takes a link: sets the password, and signs in. The first administrator chooses a name, too. */
export const followLink = (token: string, password: string, name?: string) =>
  enter(client.POST("/api/session/link", { body: { token, password, ...(name ? { name } : {}) } }));

export const changePassword = (current: string, next: string) =>
  done(client.PUT("/api/session/password", { body: { current_password: current, new_password: next } }), "/api/session/sessions");
