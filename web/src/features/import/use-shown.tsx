import type { ReactNode } from "react";
import type { Attribute } from "../../api/types";
import { useAttributes } from "../../data/catalogue";
import { fieldKind } from "../../fields/registry";
import { useFieldContext } from "../../fields/use-context";
import type { Import } from "./types";

export type Shown = {
	label: string;
	align: "start" | "end" | "center";
	// short: written on one line
	short: boolean;
	view: (value: unknown) => ReactNode;
};

const short = new Set<string>(["date", "month", "number", "percent", "money", "yes_no", "light", "weather"]);

// useShown shows values of an import's attributes as the whole application does,
// those that importing will make included.
export function useShown(i: Import): (key: string) => Shown {
	const attributes = useAttributes();
	const context = useFieldContext(i.currency, "auto");
	return (key) => {
		const target = i.attributes?.find((a) => a.key === key);
		const made = i.columns?.find((c) => c.action === "new" && c.new?.key === key)?.new;
		const kept = i.object === "project" ? attributes.data?.find((a) => a.key === key) : undefined;
		const attribute = kept ?? plain(key, target?.kind ?? made?.kind ?? "text", target?.choices ?? []);
		const kind = fieldKind(attribute);
		const label =
			target?.label ?? (made ? made.label[context.lang] || made.label.fr : (kept?.label[context.lang] ?? key));
		return {
			label,
			align: kind.align,
			short: short.has(kind.kind),
			view: (value) => kind.view(value, attribute, context),
		};
	};
}

function plain(key: string, kind: Attribute["kind"], choices: { key: string; label: string }[]): Attribute {
	const none = { en: "", fr: "" };
	return {
		key,
		kind,
		label: none,
		help: none,
		unit: "",
		required: false,
		default: null,
		choices: choices.map((c) => ({
			key: c.key,
			label: { en: c.label, fr: c.label },
			colour: "",
			icon: "",
			retired: false,
		})),
		consolidation: "none",
		core: false,
		per_month: false,
		read_only: false,
		formula: null,
		position: 0,
		version: 0,
	};
}
