import { Tabs } from "../Shared/Tabs";

const tabs = [
    ["/fine-tuning", "Readiness"],
    ["/fine-tuning/datasets", "Datasets"],
    ["/fine-tuning/jobs", "Jobs"],
    ["/fine-tuning/models", "Models"],
] as const;

export const TuningTabs = () => <Tabs label="Fine-tuning" of={tabs} />;
