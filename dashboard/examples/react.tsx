import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import type { CardVote } from "../src/Card/card";
import { given, loadCard, said } from "./desk";

const desk = given();

/** A page of somebody's React app: attributes say what is shown, and an event what was said of it. */
function Desk() {
    const [vote, setVote] = useState<CardVote | null>(null);
    return (
        <>
            <h1>A desk in React</h1>
            <learning-explanation-card
                explanation-id={desk.explanationId}
                token={desk.token}
                service={desk.service}
                onlearning-rated={(event) => setVote(event.detail)}
            />
            <p role="status">{vote ? said(vote) : "Not rated yet."}</p>
        </>
    );
}

declare module "react" {
    namespace JSX {
        interface IntrinsicElements {
            "learning-explanation-card": React.HTMLAttributes<HTMLElement> & {
                "explanation-id": string;
                token: string;
                service: string;
                "onlearning-rated": (event: CustomEvent<CardVote>) => void;
            };
        }
    }
}

await loadCard(desk);
createRoot(document.getElementById("desk")!).render(
    <StrictMode>
        <Desk />
    </StrictMode>,
);
