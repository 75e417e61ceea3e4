import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useState } from "react";
import { api } from "../../api/client";
import type { Attribute, Named, Row } from "../../api/types";
import type { Fit } from "../../data/forms";
import { useProject } from "../../data/projects";
import { keys } from "../../data/query-keys";
import type { RecordRow } from "../../data/registers";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { FormError } from "../../ui/form";
import { Segmented } from "../../ui/segmented";
import { Select } from "../../ui/select";
import { RecordSections } from "../../views/record/record";
import { LineSections } from "../../views/register/line-sections";
import { type Draft, type FormOf, type FormRole, listsOf, triedBody } from "./form-draft";
import { SubjectChoice, useFirstSubject } from "./form-subject";
import { useFormWords } from "./form-words";
import styles from "./forms.module.css";
import { useLifeObject } from "./life-object";

type Props = { draft: Draft; stored: FormOf | null; attributes: Attribute[]; roles: FormRole[] };

type Seen = {
	shown: Fit | null;
	row?: RecordRow;
	fits: boolean;
	instead: Named | null;
	projects: number;
	some: Named[];
};

// FormPreview is a real project, or line, as it would be read with a form, by a role,
// as if it were of another type or at another stage; and how far the form reaches.
export function FormPreview({ draft, stored, attributes, roles }: Props) {
	const { t, lang } = useLang();
	const w = useFormWords();
	const object = useLifeObject();
	const [chosen, setChosen] = useState<Named | null>(null);
	const [role, setRole] = useState("");
	const [as, setAs] = useState<Record<string, string>>({});
	const [size, setSize] = useState("page");
	const first = useFirstSubject(object);
	const project = chosen ?? first;
	const asked = useDeferredValue(
		useSlow({ form: triedBody(draft), id: stored?.id, project: project?.id, role, ...as }),
	);
	const seen = useQuery({
		queryKey: [...keys.forms, "preview", object, asked],
		queryFn: ({ signal }) => api.post<Seen>(`/forms/preview?object=${object}`, asked, { signal }),
		placeholderData: keepPreviousData,
		retry: false,
	});
	const found = seen.data;
	return (
		<section className={styles.preview} aria-labelledby="form-preview" aria-busy={seen.isFetching}>
			<h2 id="form-preview">{t("forms.preview")}</h2>
			<p role="status">{found && reachText(found, w, t)}</p>
			<div className={styles.asWhat}>
				<SubjectChoice value={project} onChange={setChosen} />
				<Select
					label={t("forms.asRole")}
					value={role || "any"}
					onChange={(id) => setRole(id === "any" ? "" : id)}
					options={[
						{ id: "any", name: t("forms.asAny") },
						...roles.map((r) => ({ id: r.id, name: pick(r.label, lang) })),
					]}
				/>
				{listsOf(object).map(({ name: list, key }) => {
					const of = attributes.find((a) => a.key === key);
					if (!of) return null;
					return (
						<Select
							key={list}
							label={pick(of.label, lang)}
							value={as[list] || "own"}
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
				<Banner tone="warn">{found.instead ? w("instead", { name: found.instead.name }) : w("notForIt")}</Banner>
			)}
			{object === "project" && (
				<Segmented
					label={t("forms.size")}
					value={size}
					onChange={setSize}
					options={[
						{ id: "page", name: t("forms.asPage") },
						{ id: "panel", name: t("forms.asPanel") },
					]}
				/>
			)}
			{!project && found && <p className={styles.quiet}>{object !== "project" && w("noSubject")}</p>}
			{found?.shown && project && (
				<Laid
					id={project.id}
					line={found.row}
					fit={{ ...found.shown, id: "preview", version: seen.dataUpdatedAt, all: found.shown.all }}
					attributes={attributes}
					roomy={object === "project" && size === "page"}
				/>
			)}
		</section>
	);
}

type LaidProps = { id: string; line: RecordRow | undefined; fit: Fit; attributes: Attribute[]; roomy: boolean };

// Laid is the project, or the line, to be read only.
function Laid({ id, line, fit, attributes, roomy }: LaidProps) {
	const object = useLifeObject();
	return (
		<div className={styles.paper} data-roomy={roomy || undefined}>
			{object === "project" ? (
				<LaidProject {...{ id, fit, attributes }} />
			) : (
				line && (
					<>
						<p className={styles.subject}>{line.name}</p>
						<LineSections kind={object} row={line} attributes={attributes} fit={fit} />
					</>
				)
			)}
		</div>
	);
}

function LaidProject({ id, fit, attributes }: { id: string; fit: Fit; attributes: Attribute[] }) {
	const context = useFieldContext();
	const row: Row | undefined = useProject(id).data;
	if (!row) return null;
	return (
		<>
			<p className={styles.subject}>{String(row.name ?? "")}</p>
			<RecordSections row={row} attributes={attributes} context={context} canEdit={false} fit={fit} />
		</>
	);
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

function reachText(seen: Seen, w: ReturnType<typeof useFormWords>, t: ReturnType<typeof useLang>["t"]): string {
	const names = seen.some.map((p) => p.name).join(", ");
	const text = w("reach", { count: seen.projects });
	if (!names) return text;
	return t("forms.reachOf", { text, names, others: Math.max(0, seen.projects - seen.some.length) });
}
