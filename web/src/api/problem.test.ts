import { expect, test } from "vitest";
import { readChange } from "./events";
import { Outdated, problemOf } from "./problem";

function answer(status: number, body: string, type = "application/problem+json", more: Record<string, string> = {}) {
	return new Response(body, { status, headers: { "Content-Type": type, ...more } });
}

test("a problem carries its sentence and the messages by field", async () => {
	const body = { detail: "Correct two fields.", errors: [{ location: "body.attrs.total_cost", message: "Too low." }] };
	const problem = await problemOf(answer(422, JSON.stringify(body)));
	expect(problem.message).toBe("Correct two fields.");
	expect(problem.fields()).toEqual({ total_cost: "Too low." });
});

test("a conflict brings what the object holds now", async () => {
	const problem = await problemOf(answer(412, JSON.stringify({ detail: "Changed.", current: { version: 8 } })));
	expect(problem).toBeInstanceOf(Outdated);
	expect((problem as Outdated).current).toEqual({ version: 8 });
});

test("an answer that is not JSON is still a problem", async () => {
	const problem = await problemOf(answer(503, "<html>", "text/html", { "Retry-After": "5" }));
	expect(problem.status).toBe(503);
	expect(problem.retryAfter).toBe(5);
});

test("an event that cannot be read is passed over", () => {
	expect(readChange("{")).toBeNull();
	expect(readChange('{"entity":"project","ids":["a"],"change":7}')).toEqual({
		entity: "project",
		ids: ["a"],
		change: 7,
		actor: null,
	});
});
