import { useEffect, useRef } from "react";
import "../Card/card";
import type { CardVote, LearningExplanationCard } from "../Card/card";
import { changed, request, type Schema } from "../Shared/api";

async function send(id: string, vote: CardVote): Promise<void> {
    await request("POST", `/api/feedback/${encodeURIComponent(id)}`, vote);
    await changed("/api/explanations", "/api/admin/llm-analytics", "/api/admin/llm-learning");
}

/** The card that other pages embed, with votes sent by who is signed in. */
export function RatingCard({ explanation }: { explanation: Schema<"ExplanationResponse"> }) {
    const card = useRef<LearningExplanationCard>(null);
    useEffect(() => {
        if (!card.current) return;
        card.current.sendVote = send;
        card.current.explanation = explanation;
    }, [explanation.explanation_id]);
    return <learning-explanation-card ref={card} />;
}

declare module "react" {
    namespace JSX {
        interface IntrinsicElements {
            "learning-explanation-card": React.DetailedHTMLProps<React.HTMLAttributes<LearningExplanationCard>, LearningExplanationCard>;
        }
    }
}
