import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "../harness.mjs";
import { importing } from "../importing.mjs";
import { chief, firstAccount, letIn } from "../people.mjs";

const program = Buffer.concat([Buffer.from("MZ\u0090\0\u0003\0\0\0\u0004\0\0\0", "latin1"), Buffer.alloc(4096, 0x07)]);
const page = "<!doctype html><html><head><title>Portail</title></head><body><h1>Connexion</h1><p>Identifiez-vous.</p></body></html>";

const files = [
	{ title: "a program renamed .csv", name: "portefeuille.csv", content: program },
	{ title: "an empty file", name: "vide.csv", content: Buffer.alloc(0) },
	{ title: "a web page saved as .csv", name: "export-2024-05.csv", content: Buffer.from(page) },
	{ title: "a workbook that is none", name: "suivi.xlsx", content: Buffer.from("PK\u0003\u0004 not a workbook", "latin1") },
];

export const flows = [
	{
		name: "A wrong file is refused in place, in plain words",
		async play({ house, person, step }) {
			await firstAccount(house);
			const someone = await person({ lang: "fr" });
			const wizard = importing(someone.page);
			const { say } = wizard;
			const folder = await mkdtemp(join(tmpdir(), "vigie-wrong-"));
			someone.expects("422 /api/v1/imports", "413 /api/v1/imports", "415 /api/v1/imports");
			const refusal = async () => {
				const alert = someone.page.getByRole("main").getByRole("alert").filter({ hasText: /\S/ });
				await alert.waitFor();
				return alert.textContent();
			};
			try {
				await letIn(someone.page, chief);
				for (const [n, f] of files.entries()) {
					await step(f.title, async () => {
						const path = join(folder, f.name);
						await writeFile(path, f.content);
						await wizard.choose(path);
						const name = someone.page.getByRole("textbox", { name: say("import.file.portfolioName") });
						await name.fill("Essai");
						await wizard.button("import.file.read").click();
						expect("the refusal is a sentence", await refusal(), /^\p{Lu}.{12,}/u);
						expect("what was typed is still there", await name.inputValue(), "Essai");
						await someone.look(`wrong-${n + 1}`);
					});
				}
				await step("a file that is too large is not even sent", async () => {
					const path = join(folder, "enorme.csv");
					await writeFile(path, Buffer.alloc(51 * 1024 * 1024, 0x61));
					await wizard.choose(path);
					await someone.page.getByRole("textbox", { name: say("import.file.portfolioName") }).fill("Essai");
					let sent = false;
					someone.page.on("request", (r) => {
						sent ||= r.method() === "POST";
					});
					await wizard.button("import.file.read").click();
					expect("the refusal", await refusal(), say("import.file.tooLarge"));
					expect("the file was sent", sent, false);
				});
				await step("nothing was kept of them", async () => {
					await someone.page.goto("/import");
					await someone.page.getByText(say("import.empty.title")).waitFor();
				});
			} finally {
				await rm(folder, { recursive: true, force: true });
			}
		},
	},
];
