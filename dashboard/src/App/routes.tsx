import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link, Outlet, redirect } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { forget, useSessionQuery } from "../Access/session";
import { alertsSearch } from "../Alerts/search";
import { changesSearch } from "../AlgorithmChanges/search";
import { cyclesSearch } from "../Cycles/search";
import { explanationsSearch } from "../Explanations/search";
import { datasetSearch, jobsSearch, modelsSearch } from "../FineTuning/search";
import { importsSearch } from "../Imports/search";
import { insightsSearch, relevantSearch } from "../Insights/search";
import { strategiesSearch } from "../Strategies/search";
import { experimentSearch, experimentsSearch, planSearch } from "../Experiments/search";
import { auditSearch, grainsSearch, remindersSearch } from "../Operations/search";
import { overviewSearch } from "../Overview/search";
import { promptSearch, promptsSearch } from "../Prompts/search";
import {
    queueSearch,
    matchesSearch,
    recommendationsSearch,
    ordersSearch,
    positionsSearch,
    outcomesSearch,
    analyticsSearch,
} from "../Recommendations/search";
import { sessionEnded } from "../Shared/api";
import { Failed, Loading } from "../Shared/States";
import { tradesSearch } from "../Trades/search";
import { weekSearch, weeksSearch } from "../WeeklySummaries/search";
import { Opening } from "./Opening";
import { Shell } from "./Shell";

const root = createRootRoute({ component: Outlet, pendingComponent: Opening, notFoundComponent: NotFound });

/** Every page behind the sign-in. */
const app = createRoute({ getParentRoute: () => root, id: "app", component: SignedIn });

const link = createRoute({
    getParentRoute: () => root,
    path: "/link",
    component: lazyRouteComponent(() => import("../Access/LinkPage"), "LinkPage"),
});

const to = { getParentRoute: () => app };

const pages = [
    createRoute({
        ...to,
        path: "/recommendations",
        beforeLoad: () => {
            throw redirect({ to: "/recommendations/queue" });
        },
    }),
    createRoute({
        ...to,
        path: "/recommendations/queue",
        validateSearch: queueSearch,
        component: lazyRouteComponent(() => import("../Recommendations/QueuePage"), "QueuePage"),
    }),
    createRoute({
        ...to,
        path: "/recommendations/matches",
        validateSearch: matchesSearch,
        component: lazyRouteComponent(() => import("../Recommendations/MatchesPage"), "MatchesPage"),
    }),
    createRoute({
        ...to,
        path: "/recommendations/sent",
        validateSearch: recommendationsSearch,
        component: lazyRouteComponent(() => import("../Recommendations/SentPage"), "SentPage"),
    }),
    createRoute({
        ...to,
        path: "/recommendations/orders",
        validateSearch: ordersSearch,
        component: lazyRouteComponent(() => import("../Recommendations/OrdersPage"), "OrdersPage"),
    }),
    createRoute({
        ...to,
        path: "/recommendations/positions",
        validateSearch: positionsSearch,
        component: lazyRouteComponent(() => import("../Recommendations/PositionsPage"), "PositionsPage"),
    }),
    createRoute({
        ...to,
        path: "/recommendations/outcomes",
        validateSearch: outcomesSearch,
        component: lazyRouteComponent(() => import("../Recommendations/OutcomesPage"), "OutcomesPage"),
    }),
    createRoute({
        ...to,
        path: "/recommendations/analytics",
        validateSearch: analyticsSearch,
        component: lazyRouteComponent(() => import("../Recommendations/AnalyticsPage"), "AnalyticsPage"),
    }),
    createRoute({
        ...to,
        path: "/weekly-summaries",
        validateSearch: weeksSearch,
        component: lazyRouteComponent(() => import("../WeeklySummaries/WeeksPage"), "WeeksPage"),
    }),
    createRoute({
        ...to,
        path: "/weekly-summaries/$year/$week",
        validateSearch: weekSearch,
        component: lazyRouteComponent(() => import("../WeeklySummaries/WeekPage"), "WeekPage"),
    }),
    createRoute({
        ...to,
        path: "/algorithm-changes",
        validateSearch: changesSearch,
        component: lazyRouteComponent(() => import("../AlgorithmChanges/ChangesPage"), "ChangesPage"),
    }),
    createRoute({
        ...to,
        path: "/algorithm-changes/$id",
        component: lazyRouteComponent(() => import("../AlgorithmChanges/ChangePage"), "ChangePage"),
    }),
    createRoute({
        ...to,
        path: "/prompts",
        validateSearch: promptsSearch,
        component: lazyRouteComponent(() => import("../Prompts/PromptsPage"), "PromptsPage"),
    }),
    createRoute({
        ...to,
        path: "/prompts/$version",
        validateSearch: promptSearch,
        component: lazyRouteComponent(() => import("../Prompts/PromptPage"), "PromptPage"),
    }),
    createRoute({
        ...to,
        path: "/experiments",
        validateSearch: experimentsSearch,
        component: lazyRouteComponent(() => import("../Experiments/ExperimentsPage"), "ExperimentsPage"),
    }),
    createRoute({
        ...to,
        path: "/experiments/plan",
        validateSearch: planSearch,
        component: lazyRouteComponent(() => import("../Experiments/PlanPage"), "PlanPage"),
    }),
    createRoute({
        ...to,
        path: "/experiments/$id",
        validateSearch: experimentSearch,
        component: lazyRouteComponent(() => import("../Experiments/ExperimentPage"), "ExperimentPage"),
    }),
    createRoute({
        ...to,
        path: "/fine-tuning",
        component: lazyRouteComponent(() => import("../FineTuning/ReadinessPage"), "ReadinessPage"),
    }),
    createRoute({
        ...to,
        path: "/fine-tuning/datasets",
        validateSearch: datasetSearch,
        component: lazyRouteComponent(() => import("../FineTuning/DatasetsPage"), "DatasetsPage"),
    }),
    createRoute({
        ...to,
        path: "/fine-tuning/jobs",
        validateSearch: jobsSearch,
        component: lazyRouteComponent(() => import("../FineTuning/JobsPage"), "JobsPage"),
    }),
    createRoute({
        ...to,
        path: "/fine-tuning/jobs/$id",
        component: lazyRouteComponent(() => import("../FineTuning/JobPage"), "JobPage"),
    }),
    createRoute({
        ...to,
        path: "/fine-tuning/models",
        validateSearch: modelsSearch,
        component: lazyRouteComponent(() => import("../FineTuning/ModelsPage"), "ModelsPage"),
    }),
    createRoute({
        ...to,
        path: "/fine-tuning/models/$name",
        component: lazyRouteComponent(() => import("../FineTuning/ModelPage"), "ModelPage"),
    }),
    createRoute({
        ...to,
        path: "/",
        validateSearch: overviewSearch,
        component: lazyRouteComponent(() => import("../Overview/OverviewPage"), "OverviewPage"),
    }),
    createRoute({
        ...to,
        path: "/alerts",
        validateSearch: alertsSearch,
        component: lazyRouteComponent(() => import("../Alerts/AlertsPage"), "AlertsPage"),
    }),
    createRoute({
        ...to,
        path: "/cycles",
        validateSearch: cyclesSearch,
        component: lazyRouteComponent(() => import("../Cycles/CyclesPage"), "CyclesPage"),
    }),
    createRoute({
        ...to,
        path: "/operations",
        component: lazyRouteComponent(() => import("../Operations/OperationsPage"), "OperationsPage"),
    }),
    createRoute({
        ...to,
        path: "/operations/reminders",
        validateSearch: remindersSearch,
        component: lazyRouteComponent(() => import("../Operations/RemindersPage"), "RemindersPage"),
    }),
    createRoute({
        ...to,
        path: "/operations/grains/$kind",
        validateSearch: grainsSearch,
        component: lazyRouteComponent(() => import("../Operations/GrainsPage"), "GrainsPage"),
    }),
    createRoute({
        ...to,
        path: "/operations/grains/$kind/$key",
        component: lazyRouteComponent(() => import("../Operations/GrainPage"), "GrainPage"),
    }),
    createRoute({
        ...to,
        path: "/audit",
        validateSearch: auditSearch,
        component: lazyRouteComponent(() => import("../Operations/AuditPage"), "AuditPage"),
    }),
    createRoute({
        ...to,
        path: "/explanations",
        validateSearch: explanationsSearch,
        component: lazyRouteComponent(() => import("../Explanations/ExplanationsPage"), "ExplanationsPage"),
    }),
    createRoute({
        ...to,
        path: "/explanations/$id",
        component: lazyRouteComponent(() => import("../Explanations/ExplanationPage"), "ExplanationPage"),
    }),
    createRoute({
        ...to,
        path: "/imports",
        validateSearch: importsSearch,
        component: lazyRouteComponent(() => import("../Imports/ImportsPage"), "ImportsPage"),
    }),
    createRoute({ ...to, path: "/imports/$id", component: lazyRouteComponent(() => import("../Imports/ImportPage"), "ImportPage") }),
    createRoute({
        ...to,
        path: "/strategies",
        validateSearch: strategiesSearch,
        component: lazyRouteComponent(() => import("../Strategies/StrategiesPage"), "StrategiesPage"),
    }),
    createRoute({
        ...to,
        path: "/strategies/$id",
        component: lazyRouteComponent(() => import("../Strategies/StrategyPage"), "StrategyPage"),
    }),
    createRoute({
        ...to,
        path: "/insights",
        validateSearch: insightsSearch,
        component: lazyRouteComponent(() => import("../Insights/InsightsPage"), "InsightsPage"),
    }),
    createRoute({
        ...to,
        path: "/insights/relevant",
        validateSearch: relevantSearch,
        component: lazyRouteComponent(() => import("../Insights/RelevantPage"), "RelevantPage"),
    }),
    createRoute({
        ...to,
        path: "/trades",
        validateSearch: tradesSearch,
        component: lazyRouteComponent(() => import("../Trades/TradesPage"), "TradesPage"),
    }),
    createRoute({ ...to, path: "/trades/$id", component: lazyRouteComponent(() => import("../Trades/TradePage"), "TradePage") }),
    createRoute({ ...to, path: "/people", component: lazyRouteComponent(() => import("../Access/PeoplePage"), "PeoplePage") }),
    createRoute({ ...to, path: "/keys", component: lazyRouteComponent(() => import("../Access/KeysPage"), "KeysPage") }),
    createRoute({ ...to, path: "/account", component: lazyRouteComponent(() => import("../Access/AccountPage"), "AccountPage") }),
] as const;

export const router = createRouter({
    routeTree: root.addChildren([app.addChildren(pages), link]),
    basepath: "/dashboard",
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultPendingComponent: Loading,
    defaultErrorComponent: ({ error, reset }) => <Failed error={error} onRetry={reset} />,
});

declare module "@tanstack/react-router" {
    interface Register {
        router: typeof router;
    }
}

const SignIn = lazy(() => import("../Access/SignIn").then(({ SignIn }) => ({ default: SignIn })));

function SignedIn() {
    const session = useSessionQuery();
    const [hasEnded, setEnded] = useState(false);
    const was = useRef(false);
    if (session.data) was.current = true;

    useEffect(() => {
        const end = () => {
            if (was.current) setEnded(true);
            forget();
        };
        sessionEnded.addEventListener("ended", end);
        return () => sessionEnded.removeEventListener("ended", end);
    }, []);

    if (session.data) return <Shell />;
    if (session.isPending) return <Opening />;
    if (session.isError) return <Failed error={session.error} onRetry={() => void session.refetch()} />;
    return (
        <Suspense fallback={<Loading />}>
            <SignIn notice={hasEnded ? "Your session has ended. Sign in to go on where you were." : undefined} />
        </Suspense>
    );
}

function NotFound() {
    return (
        <main className="sign-in">
            <div className="card">
                <h1>This page does not exist</h1>
                <Link to="/">Overview</Link>
            </div>
        </main>
    );
}
