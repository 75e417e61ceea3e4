import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useState } from "react";
import { api } from "../../api/client";
import type { Attribute, List, Named, Row } from "../../api/types";
import type { Fit } from "../../data/forms";
import { useLookup } from "../../data/lookup";
import { useProject } from "../../data/projects";
import { keys } from "../../data/query-keys";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { ComboBox } from "../../ui/combobox";
import { FormError } from "../../ui/form";
import { Segmented } from "../../ui/segmented";
import { Select } from "../../ui/select";
import { RecordSections } from "../../views/record/record";
import { type Draft, type FormOf, type FormRole, lists, triedBody } from "./form-draft";
import styles from "./forms.module.css";

type Props = { draft: Draft; stored: FormOf | null; attributes: Attribute[]; roles: FormRole[] };

type Seen = { shown: Fit | null; fits: boolean; instead: Named | null; projects: number; some: Named[] };

// FormPreview is a real project as it would be read with a form, by a role, as if
// it were of another type or at another stage; and how far the form reaches.
export function FormPreview({ draft, stored, attributes, roles }: Props) {
	const { t, lang } = useLang();
	const [chosen, setChosen] = useState<Named | null>(null);
	const [role, setRole] = useState("");
	const [as, setAs] = useState<Record<string, string>>({});
	const [size, setSize] = useState("page");
	const first = useFirst();
	const project = chosen ?? first;
	const asked = useDeferredValue(
		useSlow({ form: triedBody(draft), id: stored?.id, project: project?.id, role, ...as }),
	);
	const seen = useQuery({
		queryKey: [...keys.forms, "preview", asked],
		queryFn: ({ signal }) => api.post<Seen>("/forms/preview", asked, { signal }),
		placeholderData: keepPreviousData,
		retry: false,
	});
	const found = seen.data;
	return (
		<section className={styles.preview} aria-labelledby="form-preview" aria-busy={seen.isFetching}>
			<h2 id="form-preview">{t("forms.preview")}</h2>
			<p role="status">{found && reachText(found, t)}</p>
			<div className={styles.asWhat}>
				<ProjectChoice value={project} onChange={setChosen} />
				<Select
					label={t("forms.asRole")}
					value={role || "any"}
					onChange={(id) => setRole(id === "any" ? "" : id)}
					options={[
						{ id: "any", name: t("forms.asAny") },
						...roles.map((r) => ({ id: r.id, name: pick(r.label, lang) })),
					]}
				/>
				{lists.map((list) => {
					const of = attributes.find((a) => a.key === list);
					if (!of) return null;
					return (
						<Select
							key={list}
							label={pick(of.label, lang)}
							value={as[list] ?? "own"}
							onChange={(id) => setAs({ ...as, [list]: id === "own" ? "" : id })}
							options={[
								{ id: "own", name: t("forms.asItIs") },
								...of.choices.filter((c) => !c.retired).map((c) => ({ id: c.key, name: pick(c.label, lang) })),
							]}
						/>
					);
				})}
			</div>
			<FormError error={seen.error} />
			{found?.shown && !found.fits && (
				<Banner tone="warn">
					{found.instead ? t("forms.instead", { name: found.instead.name }) : t("forms.notForIt")}
				</Banner>
			)}
			<Segmented
				label={t("forms.size")}
				value={size}
				onChange={setSize}
				options={[
					{ id: "page", name: t("forms.asPage") },
					{ id: "panel", name: t("forms.asPanel") },
				]}
			/>
			{found?.shown && project && (
				<Laid
					id={project.id}
					fit={{ ...found.shown, id: "preview", version: seen.dataUpdatedAt, all: found.shown.all }}
					attributes={attributes}
					roomy={size === "page"}
				/>
			)}
		</section>
	);
}

type LaidProps = { id: string; fit: Fit; attributes: Attribute[]; roomy: boolean };

// Laid is the project, to be read only.
function Laid({ id, fit, attributes, roomy }: LaidProps) {
	const context = useFieldContext();
	const row: Row | undefined = useProject(id).data;
	if (!row) return null;
	return (
		<div className={styles.paper} data-roomy={roomy || undefined}>
			<p className={styles.subject}>{String(row.name ?? "")}</p>
			<RecordSections row={row} attributes={attributes} context={context} canEdit={false} fit={fit} />
		</div>
	);
}

function ProjectChoice({ value, onChange }: { value: Named | null; onChange: (p: Named | null) => void }) {
	const { t } = useLang();
	const [typed, setTyped] = useState("");
	const { options } = useLookup("project", typed);
	return (
		<ComboBox
			label={t("forms.project")}
			options={options}
			value={value?.id ?? null}
			text={value?.name}
			onType={setTyped}
			onChange={(id) => id && onChange({ id, name: options.find((o) => o.id === id)?.name ?? "" })}
		/>
	);
}

// useFirst is the project that is shown until another is chosen.
function useFirst(): Named | null {
	const read = useQuery({
		queryKey: [...keys.projects, "first"],
		queryFn: ({ signal }) => api.get<List<Row>>("/projects", { fields: "name", sort: "name", limit: 1 }, signal),
		staleTime: 60_000,
	});
	const row = read.data?.items[0];
	return row ? { id: row.id, name: String(row.name ?? "") } : null;
}

// useSlow is a value once it has not changed for a moment.
function useSlow<T>(value: T): T {
	const [slow, setSlow] = useState(value);
	const text = JSON.stringify(value);
	useEffect(() => {
		const later = setTimeout(() => setSlow(JSON.parse(text) as T), 200);
		return () => clearTimeout(later);
	}, [text]);
	return slow;
}

function reachText(seen: Seen, t: ReturnType<typeof useLang>["t"]): string {
	const names = seen.some.map((p) => p.name).join(", ");
	const text = t("forms.reach", { count: seen.projects });
	if (!names) return text;
	return t("forms.reachOf", { text, names, others: Math.max(0, seen.projects - seen.some.length) });
}
