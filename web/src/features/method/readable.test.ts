import { expect, test } from "vitest";
import en from "../../../../docs/guide/first-review.md?raw";
import fr from "../../../../docs/guide/premiere-revue.md?raw";
import { readable } from "./readable";

test("a page of the documentation is read in the application", () => {
	expect(
		readable(
			"# Title\n\n*[En français](x.md)*\n\nOne\ntwo, see [three](three.md).\n\n![A picture](p.png)\n\n## Four\n\n- five\n- six",
		),
	).toBe("One two, see three.\n\n## Four\n\n- five\n- six");
});

test("both languages have the same parts, and nothing that leads nowhere", () => {
	const parts = (page: string) => readable(page).match(/^## /gm)?.length ?? 0;
	expect(parts(en)).toBeGreaterThan(3);
	expect(parts(fr)).toBe(parts(en));
	for (const page of [en, fr]) expect(readable(page)).not.toMatch(/!\[|\]\([a-z.]+\.(?:md|png)\)/);
});
