import { expect, test } from "vitest";
import { always } from "../../engine/chance";
import { readView, sameView, usualView, type ViewState, writeView } from "../view-state";
import { layoutOf, switchesOf } from "./use-list-view";

const keys = ["project", "name", "date", "status"];
const names = ["when", "mine", "portfolio"];

test("the address brings back the switches of a page, over any view", () => {
	always(300, (chance) => {
		const some = () =>
			Object.fromEntries(names.flatMap((name) => (chance.int(0, 1) ? [[name, chance.pick(["late", "1", "x9"])]] : [])));
		const base: ViewState = { ...usualView, params: some() };
		const view: ViewState = { ...usualView, params: some(), display: chance.pick(["auto", "table"]) };
		const address = Object.fromEntries(Object.entries(writeView(view, base)).filter(([, v]) => v !== null)) as Record<
			string,
			string
		>;
		const read = { ...readView(address, base), params: switchesOf(address, base.params, names) };
		expect(sameView(read, view)).toBe(true);
		expect(sameView(read, base)).toBe(Object.keys(address).length === 0);
	});
});

test("a list keeps widths, order and what is hidden in its view", () => {
	let state: ViewState = usualView;
	const layout = () =>
		layoutOf(state, usualView, keys, (changes) => {
			state = { ...state, ...changes };
		});
	expect(layout()).toMatchObject({ widths: {}, hidden: [], sort: undefined, table: false, touched: false });
	layout().change({ widths: { name: 240.4 } });
	layout().change({ hidden: ["status"] });
	layout().change({ table: true, sort: [{ key: "date", direction: "descending" }] });
	expect(layout()).toMatchObject({ widths: { name: 240 }, hidden: ["status"], table: true, touched: true });
	layout().change({ hidden: [] });
	expect(layout()).toMatchObject({ widths: { name: 240 }, hidden: [] });
	layout().reset();
	expect(sameView(state, usualView)).toBe(true);
});
