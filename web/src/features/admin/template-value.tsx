import type { Attribute } from "../../api/types";
import type { DraftValue, TemplatePart } from "../../data/templates";
import { fieldKind } from "../../fields/registry";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { NumberField } from "../../ui/number-field";
import { Select } from "../../ui/select";
import { TextAreaField, TextField } from "../../ui/text-field";
import { draftValue, plain } from "./template-draft";
import { inWords } from "./template-plan";
import styles from "./templates.module.css";

type Props = {
	part: TemplatePart;
	attribute: Attribute | undefined;
	value: DraftValue | undefined;
	// dates are the key dates that a date can follow, by id
	dates: { id: string; name: string }[];
	groups: { id: string; name: string }[];
	onChange: (value: DraftValue | null) => void;
};

const units = ["days", "workdays", "weeks", "months"] as const;
const people = ["manager", "sponsor", "creator"] as const;

// TemplateValue is one value of a line: a text in both languages, a date after another
// one, somebody by what they are for the project, or a value of the catalogue.
export function TemplateValue({ part, attribute, value, dates, groups, onChange }: Props) {
	const { t, lang } = useLang();
	const context = useFieldContext();
	const label = pick(part.label, lang);
	const picked = (options: { id: string; name: string }[], now: string, put: (id: string) => DraftValue) => (
		<Select
			label={label}
			required={part.required}
			value={now || "none"}
			onChange={(id) => onChange(id === "none" ? null : put(id))}
			options={[...(part.required ? [] : [{ id: "none", name: t("template.notSaid") }]), ...options]}
		/>
	);
	switch (part.kind) {
		case "text":
		case "long_text": {
			const Field = part.kind === "text" ? TextField : TextAreaField;
			const text = value?.text ?? { en: "", fr: "" };
			const put = (next: typeof text) => onChange(next.en || next.fr ? { text: next } : null);
			return (
				<div className={styles.both}>
					<Field
						label={`${label} · FR`}
						required={part.required}
						value={text.fr}
						onChange={(fr) => put({ ...text, fr })}
					/>
					<Field label={`${label} · EN`} value={text.en} onChange={(en) => put({ ...text, en })} />
				</div>
			);
		}
		case "date":
			return <After {...{ label, value, dates, onChange }} />;
		case "person":
		case "user":
			return picked(
				people.filter((p) => p !== part.key).map((id) => ({ id, name: t(`template.person.${id}`) })),
				value?.person ?? "",
				(person) => ({ person: person as (typeof people)[number] }),
			);
		case "span":
			return (
				<TextField
					label={label}
					help={t("template.plan.span")}
					value={inWords(value?.value ?? "", lang)}
					onChange={(text) => onChange(text ? { value: text } : null)}
				/>
			);
		case "role":
		case "link_kind":
		case "option":
		case "calendar":
			return picked(
				(part.options ?? []).map((o) => ({ id: o.key, name: pick(o.label, lang) })),
				value?.value ?? "",
				(one) => ({ value: one }),
			);
		case "group":
			return picked(groups, value?.value ?? "", (one) => ({ value: one }));
	}
	const shape =
		attribute ?? ({ key: part.key, kind: part.kind, label: part.label, choices: [] } as unknown as Attribute);
	const { Input } = fieldKind(shape);
	return (
		<Input
			attribute={shape}
			label={label}
			context={context}
			value={plain(part, value)}
			required={part.required}
			onChange={(v) => onChange(draftValue(v))}
		/>
	);
}

type AfterProps = {
	label: string;
	value: DraftValue | undefined;
	dates: { id: string; name: string }[];
	onChange: (value: DraftValue | null) => void;
};

// After is a date so long after another one, or before it.
function After({ label, value, dates, onChange }: AfterProps) {
	const { t } = useLang();
	const date = value?.date;
	const put = (change: Partial<NonNullable<typeof date>>) =>
		onChange({ date: { from: "start", by: 0, unit: "weeks", ...date, ...change } });
	return (
		<div className={styles.after} role="group" aria-label={label}>
			<NumberField
				label={label}
				value={date ? String(date.by) : null}
				onChange={(by) => (by === null ? onChange(null) : put({ by: Math.round(Number(by)) }))}
			/>
			<Select
				label={t("template.unit")}
				value={date?.unit ?? "weeks"}
				onChange={(unit) => put({ unit: unit as (typeof units)[number] })}
				options={units.map((id) => ({ id, name: t(`template.units.${id}`) }))}
			/>
			<Select
				label={t("template.from")}
				value={date?.from ?? "start"}
				onChange={(from) => put({ from })}
				options={[{ id: "start", name: t("template.start") }, { id: "end", name: t("template.end") }, ...dates]}
			/>
		</div>
	);
}
