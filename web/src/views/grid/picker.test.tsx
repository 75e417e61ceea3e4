// @vitest-environment happy-dom
import { act } from "react";
import { createRoot } from "react-dom/client";
import { expect, test, vi } from "vitest";
import type { Attribute } from "../../api/types";
import type { EditRequest } from "../../engine/grid/model";
import type { FieldContext } from "../../fields/kind";
import { Picker } from "./picker";

const there = vi.hoisted(() => ({ options: [] as { id: string; name: string }[], loading: true }));
vi.mock("../../data/lookup", () => ({ useLookup: () => there }));
vi.mock("../../i18n/use-lang", () => ({ useT: () => (key: string) => key }));

test("a name that is entered before the list is read is taken once it is, and kept where it is in none", async () => {
	Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
	for (const [found, want] of [
		[[{ id: "a", name: "Anne" }], { id: "a", name: "Anne" }],
		[[], "kept anne"],
	] as const) {
		Object.assign(there, { options: [], loading: true });
		const element = document.createElement("div");
		document.body.append(element);
		const left: unknown[] = [];
		const request = {
			element,
			value: null,
			initialText: "anne",
			commit: (value: unknown) => left.push(value),
			keep: (text: string) => left.push(`kept ${text}`),
			cancel: () => left.push("cancelled"),
		} as unknown as EditRequest;
		const attribute = { key: "owner", kind: "user", label: { en: "Owner", fr: "Responsable" } } as Attribute;
		const context = { lang: "en" } as FieldContext;
		const root = createRoot(element);
		const draw = () =>
			act(async () =>
				root.render(<Picker {...{ request, attribute, context, handle: { current: null }, asking: true }} />),
			);
		await draw();
		const enter = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
		await act(async () => element.querySelector("input")?.dispatchEvent(enter));
		expect(left).toEqual([]);
		Object.assign(there, { options: found, loading: false });
		await draw();
		expect(left).toEqual([want]);
		await act(async () => root.unmount());
	}
});
