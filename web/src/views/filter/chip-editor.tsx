import { useState } from "react";
import type { Attribute } from "../../api/types";
import { useLookup } from "../../data/lookup";
import type { FieldContext, Operator } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import { lights, weathers } from "../../fields/status";
import { dayFromISO, isoOfDay } from "../../format/day";
import { pick, type Translate } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { CheckboxGroup } from "../../ui/checkbox";
import { ComboBox } from "../../ui/combobox";
import { DateField } from "../../ui/date-field";
import { NumberField } from "../../ui/number-field";
import { Select } from "../../ui/select";
import { TextField } from "../../ui/text-field";
import { firstOperator, isListed, operatorWord } from "./chip-words";
import { type Chip, type Literal, number, text, word } from "./condition";
import styles from "./filter.module.css";

type Props = {
	// chip: the one changed; null for a new one
	chip: Chip | null;
	attribute: Attribute;
	context: FieldContext;
	onChange: (chip: Chip | null) => void;
	onClose: () => void;
};

// ChipEditor makes one condition: how to compare, and with what.
export function ChipEditor({ chip, attribute, context, onChange, onClose }: Props) {
	const { t } = useLang();
	const [draft, setDraft] = useState<Chip>(
		() => chip ?? { key: attribute.key, op: firstOperator(attribute), values: [] },
	);
	const bare = draft.op === "is empty" || draft.op === "is not empty";
	const ready = bare || draft.values.length > 0;
	const setOp = (op: Operator) => setDraft((d) => ({ ...d, op, values: valuesFor(op, d.values) }));
	const apply = () => {
		if (ready) onChange(draft);
		onClose();
	};
	return (
		<form
			className={styles.editor}
			onSubmit={(e) => {
				e.preventDefault();
				apply();
			}}
		>
			<Select
				label={t("portfolio.filter.operator")}
				options={fieldKind(attribute).operators.map((op) => ({ id: op, name: t(operatorWord(op, attribute)) }))}
				value={draft.op}
				onChange={(op) => setOp(op as Operator)}
			/>
			{!bare && (
				<Value
					attribute={attribute}
					chip={draft}
					context={context}
					onChange={(values) => setDraft((d) => ({ ...d, values }))}
				/>
			)}
			<div className={styles.actions}>
				<Button small kind="primary" type="submit" isDisabled={!ready}>
					{t("portfolio.filter.apply")}
				</Button>
				{chip && (
					<Button
						small
						kind="quiet"
						onPress={() => {
							onChange(null);
							onClose();
						}}
					>
						{t("portfolio.filter.removeThis")}
					</Button>
				)}
			</div>
		</form>
	);
}

function valuesFor(op: Operator, values: Literal[]): Literal[] {
	if (op === "is empty" || op === "is not empty") return [];
	return op === "in" || op === "not in" ? values : values.slice(0, 1);
}

type ValueProps = {
	attribute: Attribute;
	chip: Chip;
	context: FieldContext;
	onChange: (values: Literal[]) => void;
};

function Value(props: ValueProps) {
	const { attribute, chip } = props;
	const { t } = useLang();
	if (isListed(attribute) && (attribute.kind !== "choices" || attribute.choices?.length)) return <Listed {...props} />;
	if (attribute.kind === "user" || attribute.kind === "unit" || attribute.kind === "project") {
		return <Named {...props} of={attribute.kind} />;
	}
	const label = t("portfolio.filter.value");
	const first = chip.values[0]?.value ?? "";
	if (attribute.kind === "date" && chip.values[0]?.kind !== "word") {
		const set = (day: number) => props.onChange(day ? [text(isoOfDay(day))] : []);
		return <DateField label={label} value={dayFromISO(first)} today={props.context.today} onChange={set} />;
	}
	if (["money", "number", "percent"].includes(attribute.kind)) {
		const set = (v: string | null) => props.onChange(v === null ? [] : [number(v)]);
		return <NumberField label={label} value={first || null} onChange={set} />;
	}
	const set = (v: string) => props.onChange(v ? [attribute.kind === "computed" ? guessed(v) : text(v)] : []);
	return <TextField label={label} value={first} onChange={set} />;
}

function guessed(v: string): Literal {
	return /^-?\d+(\.\d+)?$/.test(v) ? number(v) : text(v);
}

function optionsOf(attribute: Attribute, context: FieldContext, t: Translate): { id: string; name: string }[] {
	const family = attribute.kind === "light" ? lights : attribute.kind === "weather" ? weathers : null;
	if (family) return family.map((s) => ({ id: s.word, name: t(s.title) }));
	if (attribute.kind === "yes_no") {
		return [
			{ id: "true", name: t("word.yes") },
			{ id: "false", name: t("word.no") },
		];
	}
	return (attribute.choices ?? []).map((c) => ({ id: c.key, name: pick(c.label, context.lang) }));
}

function Listed({ attribute, chip, context, onChange }: ValueProps) {
	const { t } = useLang();
	const options = optionsOf(attribute, context, t);
	const literal = (id: string) => (attribute.kind === "yes_no" ? word(id) : text(id));
	const ids = chip.values.map((v) => v.value.toLowerCase());
	if (chip.op !== "in" && chip.op !== "not in") {
		return (
			<Select
				label={t("portfolio.filter.value")}
				options={options}
				value={ids[0] ?? null}
				onChange={(id) => onChange([literal(id)])}
			/>
		);
	}
	return (
		<div className={styles.ticks}>
			<CheckboxGroup
				label={t("portfolio.filter.values")}
				options={options}
				value={ids}
				onChange={(list) => onChange(list.map(literal))}
			/>
		</div>
	);
}

function Named({ chip, of, onChange }: ValueProps & { of: "user" | "unit" | "project" }) {
	const { t } = useLang();
	const [typed, setTyped] = useState("");
	const { options } = useLookup(of, typed);
	const several = chip.op === "in" || chip.op === "not in";
	const all = of === "user" && !typed ? [{ id: "me", name: t("portfolio.filter.me") }, ...options] : options;
	const first = chip.values[0];
	const shown = first?.kind === "word" ? t("portfolio.filter.me") : several ? "" : (first?.value ?? "");
	const choose = (id: string | null) => {
		if (id === null) return onChange(several ? chip.values : []);
		const next = id === "me" ? word("me") : text(options.find((o) => o.id === id)?.name ?? "");
		onChange(several ? [...chip.values.filter((v) => v.value !== next.value), next] : [next]);
	};
	return (
		<>
			<ComboBox
				label={t("portfolio.filter.value")}
				options={all}
				value={several || !first ? null : first.kind === "word" ? "me" : `name:${first.value}`}
				text={shown}
				onType={setTyped}
				onChange={choose}
			/>
			{several && chip.values.length > 0 && (
				<ul className={styles.picked}>
					{chip.values.map((v) => (
						<li key={v.value}>
							<Button small kind="quiet" icon="close" onPress={() => onChange(chip.values.filter((w) => w !== v))}>
								{v.kind === "word" ? t("portfolio.filter.me") : v.value}
							</Button>
						</li>
					))}
				</ul>
			)}
		</>
	);
}
