import { expect, it } from "vitest";
import { listAfter } from "./list-after";

it("offers one more name behind those that are there", () => {
	const names = ["Anne", "Paul", "Zoé"];
	expect(listAfter("", names)).toEqual(names);
	expect(listAfter("P", names)).toEqual(names);
	expect(listAfter("anne[50%]; ", names)).toEqual(["anne[50%]; Paul", "anne[50%]; Zoé"]);
	expect(listAfter("Anne;Paul;Zoé;", names)).toEqual([]);
});
