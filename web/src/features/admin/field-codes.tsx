import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { Attribute, List } from "../../api/types";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { FormSection } from "../../ui/form";
import { Select } from "../../ui/select";
import { TextField } from "../../ui/text-field";
import { useAttributeObject } from "./attribute-object";

// scopes are those within which values of projects, and of lines of registers, are unique.
const scopes = {
	projects: ["", "all", "unit", "type", "programme"],
	lines: ["", "all", "project"],
} as const;

const ofLines = { "": "noneLines", all: "lines", project: "project" } as const;

type Codes = { pattern: string; uniqueIn: string };
type Props = {
	draft: Codes;
	field: Attribute | null;
	kind: string;
	set: (change: Partial<Codes>) => void;
	wrong: Record<string, string | undefined>;
};

// mayNumber reports whether values of an attribute can be made by a pattern.
const mayNumber = (field: Attribute | null, kind: string) =>
	kind === "text" && field?.key !== "name" && field?.key !== "currency";

// mayBeUnique reports whether values of an attribute can be the only ones.
const mayBeUnique = (field: Attribute | null, kind: string) =>
	["text", "link", "number"].includes(kind) && (!field?.core || field.key === "name") && !field?.per_month;

// FieldCodes says how values are made where nobody gives one, with the next one, and
// whether one may be there twice, with those that are today.
export function FieldCodes({ draft: d, field, kind, set, wrong }: Props) {
	const t = useT();
	const object = useAttributeObject();
	const of = object === "project" ? "projects" : "lines";
	const numbered = of === "projects" && mayNumber(field, kind);
	const single = mayBeUnique(field, kind) && (of === "projects" || !field?.read_only);
	const next = useQuery({
		enabled: numbered && !!field && /\{0+\}/.test(d.pattern),
		queryKey: ["next-code", field?.key, d.pattern],
		queryFn: () => api.get<{ next: string }>(`/fields/${field?.key}/next`, { pattern: d.pattern }),
		retry: false,
	});
	const twice = useQuery({
		enabled: single && !!field && d.uniqueIn !== "",
		queryKey: ["duplicates", object, field?.key, field?.version, d.uniqueIn],
		queryFn: () =>
			api.get<List<{ value: string; projects: number; names: string[] }>>(`/fields/${field?.key}/duplicates`, {
				within: d.uniqueIn,
				...(of === "lines" ? { object } : {}),
			}),
	});
	if (!numbered && !single) return null;
	const found = twice.data;
	return (
		<FormSection title={t(of === "lines" ? "codes.titleLines" : "codes.title")}>
			{single && (
				<Select
					label={t(of === "lines" ? "codes.uniqueLines" : "codes.unique")}
					help={t("codes.uniqueHelp")}
					error={wrong.unique_in}
					value={d.uniqueIn}
					onChange={(uniqueIn) => set({ uniqueIn })}
					options={scopes[of].map((id) => ({
						id,
						name: t(`codes.scope.${of === "lines" ? ofLines[id as keyof typeof ofLines] : id || "none"}`),
					}))}
				/>
			)}
			{found && (found.total ?? 0) > 0 && (
				<Banner tone="warn" title={t("codes.twice", { count: found.total ?? found.items.length })}>
					<ul>
						{found.items.slice(0, 10).map((v) => (
							<li key={v.value}>
								{v.value} ×{v.projects} {v.names.join(", ")}
							</li>
						))}
					</ul>
					{t("codes.twiceStay")}
				</Banner>
			)}
			{numbered && (
				<TextField
					label={t("codes.pattern")}
					help={
						next.data
							? t("codes.next", { code: next.data.next })
							: t("codes.patternHelp", { parts: "{type}, {yyyy}, {yy}, {mm}" })
					}
					error={wrong.pattern}
					value={d.pattern}
					onChange={(pattern) => set({ pattern })}
					placeholder="{type}-{yyyy}-{0000}"
					spellCheck="false"
				/>
			)}
		</FormSection>
	);
}
