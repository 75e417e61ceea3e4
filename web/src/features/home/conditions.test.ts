import { expect, test } from "vitest";
import type { Attribute } from "../../api/types";
import { both, inTrouble, mine, toUpdate } from "./conditions";

const with_ = (...keys: string[]) => keys.map((key) => ({ key }) as Attribute);

test("a condition speaks only of attributes that there are", () => {
	expect(inTrouble(with_("light"))).toBe('light in ("amber_red", "red")');
	expect(inTrouble(with_("name"))).toBe("");
	expect(toUpdate(with_("end"))).toBe("end is empty or end < today");
});

test("of one's own projects, a condition with an or keeps its brackets", () => {
	expect(both(mine, "a = 1 or b = 2")).toBe("manager = me and (a = 1 or b = 2)");
	expect(both(mine, "")).toBe(mine);
});
