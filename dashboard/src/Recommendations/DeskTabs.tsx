import { Tabs } from "../Shared/Tabs";

const tabs = [
    ["/recommendations/matches", "Matches"],
    ["/recommendations/sent", "Recommendations"],
    ["/recommendations/orders", "Orders"],
    ["/recommendations/positions", "Positions"],
    ["/recommendations/outcomes", "Outcomes"],
    ["/recommendations/analytics", "Divergence and accuracy"],
] as const;

export const DeskTabs = () => <Tabs label="Desk" of={tabs} />;
