import { useState } from "react";
import type { Attribute, Named } from "../../api/types";
import { usePeople } from "../../data/conversation";
import { useToday } from "../../data/me";
import type { HistoryQuery } from "../../data/projects";
import { dayFromISO, isoOfDay } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { DateField } from "../../ui/date-field";
import { Select } from "../../ui/select";
import styles from "./history.module.css";

export type HistoryAsked = Required<HistoryQuery>;
export const everything: HistoryAsked = { attribute: "", actor: "", from: "", to: "" };

type Props = {
	id: string;
	attributes: readonly Attribute[];
	actors: readonly Named[];
	value: HistoryAsked;
	onChange: (asked: HistoryAsked) => void;
};

// HistoryFilter narrows a history: by attribute, by person, by date.
export function HistoryFilter({ id, attributes, actors, value, onChange }: Props) {
	const { t, lang } = useLang();
	const today = useToday();
	const [open, setOpen] = useState(value.actor !== "" || value.from !== "");
	const people = usePeople(id, open ? "" : null);
	const set = (part: Partial<HistoryAsked>) => onChange({ ...value, ...part });
	const known = new Map([...(people.data ?? []), ...actors].map((p) => [p.id, p.name]));
	const narrowed = value.attribute || value.actor || value.from || value.to;
	if (!open) {
		return (
			<Button small kind="quiet" icon="filter" onPress={() => setOpen(true)}>
				{t("project.history.filter")}
			</Button>
		);
	}
	return (
		<div
			className={styles.filter}
			role="group"
			aria-label={t("project.history.filter")}
			tabIndex={-1}
			// The button that opened it is gone, and the focus with it.
			ref={(el) => {
				if (el && document.activeElement === document.body) el.focus();
			}}
		>
			<Select
				label={t("project.revert.attribute")}
				options={[
					{ id: "", name: t("project.history.anyAttribute") },
					...attributes.filter((a) => a.kind !== "computed").map((a) => ({ id: a.key, name: pick(a.label, lang) })),
				]}
				value={value.attribute}
				onChange={(attribute) => set({ attribute: attribute ?? "" })}
			/>
			<Select
				label={t("project.history.person")}
				options={[{ id: "", name: t("project.history.anyone") }, ...[...known].map(([k, name]) => ({ id: k, name }))]}
				value={value.actor}
				onChange={(actor) => set({ actor: actor ?? "" })}
			/>
			<DateField
				label={t("project.history.from")}
				value={dayFromISO(value.from)}
				today={today}
				max={today}
				onChange={(d) => set({ from: d ? isoOfDay(d) : "" })}
			/>
			<DateField
				label={t("project.history.to")}
				value={dayFromISO(value.to)}
				today={today}
				max={today}
				onChange={(d) => set({ to: d ? isoOfDay(d) : "" })}
			/>
			{narrowed && (
				<Button small kind="quiet" onPress={() => onChange(everything)}>
					{t("project.history.all")}
				</Button>
			)}
		</div>
	);
}
