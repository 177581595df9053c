import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../Access/session";
import { api, client } from "../Shared/api";
import { done } from "../Shared/done";
import { Freshness } from "../Shared/Freshness";
import { Card, Facts, PageHead } from "../Shared/Layout";
import { Moment } from "../Shared/Moment";
import { ReasonDialog } from "../Shared/ReasonDialog";
import { Answer, Empty } from "../Shared/States";
import { Tag } from "../Shared/Tag";

const route = getRouteApi("/app/operations/grains/$kind/$key");

/** One grain: where it is active, what it remembers, what wakes it. */
export function GrainPage() {
    const { kind, key } = route.useParams();
    const mayOperate = useMay("operate");
    const [isAsking, setAsking] = useState(false);
    const params = { params: { path: { kind, key } } };
    const grain = api.useQuery("get", "/api/admin/grains/{kind}/{key}", params, { refetchInterval: 10_000 });
    return (
        <>
            <PageHead
                title={`${kind}/${key}`}
                lead={
                    <Link to="/operations/grains/$kind" params={{ kind }}>
                        All of {kind}
                    </Link>
                }
            >
                {mayOperate && grain.data?.active && (
                    <Button variant="default" onClick={() => setAsking(true)}>
                        Deactivate
                    </Button>
                )}
                <Freshness at={grain.dataUpdatedAt} every={10} />
            </PageHead>
            <Answer of={grain}>
                {(data) => (
                    <>
                        {data.unanswered.length > 0 && (
                            <p className="notice">No answer from {data.unanswered.join(", ")}: what is there is not shown.</p>
                        )}
                        <Card title="Now">
                            <Facts
                                of={[
                                    [
                                        "Active",
                                        data.active ? (
                                            <Tag key="t" tone="good">
                                                Yes
                                            </Tag>
                                        ) : (
                                            <Tag key="t">No</Tag>
                                        ),
                                    ],
                                    [
                                        "Where",
                                        data.activations.length === 0
                                            ? "–"
                                            : data.activations.map((one) => (
                                                  <div key={one.silo}>
                                                      {one.silo}, since <Moment at={one.since} />
                                                  </div>
                                              )),
                                    ],
                                    [
                                        "Reminders",
                                        data.reminders.length === 0
                                            ? "none"
                                            : data.reminders.map((one) => (
                                                  <div key={one.name}>
                                                      {one.name}, next <Moment at={one.next_tick_at} />
                                                  </div>
                                              )),
                                    ],
                                ]}
                            />
                        </Card>
                        {data.states.length === 0 && (
                            <Card>
                                <Empty title="It stores no state" />
                            </Card>
                        )}
                        {data.states.map((state) => (
                            <Card key={state.name} title={`State ${state.name}`}>
                                <p className="quiet">
                                    Version {state.etag}, written <Moment at={state.written_at} />
                                </p>
                                <pre className="block" tabIndex={0} aria-label={`State ${state.name} as JSON`}>
                                    {JSON.stringify(state.state, null, 2)}
                                </pre>
                            </Card>
                        ))}
                    </>
                )}
            </Answer>
            {isAsking && (
                <ReasonDialog
                    title={`Deactivate ${kind}/${key}`}
                    consequence={
                        "It leaves memory after what it does now. Its state stays; " +
                        "the next call activates it again, perhaps elsewhere."
                    }
                    confirm="Deactivate"
                    hasReason={false}
                    onConfirm={() => done(client.POST("/api/admin/grains/{kind}/{key}/deactivate", params), "/api/admin/grains")}
                    onClose={() => setAsking(false)}
                />
            )}
        </>
    );
}
