import { describe, expect, it } from "vitest";
import { ago, bytes, chosen, decimal, duration, instant, interval, money, percent, points, rate, words } from "./format";

describe("money", () => {
  it("has the currency, cents and a real minus", () => {
    expect(money(1180)).toBe("$1,180.00");
    expect(money(-3.5)).toBe("−$3.50");
    expect(money(2.25, "EUR")).toBe("2.25 EUR");
  });
  it("keeps three digits of what is small: a price per explanation is not $0.00", () => {
    expect(money(0.0000521)).toBe("$0.0000521");
    expect(money(0.00104, "BTC")).toBe("0.00104 BTC");
    expect(money(0)).toBe("$0.00");
  });
});

describe("rates", () => {
  it("come with interval and sample", () => {
    expect(rate({ count: 31, n: 40, rate: 0.775, lower: 0.625, upper: 0.877 })).toBe("77.5% (62.5% to 87.7%, n 40)");
  });
  it("say that there is none where nothing was counted", () => {
    expect(rate({ count: 0, n: 0, rate: null, lower: null, upper: null })).toBe("– (n 0)");
    expect(percent(null)).toBe("–");
    expect(percent(0.78)).toBe("78.0%");
    expect(percent(-0.032)).toBe("−3.2%");
    expect(chosen(0.8)).toBe("80%");
    expect(interval({ lower: null, upper: null })).toBe("–");
  });
  it("differ in points, with a sign", () => {
    expect(points(0.1466)).toBe("+14.7 pp");
    expect(points(-0.043)).toBe("−4.3 pp");
    expect(points(0)).toBe("0.0 pp");
  });
});

describe("time", () => {
  const now = new Date("2026-11-09T12:00:00Z");
  it("is told by its largest unit", () => {
    expect(ago(new Date("2026-11-09T11:59:48Z"), now)).toBe("12 s ago");
    expect(ago(new Date("2026-11-09T09:00:00Z"), now)).toBe("3 h ago");
    expect(ago(new Date("2026-11-11T12:00:00Z"), now)).toBe("in 2 d");
    expect(ago(now, now)).toBe("now");
    expect(duration(0.25)).toBe("250 ms");
  });
  it("is shown in the zone asked for", () => {
    expect(instant("2026-11-09T12:00:00Z", "America/Los_Angeles")).toBe("2026-11-09 04:00");
    expect(instant("2026-11-09T12:00:00Z", "UTC")).toBe("2026-11-09 12:00");
  });
});

it("shows bytes, figures and names", () => {
  expect(bytes(294_825_984)).toBe("281.2 MiB");
  expect(decimal(-1.0292)).toBe("−1.03");
  expect(words("already_exposed")).toBe("Already exposed");
});
