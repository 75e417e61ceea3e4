import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { readAgain } from "./read-again";

// reading is a query on a screen whose answers come when the test says so.
function reading() {
	const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
	const answers: ((value: string) => void)[] = [];
	const observer = new QueryObserver<string>(queries, {
		queryKey: ["list", "1"],
		queryFn: () => new Promise<string>((done) => answers.push(done)),
	});
	observer.subscribe(() => {});
	return { queries, answers, shown: () => queries.getQueryData(["list", "1"]) };
}

test("what was being read when it changed is read once more", async () => {
	const { queries, answers, shown } = reading();
	const again = readAgain(queries, ["list"]);
	answers[0]?.("before");
	await expect.poll(() => answers.length).toBe(2);
	answers[1]?.("after");
	await again;
	expect(shown()).toBe("after");
});

test("what was read is read again once", async () => {
	const { queries, answers, shown } = reading();
	answers[0]?.("before");
	await expect.poll(shown).toBe("before");
	const again = readAgain(queries, ["list"]);
	await expect.poll(() => answers.length).toBe(2);
	answers[1]?.("after");
	await again;
	expect([shown(), answers.length]).toEqual(["after", 2]);
});
