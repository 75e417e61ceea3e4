import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { readPlans } from "./plan-transfer";
import { keys } from "./query-keys";

test("once a plan is brought in, plans are read again, but the file is not sent again", async () => {
	const queries = new QueryClient();
	const preview = [...keys.plans, "7", "import", "plan.xml", 12, 1, {}];
	const stale = [
		[...keys.plans, "7"],
		[...keys.plans, "roadmap", {}],
		[...keys.milestones, "of", "7"],
	];
	for (const key of [preview, ...stale]) queries.setQueryData(key, {});
	await readPlans(queries);
	for (const key of stale) expect(queries.getQueryState(key)?.isInvalidated).toBe(true);
	expect(queries.getQueryState(preview)?.isInvalidated).toBe(false);
});
