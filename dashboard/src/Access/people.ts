import type { Role, Scope } from "./session";

// The records of the pages People and Keys. The document of the API describes them once it has them.

export interface Person {
  name: string;
  role: Role;
  is_active: boolean;
  created_at?: string | null;
  last_signed_in_at?: string | null;
}

/** A link that is handed over once. */
export interface HandedLink {
  link: string;
  link_expires_at: string;
}

export interface ApiKey {
  name: string;
  scopes: Scope[];
  created_at?: string | null;
  created_by?: string | null;
  expires_at?: string | null;
  last_used_at?: string | null;
  requests_per_minute?: number | null;
  is_revoked?: boolean;
}

/** A key that was made; the key itself is shown once. */
export interface MadeKey extends ApiKey {
  key: string;
}

export const paths = { people: "/api/people", keys: "/api/keys", ratingTokens: "/api/rating-tokens", sessions: "/api/session/sessions" };
