import { Tabs } from "../Shared/Tabs";

const tabs = [
    ["/insights", "Insights"],
    ["/insights/relevant", "What would be served now"],
] as const;

export const InsightTabs = () => <Tabs label="Insights" of={tabs} />;
