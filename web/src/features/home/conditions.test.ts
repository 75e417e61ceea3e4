import { expect, test } from "vitest";
import digest from "../../../../overview/digest/digest.go?raw";
import seed from "../../../../room/view/seed.go?raw";
import type { Attribute } from "../../api/types";
import { both, inTrouble, mine, toUpdate } from "./conditions";

const with_ = (...keys: string[]) => keys.map((key) => ({ key }) as Attribute);
const stage = { key: "stage", choices: [{ key: "build" }, { key: "done" }, { key: "stopped" }] } as Attribute;

test("a condition speaks only of attributes that there are", () => {
	expect(inTrouble(with_("light"))).toBe('light in ("amber_red", "red")');
	expect(inTrouble(with_("name"))).toBe("");
	expect(toUpdate(with_("name"))).toBe("updated < today - 31d");
});

test("nothing is asked of projects that are finished or stopped", () => {
	const going = 'stage not in ("done", "stopped")';
	expect(toUpdate([stage])).toBe(`updated < today - 31d and ${going}`);
	expect(inTrouble([stage, ...with_("weather", "light")])).toBe(
		`(weather in ("rainy", "stormy") or light in ("amber_red", "red")) and ${going}`,
	);
	expect(inTrouble([stage])).toBe("");
});

test("of one's own projects, a condition with an or keeps its brackets", () => {
	expect(both(mine, "a = 1 or b = 2")).toBe("manager = me and (a = 1 or b = 2)");
	expect(both(mine, "")).toBe(mine);
});

test("what is to update is said once for the home page, the view and the summary by mail", () => {
	expect(seed).toContain(`State{Filter: \`${toUpdate([stage])}\``);
	expect(digest).toMatch(/rhythm = 31\b/);
	expect(digest).toContain("stage not in");
});
