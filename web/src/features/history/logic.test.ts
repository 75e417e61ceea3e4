import { expect, test } from "vitest";
import { goesBack, type Reversal } from "./queries";

const line = (since?: number) => ({ attribute: "name", before: "a", after: "b", now: "b", since });
const reversal = (r: Partial<Reversal>): Reversal => ({ kind: "project", id: "x", name: "X", lines: [], ...r });

test("what goes back is told from what was changed since and from what is stuck", () => {
	expect(
		goesBack([
			reversal({ lines: [line(), line(7), line()] }),
			reversal({ why: "in the bin", lines: [line()] }),
			reversal({ state: "deleted" }),
			reversal({ kind: "portfolio", add: [{ id: "p", name: "P" }], remove: [{ id: "q", name: "Q" }] }),
		]),
	).toEqual({ free: 5, since: 1, stuck: 1 });
});
