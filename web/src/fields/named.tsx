import { useState } from "react";
import type { Kind, Named } from "../api/types";
import { useLookup } from "../data/lookup";
import { Avatar, avatarColour, initials } from "../ui/avatar";
import { TextLink } from "../ui/link";
import { ComboBox } from "./controls";
import { type FieldKind, type InputProps, picking, read } from "./kind";
import { paintPerson, paintText } from "./paint";

// A user, a unit or a project: {id, name} when read, its id when written. An
// input hands back {id, name}, so that the new name shows at once; toWire takes
// the id for the server.
export function asNamed(v: unknown): Named | null {
	if (!v || typeof v !== "object") return null;
	const { id, name } = v as Partial<Named>;
	return typeof id === "string" ? { id, name: name ?? "" } : null;
}

export function toWire(value: unknown): unknown {
	return asNamed(value)?.id ?? value;
}

function NamedInput(props: InputProps & { of: "user" | "unit" | "project" }) {
	const { value, onChange, attribute: _a, context: _c, of, ...rest } = props;
	const [typed, setTyped] = useState("");
	const { options, loading } = useLookup(of, typed);
	const named = asNamed(value);
	return (
		<ComboBox
			{...rest}
			options={options}
			isLoading={loading}
			value={named?.id ?? null}
			text={named?.name}
			onType={setTyped}
			onChange={(id) => onChange(id ? { id, name: options.find((o) => o.id === id)?.name ?? "" } : null)}
		/>
	);
}

function paintUser(cell: HTMLElement, v: unknown): void {
	const name = asNamed(v)?.name ?? "";
	if (name) paintPerson(cell, name, initials(name), avatarColour(name));
	else paintText(cell, "");
}

function named(kind: Kind & ("user" | "unit" | "project"), view: FieldKind["view"]): FieldKind {
	return {
		kind,
		align: "start",
		width: 170,
		text: (v) => asNamed(v)?.name ?? "",
		paint: kind === "user" ? paintUser : (cell, v) => paintText(cell, asNamed(v)?.name ?? ""),
		view,
		Input: (props: InputProps) => <NamedInput {...props} of={kind} />,
		// A typed name is found by the server, which knows them all and which of
		// them may be seen.
		parse: (typed) => read(typed.trim() || null),
		operators: picking,
		sortKey: (v) => asNamed(v)?.name || null,
	};
}

export const user = named("user", (v) => {
	const u = asNamed(v);
	return u ? (
		<span className="field-mark">
			<Avatar name={u.name} />
			{u.name}
		</span>
	) : null;
});

export const unit = named("unit", (v) => asNamed(v)?.name ?? null);

export const project = named("project", (v) => {
	const p = asNamed(v);
	return p ? <TextLink href={`/project/${p.id}`}>{p.name}</TextLink> : null;
});
