// @vitest-environment happy-dom
import { act, useState } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, expect, test, vi } from "vitest";
import { ComboBox } from "./combobox";
import type { SelectOption } from "./select";

vi.mock("../i18n/use-lang", () => {
	const t = (key: string, values?: object) => key + (values ? JSON.stringify(values) : "");
	return { useT: () => t, useLang: () => ({ t, lang: "en" }) };
});

const people: SelectOption[] = [
	{ id: "a", name: "Anne Roux" },
	{ id: "p", name: "Paul Petit" },
];

let gone = () => Promise.resolve();
afterEach(() => gone());

// shown is a field whose list comes later.
async function shown() {
	Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
	const host = document.createElement("div");
	document.body.append(host);
	const root = createRoot(host);
	gone = async () => {
		await act(async () => root.unmount());
		host.remove();
	};
	let value: string | null = null;
	const Owner = ({ options }: { options: SelectOption[] }) => {
		const [now, setNow] = useState<string | null>(null);
		value = now;
		return <ComboBox label="Owner" options={options} value={now} onChange={setNow} />;
	};
	const draw = (options: SelectOption[]) => act(async () => root.render(<Owner options={options} />));
	await draw([]);
	const input = host.querySelector("input") as HTMLInputElement;
	const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
	return {
		input,
		host,
		value: () => value,
		type: (text: string) =>
			act(async () => {
				input.focus();
				set?.call(input, text);
				input.dispatchEvent(new Event("input", { bubbles: true }));
			}),
		press: (key: string) =>
			act(async () => input.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))),
		leave: () => act(async () => input.blur()),
		read: draw,
	};
}

for (const how of ["Enter", "Tab", "leaving"] as const) {
	test(`a name that is typed before the list is there is taken once it is, by ${how}`, async () => {
		const field = await shown();
		await field.type("anne");
		if (how !== "leaving") await field.press(how);
		if (how !== "Enter") await field.leave();
		expect(field.input.value).toBe("anne");
		await field.read(people);
		expect(field.value()).toBe("a");
		expect(field.input.value).toBe("Anne Roux");
	});
}

test("a name that is not in the list stays in the field, and is said", async () => {
	const field = await shown();
	await field.type("zoe");
	await field.press("Enter");
	await field.read(people);
	expect([field.value(), field.input.value]).toEqual([null, "zoe"]);
	expect(field.host.textContent).toContain("field.notInList");
	await field.type("paul");
	expect(field.host.textContent).not.toContain("field.notInList");
	await field.leave();
	expect([field.value(), field.input.value]).toEqual(["p", "Paul Petit"]);
});

test("a list stays open where what is around its field scrolls", async () => {
	const field = await shown();
	await field.read(people);
	await field.type("an");
	expect(document.querySelectorAll("[role=option]")).toHaveLength(1);
	await act(async () => document.dispatchEvent(new Event("scroll", { bubbles: true })));
	expect(document.querySelectorAll("[role=option]")).toHaveLength(1);
	await field.press("Escape");
	expect([field.value(), field.input.value]).toEqual([null, ""]);
});
