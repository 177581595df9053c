import { Button } from "@mantine/core";
import { Freshness } from "../Shared/Freshness";
import { Tag } from "../Shared/Tag";
import type { Live } from "./useLearning";

/** How old the figures are, whether they come by themselves, and new ones that would move something. */
export function LiveBadge({ of }: { of: Live }) {
    if (!of.query.data) return null;
    return (
        <span className="live">
            {of.show && (
                <Button size="compact-sm" variant="light" onClick={of.show}>
                    Show new figures
                </Button>
            )}
            <Tag tone={of.isLive ? "good" : "plain"}>{of.isLive ? "Live" : "Not live"}</Tag>
            <Freshness at={of.heardAt} every={15} />
        </span>
    );
}
