import type { CardExplanation, CardVote } from "../src/Card/card";

/** What a desk's server writes into its page; the examples take it from their address. */
export interface Given {
  /** Where the service is. */
  service: string;
  explanationId: string;
  /** A rating token, which says who rates. */
  token: string;
}

export function given(): Given {
  const said = new URLSearchParams(location.hash.slice(1));
  return { service: said.get("service") ?? "", explanationId: said.get("explanation") ?? "", token: said.get("token") ?? "" };
}

/** Makes the element known, from the service itself, so that the card is as new as the service. */
export const loadCard = ({ service }: Given): Promise<unknown> => import(/* @vite-ignore */ `${service}/dashboard/card.js`);

/** Reads the explanation, as a desk does that shows more of it than the card. */
export async function read({ service, explanationId, token }: Given): Promise<CardExplanation> {
  const answer = await fetch(`${service}/api/explanations/${encodeURIComponent(explanationId)}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (!answer.ok) throw new Error(`The service answered ${answer.status}.`);
  return (await answer.json()) as CardExplanation;
}

export const said = ({ helpful }: CardVote): string => (helpful ? "Rated as helpful." : "Rated as not helpful.");
