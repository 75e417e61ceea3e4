import { expect } from "./harness.mjs";

// resourcesOfAPlan are the steps by which resources come to be, and work on a task of the
// plan that is open.
export async function resourcesOfAPlan({ api, page, someone, step, say, panel, kept, line, project }) {
	await step("resources are kept in the administration, and say by which calendar and how much they work", async () => {
		await page.goto("/admin/resources");
		await page.getByRole("button", { name: say("resource.new") }).first().press("Enter");
		const made = page.getByRole("region", { name: say("resource.new") });
		await made.getByRole("textbox", { name: say("resource.name") }).fill("Anne Roux");
		await made.getByRole("button", { name: say("action.create"), disabled: false }).press("Enter");
		await page.getByRole("region", { name: "Anne Roux" }).waitFor();
		await someone.look("resources");
		await api("POST", "/resources", { name: "Paul Mercier", units: 8000 });
	});
	await step("who works on a task is typed as in Microsoft Project, and its work follows", async () => {
		await page.goto(`/project/${project.id}/plan`);
		await page.getByRole("gridcell", { name: "Guide", exact: true }).click();
		await page.keyboard.press("Space");
		someone.expects("422 /api/v1/projects"); // nobody is called so
		await panel.getByRole("combobox", { name: say("gantt.column.resources") }).fill("Anne Roux; Personne[50%]");
		await panel.getByRole("button", { name: say("action.save"), disabled: false }).press("Enter");
		await panel.getByText(/Il n’y a pas de ressource «.Personne.»/).first().waitFor();
		await panel.getByRole("combobox", { name: say("gantt.column.resources") }).fill("anne roux; Paul Mercier[50%]");
		const saved = kept();
		await panel.getByRole("button", { name: say("action.save"), disabled: false }).press("Enter");
		await saved;
		const guide = await line("Guide");
		expect("who works on it", guide.resources_text, "Anne Roux; Paul Mercier[50%]");
		expect("one and a half persons", guide.effort_minutes, Math.round(guide.duration_minutes * 1.5));
		await someone.look("plan-resources");
		const back = kept();
		await page.keyboard.press("Control+z");
		await back;
		expect("nobody again", [(await line("Guide")).resources_text ?? "", (await line("Guide")).effort_minutes ?? 0].join(), ",0");
		await panel.getByRole("button", { name: say("action.close") }).press("Enter");
		await panel.waitFor({ state: "detached" });
	});
}
