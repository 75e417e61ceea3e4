import { useReaders } from "../../data/catalogue";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Checkbox, CheckboxGroup } from "../../ui/checkbox";
import { FormSection } from "../../ui/form";

// Secrets are who may read and write an attribute, by the keys of roles; nothing is
// everybody who sees, or may edit, its object.
export type Secrets = {
	limited: boolean;
	readers: string[];
	held: boolean;
	writers: string[];
	pastReaders: string[];
	pastWriters: string[];
};

type Props = {
	draft: Secrets;
	set: (change: Partial<Secrets>) => void;
	// mayHide, mayHold: it can be given readers, and writers
	mayHide: boolean;
	mayHold: boolean;
	wrong: Record<string, string | undefined>;
};

// FieldSecrets say who may read an attribute and who may write it, with how many people
// that is.
export function FieldSecrets({ draft: d, set, mayHide, mayHold, wrong }: Props) {
	const { t, lang } = useLang();
	const readers = d.limited ? d.readers : [];
	const writers = d.held ? d.writers : [];
	const known = useReaders(readers, writers).data;
	const options = (known?.roles ?? []).map((r) => ({
		id: r.key,
		name: pick(r.label, lang),
		note: t("attribute.secret.people", { count: r.people }),
	}));
	const limit = (limited: boolean) => set({ limited, readers: [], writers: limited ? d.writers : [] });
	const read = (now: string[]) =>
		set({
			readers: now,
			writers: d.writers.filter((w) => now.includes(w)),
			pastReaders: d.pastReaders.filter((r) => now.includes(r)),
			pastWriters: d.pastWriters.filter((w) => now.includes(w)),
		});
	return (
		<FormSection title={t("attribute.secret.title")}>
			{mayHide ? (
				<Checkbox isSelected={d.limited} onChange={limit} note={t("attribute.secret.readersNote")}>
					{t("attribute.secret.limited")}
				</Checkbox>
			) : (
				<p>{t("attribute.secret.plain")}</p>
			)}
			{d.limited && (
				<CheckboxGroup
					label={t("attribute.secret.readers")}
					error={wrong.readers}
					options={options}
					value={d.readers}
					onChange={read}
				/>
			)}
			{mayHold && (
				<Checkbox
					isSelected={d.held}
					onChange={(held) => set({ held, writers: [] })}
					note={t("attribute.secret.writersNote")}
				>
					{t("attribute.secret.held")}
				</Checkbox>
			)}
			{d.held && (
				<CheckboxGroup
					label={t("attribute.secret.writers")}
					error={wrong.writers}
					options={d.limited ? options.filter((o) => d.readers.includes(o.id)) : options}
					value={d.writers}
					onChange={(now) => set({ writers: now })}
				/>
			)}
			{known && (
				<p role="status">
					{d.limited && d.readers.length > 0
						? t("attribute.secret.seen", { count: known.readers })
						: t("attribute.secret.all")}{" "}
					{d.held && d.writers.length > 0 && t("attribute.secret.written", { count: known.writers })}
				</p>
			)}
		</FormSection>
	);
}
