import { Button } from "@mantine/core";
import { useState } from "react";
import { useMay } from "../Access/session";
import { client, type Schema } from "../Shared/api";
import { done } from "../Shared/done";
import { words } from "../Shared/format";
import { Card } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";
import { ReasonDialog } from "../Shared/ReasonDialog";
import { Empty } from "../Shared/States";
import { Tag, type Tone } from "../Shared/Tag";

const tones: Record<Schema<"SetupValidity">, Tone> = { valid: "good", edge_case: "warn", invalid: "bad" };

export const ValidityTag = ({ of }: { of: Schema<"SetupValidity"> }) => <Tag tone={tones[of]}>{words(of)}</Tag>;

/** What a review says of a trade, and asking for it anew. */
export function ReviewCard({ id, review }: { id: string; review: Schema<"TradeReview"> | null }) {
    const mayDecide = useMay("decide");
    const [isAsking, setAsking] = useState(false);
    return (
        <Card
            title="Review"
            actions={
                mayDecide && (
                    <Button variant="default" onClick={() => setAsking(true)}>
                        {review ? "Review again" : "Review"}
                    </Button>
                )
            }
        >
            {review ? (
                <div className="stack">
                    <div className="row">
                        <ValidityTag of={review.setup_validity} />
                        <span>{review.performance_rating} of 5</span>
                        <span className="quiet">
                            by {review.reviewer}, <Moment at={review.reviewed_at} />
                        </span>
                    </div>
                    <p className="prose">{review.what_happened}</p>
                    <Points title="What worked" of={review.what_worked} />
                    <Points title="What did not" of={review.what_didnt_work} />
                    <Points title="Lessons" of={review.lessons} />
                    {review.fallback_reason && <p className="notice">Written by rules: {review.fallback_reason}</p>}
                </div>
            ) : (
                <Empty title="Not reviewed yet" />
            )}
            {isAsking && (
                <ReasonDialog
                    title={`Review ${id}`}
                    consequence={
                        review
                            ? "A new review takes the place of this one. The trade is not counted twice."
                            : "The trade is reviewed now and counts for its rule."
                    }
                    confirm="Review it"
                    hasReason={false}
                    onConfirm={() =>
                        done(
                            client.POST("/api/learning/analyze-trade/{trade_id}", { params: { path: { trade_id: id } } }),
                            "/api/trades",
                            "/api/strategies",
                        )
                    }
                    onClose={() => setAsking(false)}
                />
            )}
        </Card>
    );
}

function Points({ title, of }: { title: string; of: readonly string[] }) {
    if (of.length === 0) return null;
    return (
        <div>
            <h3>{title}</h3>
            <ul>
                {of.map((point) => (
                    <li key={point}>{point}</li>
                ))}
            </ul>
        </div>
    );
}
