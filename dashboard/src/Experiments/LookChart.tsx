import type { Schema } from "../Shared/api";
import { chosen, decimal } from "../Shared/format";
import { useDrawnWidth } from "../Shared/useDrawnWidth";

type Result = Schema<"LookResult">;

const height = 220;
const room = { left: 40, right: 90, top: 12, bottom: 34 };

/** The z of each challenger from look to look, and what it had to reach. */
export function LookChart({ of }: { of: readonly Result[] }) {
    const { ref, width } = useDrawnWidth();
    const drawn = of.filter((one) => one.information_fraction !== null);
    if (drawn.length === 0) return null;
    const versions = [...new Set(drawn.map((one) => one.version))];
    const values = drawn.flatMap((one) => [one.z, ...(one.boundary === null ? [] : [one.boundary])]);
    const [low, high] = [Math.min(0, ...values) - 0.3, Math.max(...values) + 0.3];
    const last = Math.max(1, ...drawn.map((one) => one.information_fraction!));
    const x = (information: number) => room.left + (information / last) * (width - room.left - room.right);
    const y = (z: number) => room.top + ((high - z) / (high - low)) * (height - room.top - room.bottom);
    const line = (points: readonly [information: number, z: number][]) =>
        points.map(([information, z]) => `${x(information)},${y(z)}`).join(" ");
    const ticks = Array.from({ length: 12 }, (_, index) => index - 4).filter((tick) => tick >= low && tick <= high);
    return (
        <div ref={ref}>
            <svg
                viewBox={`0 0 ${width} ${height}`}
                className="looks"
                role="img"
                aria-label="z by information; the figures stand in the table below"
            >
                {ticks.map((tick) => (
                    <g key={tick}>
                        <line x1={room.left} x2={width - room.right} y1={y(tick)} y2={y(tick)} className="tick" />
                        <text x={room.left - 6} y={y(tick) + 4} textAnchor="end">
                            {decimal(tick, 0)}
                        </text>
                    </g>
                ))}
                {[0, 0.5, 1].map((part) => (
                    <text key={part} x={x(part)} y={height - 18} textAnchor="middle">
                        {chosen(part)}
                    </text>
                ))}
                <text x={x(last / 2)} y={height - 3} textAnchor="middle">
                    Information
                </text>
                {versions.map((version) => {
                    const own = drawn.filter((one) => one.version === version);
                    const end = own.at(-1)!;
                    const bound = own.flatMap<[number, number]>((one) =>
                        one.boundary === null ? [] : [[one.information_fraction!, one.boundary]],
                    );
                    return (
                        <g key={version} className={end.has_crossed ? "over" : "under"}>
                            <polyline points={line(bound)} className="bound" />
                            <polyline points={line(own.map((one) => [one.information_fraction!, one.z]))} className="course" />
                            {own.map((one) => (
                                <circle key={one.at} cx={x(one.information_fraction!)} cy={y(one.z)} r={3.5} />
                            ))}
                            <text x={x(end.information_fraction!) + 8} y={y(end.z) + 4}>
                                {version}
                            </text>
                        </g>
                    );
                })}
            </svg>
        </div>
    );
}
