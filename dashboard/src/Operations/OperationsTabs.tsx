import { Tabs } from "../Shared/Tabs";

const tabs = [
    ["/operations", "Silos and grains"],
    ["/operations/reminders", "Reminders"],
] as const;

export const OperationsTabs = () => <Tabs label="Operations" of={tabs} />;
