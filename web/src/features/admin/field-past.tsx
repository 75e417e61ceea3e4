import { useReaders } from "../../data/catalogue";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Checkbox, CheckboxGroup } from "../../ui/checkbox";
import { FormSection } from "../../ui/form";

// Past is who may read and write past months of an attribute, by the keys of roles;
// nothing is whoever reads, or writes, this month.
export type Past = {
	limited: boolean;
	readers: string[];
	pastLimited: boolean;
	pastReaders: string[];
	pastHeld: boolean;
	pastWriters: string[];
};

type Props = {
	draft: Past;
	set: (change: Partial<Past>) => void;
	mayHold: boolean;
	wrong: Record<string, string | undefined>;
};

// FieldPast says who reads past months of an attribute that is kept by month, and who
// corrects them, with how many people that is.
export function FieldPast({ draft: d, set, mayHold, wrong }: Props) {
	const { t, lang } = useLang();
	const known = useReaders(d.pastLimited ? d.pastReaders : [], d.pastHeld ? d.pastWriters : []).data;
	const options = (known?.roles ?? [])
		.filter((r) => !d.limited || d.readers.includes(r.key))
		.map((r) => ({ id: r.key, name: pick(r.label, lang), note: t("attribute.secret.people", { count: r.people }) }));
	const read = (now: string[]) => set({ pastReaders: now, pastWriters: d.pastWriters.filter((w) => now.includes(w)) });
	return (
		<FormSection title={t("attribute.past.title")}>
			<Checkbox
				isSelected={d.pastLimited}
				onChange={(pastLimited) => set({ pastLimited, pastReaders: [], pastWriters: [] })}
				note={t("attribute.past.readersNote")}
			>
				{t("attribute.past.limited")}
			</Checkbox>
			{d.pastLimited && (
				<CheckboxGroup
					label={t("attribute.past.readers")}
					error={wrong.past_readers}
					options={options}
					value={d.pastReaders}
					onChange={read}
				/>
			)}
			{mayHold && (
				<Checkbox
					isSelected={d.pastHeld}
					onChange={(pastHeld) => set({ pastHeld, pastWriters: [] })}
					note={t("attribute.past.writersNote")}
				>
					{t("attribute.past.held")}
				</Checkbox>
			)}
			{d.pastHeld && (
				<CheckboxGroup
					label={t("attribute.past.writers")}
					error={wrong.past_writers}
					options={d.pastLimited ? options.filter((o) => d.pastReaders.includes(o.id)) : options}
					value={d.pastWriters}
					onChange={(now) => set({ pastWriters: now })}
				/>
			)}
			{known && (
				<p role="status">
					{d.pastLimited && d.pastReaders.length > 0
						? t("attribute.past.seen", { count: known.readers })
						: t("attribute.past.all")}{" "}
					{d.pastHeld && d.pastWriters.length > 0 && t("attribute.past.written", { count: known.writers })}
				</p>
			)}
		</FormSection>
	);
}
