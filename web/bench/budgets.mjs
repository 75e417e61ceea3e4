// The budgets of the interface: CPU ms, bytes and nodes. Those in ms are of the
// machine as it is; the slowed one is printed beside, not judged.
//
// How they are taken: everything is done several times, and the least is kept. What
// other programs do on the machine at the same time only ever adds to a figure, also
// to CPU time, by caches and clock rates: the least is what the page itself costs.
export const budgets = {
	"entry and frame, gz KB": 180,
	"portfolio route, gz KB": 60,
	"dashboard route, gz KB": 220,
	"first load": 500,
	"grid ready": 120,
	"DOM nodes": 800,
	"flick, a frame": 12,
	"flick sideways, a frame": 12,
	"arrow key": 5,
	sort: 150,
	"filter keystroke": 80,
	"route change": 150,
	"timeline ready": 150,
	"timeline flick, a frame": 10,
	"timeline flick sideways, a frame": 10,
};

// untilPainted is the most an interaction may take until it is painted.
export const untilPainted = 100;

export function budgetOf(name) {
	return name.endsWith("until painted") ? untilPainted : budgets[name];
}

// table prints figures beside their budgets, one column per page measured.
export function table(title, columns, rows, judged = true) {
	const wide = Math.max(...rows.map((r) => r.name.length), 10);
	const cell = (value) => (value === undefined ? "" : value.toFixed(value < 100 ? 1 : 0)).padStart(13);
	const lines = [`\n${title}`, "".padEnd(wide) + columns.map((c) => c.padStart(13)).join("") + "budget".padStart(13)];
	for (const { name, values } of rows) {
		const budget = budgetOf(name);
		const over = judged && budget !== undefined && values[0] > budget;
		lines.push(name.padEnd(wide) + values.map(cell).join("") + cell(budget) + (over ? "  OVER" : ""));
	}
	return lines.join("\n");
}
