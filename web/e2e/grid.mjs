// What a person does in the grid: cells by the project's code and the attribute,
// as the eye finds them.
import { plain } from "./harness.mjs";

export function gridOf(page) {
	const grid = page.locator(".vg");
	// cell is by its place: row from 0, column from 0.
	const cell = (row, col) => page.locator(`.vg-body [aria-rowindex="${row + 2}"] [aria-colindex="${col + 1}"]`);
	return {
		grid,
		cell,
		async ready() {
			await page.locator('.vg-body [role="gridcell"]').first().waitFor();
			await page.waitForFunction(() => !document.querySelector(".vg-body [aria-busy]"));
		},
		// go walks to a cell by keys, whatever floats over it.
		async go(row, col) {
			await grid.focus();
			await page.keyboard.press("Control+Home");
			for (let i = 0; i < row; i++) await page.keyboard.press("ArrowDown");
			for (let i = 0; i < col; i++) await page.keyboard.press("ArrowRight");
		},
		text: async (row, col) => plain(await cell(row, col).textContent()),
		// type goes to a cell by mouse, replaces what is in it and takes the next.
		async type(row, col, text) {
			await cell(row, col).click();
			await page.keyboard.type(text);
			await page.keyboard.press("Enter");
		},
		// paste puts text, and a table where there is one, as another program copied it.
		paste: (text, html = "") =>
			page.evaluate(
				([plainText, table]) => {
					const data = new DataTransfer();
					data.setData("text/plain", plainText);
					if (table) data.setData("text/html", table);
					const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
					document.dispatchEvent(event);
				},
				[text, html],
			),
		// copied is what Ctrl+C puts on the clipboard.
		copied: (type = "text/plain") =>
			page.evaluate((kind) => {
				const data = new DataTransfer();
				document.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
				return data.getData(kind);
			}, type),
		rowHeader: (row) => page.locator(`.vg-body [aria-rowindex="${row + 2}"] .vg-number`),
		// dragHandle pulls the corner of the selection from one cell to another.
		async dragHandle(from, to, modifier) {
			const start = await cell(...from).boundingBox();
			const end = await cell(...to).boundingBox();
			await page.mouse.move(start.x + start.width - 3, start.y + start.height - 3);
			await page.mouse.down();
			await page.mouse.move(end.x + 20, end.y + 10, { steps: 5 });
			if (modifier) await page.keyboard.down(modifier);
			await page.mouse.up();
			if (modifier) await page.keyboard.up(modifier);
		},
		// unsaved counts the cells in view that say they are not saved.
		unsaved: () => page.locator(".vg-body .vg-pending").count(),
	};
}
