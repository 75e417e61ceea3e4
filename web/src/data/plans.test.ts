import { QueryClient } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import { latest, type PlanShown, readPlan } from "./plans";
import { keys } from "./query-keys";

const plan = (mark: string) => ({ mark, items: [] }) as unknown as PlanShown;

afterEach(() => vi.unstubAllGlobals());

test("of two readings of a plan the newer stands, whichever came first", () => {
	const [old, fresh] = [plan("9-ffff"), plan("10-0")];
	expect(latest(old, fresh)).toBe(fresh);
	expect(latest(fresh, old)).toBe(fresh);
	expect(latest(undefined, old)).toBe(old);
});

test("of the same version the last read stands, as its key dates may have changed", () => {
	const read = plan("9-b");
	expect(latest(plan("9-a"), read)).toBe(read);
});

test("an answer that was asked for before a change does not take its place", async () => {
	const queries = new QueryClient();
	let answer: (r: Response) => void = () => undefined;
	vi.stubGlobal("fetch", () => new Promise<Response>((done) => (answer = done)));
	const reading = readPlan(queries, "p1");
	queries.setQueryData([...keys.plans, "p1"], plan("8-c"));
	await vi.waitFor(() => expect(answer.length).toBe(1));
	answer(new Response(JSON.stringify(plan("7-c")), { headers: { "Content-Type": "application/json" } }));
	expect((await reading).mark).toBe("8-c");
});
