import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import type { List, Named, Row } from "../../api/types";
import { type Option, useLookup } from "../../data/lookup";
import { keys } from "../../data/query-keys";
import { pathOf, type RecordRow } from "../../data/registers";
import { ComboBox } from "../../ui/combobox";
import { homeOf } from "../../views/register/columns";
import { useFormWords } from "./form-words";
import { type LifeObject, useLifeObject } from "./life-object";

type Props = { value: Named | null; onChange: (p: Named | null) => void };

// SubjectChoice picks the project, or the line, on which a form is tried.
export function SubjectChoice({ value, onChange }: Props) {
	const w = useFormWords();
	const object = useLifeObject();
	const [typed, setTyped] = useState("");
	const projects = useLookup("project", object === "project" ? typed : "").options;
	const lines = useLines(object, typed);
	const options = object === "project" ? projects : lines;
	return (
		<ComboBox
			label={w("project")}
			options={options}
			value={value?.id ?? null}
			text={value?.name}
			onType={setTyped}
			onChange={(id) => id && onChange({ id, name: options.find((o) => o.id === id)?.name ?? "" })}
		/>
	);
}

// useLines are the lines of a register in whose names, or those of their projects,
// stands what is typed.
function useLines(object: LifeObject, typed: string): Option[] {
	const read = useQuery({
		queryKey: [object, "form-subjects", typed],
		queryFn: ({ signal }) =>
			object === "project"
				? []
				: api
						.get<List<RecordRow>>(pathOf(object), { q: typed, fields: "name,project,portfolio", limit: 20 }, signal)
						.then((l) => l.items.map((m) => ({ id: m.id, name: m.name ?? "", detail: homeOf(m) }))),
		enabled: object !== "project" && typed.trim() !== "",
		placeholderData: (before) => before,
	});
	return read.data ?? [];
}

// useFirstSubject is the project, or the line, that is shown until another is chosen.
export function useFirstSubject(object: LifeObject): Named | null {
	const path = object === "project" ? "/projects" : pathOf(object);
	const read = useQuery({
		queryKey: [...(object === "project" ? keys.projects : [object]), "first"],
		queryFn: ({ signal }) => api.get<List<Row>>(path, { fields: "name", sort: "name", limit: 1 }, signal),
		staleTime: 60_000,
	});
	const row = read.data?.items[0];
	return row ? { id: row.id, name: String(row.name ?? "") } : null;
}
