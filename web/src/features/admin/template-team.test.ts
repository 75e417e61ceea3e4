import { describe, expect, it } from "vitest";
import type { TemplatePart } from "../../data/templates";
import { attributeOf, inTeamWords, rolesOf, teamCode } from "./template-team";

const part = {
	key: "resources",
	kind: "team",
	required: false,
	label: { en: "Who works on it", fr: "Qui y travaille" },
	options: [
		{ key: "role:manager", label: { en: "Project manager", fr: "Chef de projet" } },
		{ key: "role:lead", label: { en: "Technical lead", fr: "Référent technique" } },
	],
} as TemplatePart;

describe("who works on a line of a template", () => {
	it("is written as people write it, and read again in either language", () => {
		const code = "role:manager; Anne Dé[50%]; role:lead[20% 3d]; Béton[12]";
		expect(inTeamWords(code, part, "fr")).toBe(
			"Rôle Chef de projet; Anne Dé[50%]; Rôle Référent technique[20% 3d]; Béton[12]",
		);
		for (const lang of ["fr", "en"] as const) expect(teamCode(inTeamWords(code, part, lang), part)).toBe(code);
	});
	it("is read however it is typed", () => {
		expect(teamCode("rôle : chef  de projet [50%]\nROLE lead;; role unknown; Chef de projet", part)).toBe(
			"role:manager[50%]; role:lead; role unknown; Chef de projet",
		);
	});
	it("offers the roles by what they are called", () => {
		expect(rolesOf(part, "en")).toEqual(["Role Project manager", "Role Technical lead"]);
		expect(attributeOf("values.room")).toBe("room");
		expect(attributeOf("phase")).toBe("");
	});
});
