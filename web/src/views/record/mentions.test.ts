import { describe, expect, it } from "vitest";
import { asked, toBody, toTyped } from "./mentions";

const anne = { id: "0aaaaaaaaaa", name: "Anne Élan" };
const ann = { id: "0bbbbbbbbbb", name: "Ann" };

describe("mentions", () => {
	it("go to the server and come back", () => {
		const body = "Ask @[Anne Élan](user:0aaaaaaaaaa), then @[Ann](user:0bbbbbbbbbb).";
		const typed = toTyped(body);
		expect(typed).toEqual({ text: "Ask @Anne Élan, then @Ann.", people: [anne, ann] });
		expect(toBody(typed.text, typed.people)).toBe(body);
	});

	it("takes the longer of two names that begin alike, and whole names only", () => {
		expect(toBody("@Anne Élan @Ann @Annette", [ann, anne])).toBe(
			"@[Anne Élan](user:0aaaaaaaaaa) @[Ann](user:0bbbbbbbbbb) @Annette",
		);
	});

	it("leaves an address alone", () => {
		expect(asked("write to me@exa", 15)).toBeNull();
		expect(asked("Hello @an", 9)).toEqual({ from: 6, typed: "an" });
		expect(asked("@Anne É", 7)).toEqual({ from: 0, typed: "Anne É" });
		expect(asked("@Anne Élan said so", 18)).toBeNull();
	});
});
