import { getRouteApi, Link } from "@tanstack/react-router";
import { api } from "../Shared/api";
import { Freshness } from "../Shared/Freshness";
import { PageHead } from "../Shared/Layout";
import { Answer } from "../Shared/States";
import { ChangeCard, ChangeCourse } from "./ChangeCard";

const route = getRouteApi("/app/algorithm-changes/$id");

/** One proposal from its detection to its outcome. */
export function ChangePage() {
    const { id } = route.useParams();
    const change = api.useQuery(
        "get",
        "/api/v1/strategies/learning/v4-candidates/{id}",
        { params: { path: { id } } },
        { refetchInterval: 30_000 },
    );
    return (
        <>
            <PageHead title={change.data?.proposal ?? "Proposal"} lead={<Link to="/algorithm-changes">All algorithm changes</Link>}>
                <Freshness at={change.dataUpdatedAt} />
            </PageHead>
            <Answer of={change}>
                {(data) => (
                    <>
                        <section className="card" aria-label="Proposal">
                            <ChangeCard change={data} isWhole />
                        </section>
                        <ChangeCourse change={data} />
                    </>
                )}
            </Answer>
        </>
    );
}
